using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>How an alert's one line says quantities, numbers, durations and faults.</summary>
internal static class Wording
{
    /// <summary>At the beginning of a sentence.</summary>
    public static string Label(this Quantity quantity) => quantity switch
    {
        Quantity.Methane => "Methane",
        Quantity.CarbonMonoxide => "Carbon monoxide",
        Quantity.Smoke => "Smoke",
        Quantity.Contact => "Contact",
        Quantity.Motion => "Motion",
        Quantity.Position => "Position",
        Quantity.Sos => "SOS button",
        _ => quantity.Name(),
    };

    /// <summary>A value with its unit as people write it: <c>26 %LEL</c>; a contact is active or at rest.</summary>
    public static string WithUnit(this Quantity quantity, double value)
    {
        var unit = quantity switch
        {
            Quantity.Contact or Quantity.Sos => null,
            Quantity.Methane => "%LEL",
            Quantity.CarbonMonoxide => "ppm",
            _ => quantity.Unit(),
        };
        return unit is null ? (value > 0.5 ? "active" : "at rest") : $"{Number(value)} {unit}";
    }

    /// <summary>Three digits that count: <c>118</c>, <c>26.4</c>, <c>0.42</c>.</summary>
    public static string Number(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.#", _ => "0.##" },
        CultureInfo.InvariantCulture);

    /// <summary><c>1.4 s</c>, <c>42 s</c>, <c>27 min</c>, <c>3 h</c>.</summary>
    public static string Duration(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.#} s"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalHours:0} h"),
    };

    /// <summary>A sentence; empty without a fault.</summary>
    public static string Sentence(this DeviceFault fault) => fault switch
    {
        DeviceFault.None => "",
        DeviceFault.NotResponding => "Not responding.",
        DeviceFault.BadChecksum => "Its answers arrive damaged.",
        DeviceFault.OutOfRange => "Its values are not plausible.",
        DeviceFault.WarmingUp => "Still warming up.",
        DeviceFault.Saturated => "At the end of its range.",
        DeviceFault.OpenCircuit => "Line open circuit.",
        DeviceFault.NoFix => "No satellite fix.",
        DeviceFault.NoPicture => "No picture.",
        _ => fault.Name(),
    };

    /// <summary>What a contact is to people.</summary>
    public static string ContactLabel(AlertKind kind) => kind switch
    {
        AlertKind.Smoke => "Smoke alarm contact",
        AlertKind.Gas => "Gas alarm contact",
        AlertKind.CarbonMonoxide => "Carbon monoxide alarm contact",
        AlertKind.Intrusion => "Intrusion contact",
        AlertKind.Sos => "Emergency call contact",
        _ => "Contact",
    };
}
