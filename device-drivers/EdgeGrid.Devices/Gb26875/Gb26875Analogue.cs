namespace EdgeGrid.Devices.Gb26875;

/// <summary>Which analogue values are quantities here (table 7): all of them in tenths.</summary>
internal static class Gb26875Analogue
{
    /// <summary>Null for one that nothing here warns of: heights, pressures of water, flows.</summary>
    public static Quantity? QuantityOf(in Gb26875Item item) => item.AnalogueType switch
    {
        3 => Quantity.Temperature,
        6 => Quantity.CombustibleGas,
        8 => Quantity.Voltage,
        _ => null,
    };

    /// <summary>In the unit of the quantity.</summary>
    public static double ValueOf(in Gb26875Item item) => item.Value / 10.0;
}
