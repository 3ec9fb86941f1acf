using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Filtering;

/// <summary>
/// What a quantity can be at all, whatever sensor measures it. Room below zero is the noise of an analogue sensor in
/// clean air.
/// </summary>
internal static class PhysicalLimits
{
    public static (double Min, double Max) Of(Quantity quantity) => quantity switch
    {
        // Pure methane is 100 %vol; 5 %vol are 100 %LEL.
        Quantity.Methane => (-10, 2_000),
        Quantity.CarbonMonoxide => (-50, 1_000_000),
        Quantity.Smoke => (-1, 100),
        Quantity.Contact or Quantity.Sos => (0, 1),
        Quantity.Motion => (0, 100),

        // No vehicle of a city's is faster than 150 m/s over ground.
        Quantity.Position => (0, 150),
        _ => (double.MinValue, double.MaxValue),
    };
}
