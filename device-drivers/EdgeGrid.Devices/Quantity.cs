namespace EdgeGrid.Devices;

/// <summary>What a value means, and so its unit. A new one is one member here and one line in <see cref="Quantities"/>.</summary>
public enum Quantity
{
    /// <summary>Methane, percent of the lower explosive limit (5 %vol): <c>%{LEL}</c>.</summary>
    Methane = 1,

    /// <summary>Carbon monoxide: <c>[ppm]</c>.</summary>
    CarbonMonoxide,

    /// <summary>Optical obscuration by smoke: <c>dB/m</c>.</summary>
    Smoke,

    /// <summary>A contact: 1 active, 0 at rest.</summary>
    Contact,

    /// <summary>The largest moving body in the picture, percent of the picture's area: <c>%</c>. Detail: <see cref="Snapshot"/>.</summary>
    Motion,

    /// <summary>A position fix; the value is the speed over ground in <c>m/s</c>. Detail: <see cref="GnssFix"/>.</summary>
    Position,

    /// <summary>The SOS button: 1 pressed, 0 released. Detail: the last <see cref="GnssFix"/>, if any.</summary>
    Sos,

    /// <summary>Combustible gases that the sensor does not tell apart, percent of the lower explosive limit: <c>%{LEL}</c>.</summary>
    CombustibleGas,

    /// <summary>Hydrogen sulfide: <c>[ppm]</c>.</summary>
    HydrogenSulfide,

    /// <summary>Oxygen, percent of the air's volume: <c>%{vol}</c>. About 20.9 outdoors.</summary>
    Oxygen,

    /// <summary>Carbon dioxide: <c>[ppm]</c>.</summary>
    CarbonDioxide,

    /// <summary>Volatile organic compounds together: <c>[ppb]</c>.</summary>
    VolatileOrganics,

    /// <summary>Sensirion's VOC index: 100 is the room's own average, 500 the end of the scale.</summary>
    VocIndex,

    /// <summary>Temperature: <c>Cel</c>.</summary>
    Temperature,

    /// <summary>Relative humidity: <c>%</c>.</summary>
    Humidity,

    /// <summary>Air pressure: <c>hPa</c>.</summary>
    Pressure,

    /// <summary>A voltage: <c>V</c>.</summary>
    Voltage,

    /// <summary>A component of a fire alarm system says fire: 1, 0 when it does not.</summary>
    Fire,

    /// <summary>A device says by itself that it is out of order: 1, 0 when it is well.</summary>
    Trouble,

    /// <summary>Charge of a battery: <c>%</c>.</summary>
    Battery,

    /// <summary>Quality of a radio link: <c>%</c>.</summary>
    LinkQuality,

    /// <summary>Memory that is free for programs, percent of all: <c>%</c>.</summary>
    FreeMemory,

    /// <summary>Free space of a disk, percent of all: <c>%</c>.</summary>
    FreeDisk,

    /// <summary>Time since the start of the system: <c>s</c>.</summary>
    Uptime,

    /// <summary>Resistance of a layer that gases change: <c>Ohm</c>. What it means is each sensor's own; it falls when there is more in the air.</summary>
    GasResistance,
}

/// <summary>What holds for a quantity, whatever sensor measures it.</summary>
public static class Quantities
{
    private static readonly Traits[] All = Table();

    /// <summary>Lower-case name with hyphens: <c>carbon-monoxide</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such quantity.</exception>
    public static string Name(this Quantity quantity) => Of(quantity).Name;

    /// <summary>The UCUM code; empty for what is so or is not.</summary>
    public static string Unit(this Quantity quantity) => Of(quantity).Unit;

    /// <summary>At the beginning of a sentence: <c>Carbon monoxide</c>.</summary>
    public static string Label(this Quantity quantity) => Of(quantity).Label;

    /// <summary>What it can be at all. Room below zero is the noise of an analogue sensor in clean air.</summary>
    public static (double Min, double Max) Limits(this Quantity quantity) => (Of(quantity).Min, Of(quantity).Max);

    /// <summary>1 or 0, and nothing between: a contact, a button, a fire.</summary>
    public static bool IsState(this Quantity quantity) => Of(quantity).Form == Form.State;

    /// <summary>A series of numbers, which has a median: not a picture, a position or a button.</summary>
    public static bool IsSeries(this Quantity quantity) => Of(quantity).Form == Form.Number || quantity == Quantity.Contact;

    /// <summary>The quantity of that name; null when there is none.</summary>
    public static Quantity? Named(string name) => Enum.GetValues<Quantity>().Cast<Quantity?>().FirstOrDefault(quantity => quantity!.Value.Name() == name);

    private static Traits Of(Quantity quantity) =>
        (uint)quantity < (uint)All.Length && All[(int)quantity] is { } traits ? traits : throw new ArgumentOutOfRangeException(nameof(quantity), quantity, null);

    private static Traits[] Table()
    {
        var table = new Traits[(int)Enum.GetValues<Quantity>().Max() + 1];

        // Pure methane is 100 %vol; 5 %vol are 100 %LEL.
        Add(Quantity.Methane, "methane", "%{LEL}", -10, 2_000);
        Add(Quantity.CarbonMonoxide, "carbon-monoxide", "[ppm]", -50, 1_000_000);
        Add(Quantity.Smoke, "smoke", "dB/m", -1, 100);
        Add(Quantity.Contact, "contact", "", 0, 1, Form.State);
        Add(Quantity.Motion, "motion", "%", 0, 100, Form.Other);

        // No vehicle of a city's is faster than 150 m/s over ground.
        Add(Quantity.Position, "position", "m/s", 0, 150, Form.Other);
        Add(Quantity.Sos, "sos", "", 0, 1, Form.State, "SOS button");

        // Hydrogen has the widest range: 100 %vol are 2,500 %LEL.
        Add(Quantity.CombustibleGas, "combustible-gas", "%{LEL}", -10, 2_500);
        Add(Quantity.HydrogenSulfide, "hydrogen-sulfide", "[ppm]", -5, 1_000_000);
        Add(Quantity.Oxygen, "oxygen", "%{vol}", -1, 100);
        Add(Quantity.CarbonDioxide, "carbon-dioxide", "[ppm]", 0, 1_000_000);
        Add(Quantity.VolatileOrganics, "volatile-organics", "[ppb]", 0, 1_000_000_000);
        Add(Quantity.VocIndex, "voc-index", "", 0, 500, Form.Number, "VOC index");
        Add(Quantity.Temperature, "temperature", "Cel", -90, 1_300);
        Add(Quantity.Humidity, "humidity", "%", 0, 100);
        Add(Quantity.Pressure, "pressure", "hPa", 300, 1_250);
        Add(Quantity.Voltage, "voltage", "V", -1_000, 1_000);
        Add(Quantity.Fire, "fire", "", 0, 1, Form.State);
        Add(Quantity.Trouble, "trouble", "", 0, 1, Form.State);
        Add(Quantity.Battery, "battery", "%", 0, 100);
        Add(Quantity.LinkQuality, "link-quality", "%", 0, 100);
        Add(Quantity.FreeMemory, "free-memory", "%", 0, 100);
        Add(Quantity.FreeDisk, "free-disk", "%", 0, 100);
        Add(Quantity.Uptime, "uptime", "s", 0, double.MaxValue, Form.Other);
        Add(Quantity.GasResistance, "gas-resistance", "Ohm", 0, 1_000_000_000);
        return table;

        void Add(Quantity quantity, string name, string unit, double min, double max, Form form = Form.Number, string? label = null) =>
            table[(int)quantity] = new Traits(name, unit, label ?? $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('-', ' ')}", min, max, form);
    }

    private enum Form
    {
        Number,
        State,
        Other,
    }

    private sealed record Traits(string Name, string Unit, string Label, double Min, double Max, Form Form);
}
