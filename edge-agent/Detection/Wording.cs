using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>How an alert's one line says quantities, numbers, durations and faults.</summary>
internal static class Wording
{
    /// <summary>A value with its unit as people write it: <c>26 %LEL</c>; a contact is active or at rest.</summary>
    public static string WithUnit(this Quantity quantity, double value) =>
        quantity.IsState() ? (value > 0.5 ? "active" : "at rest") : $"{Number(value)} {Unit(quantity)}".TrimEnd();

    /// <summary>As people write it: UCUM puts what is no unit of its own in brackets, and calls degrees Celsius <c>Cel</c>.</summary>
    public static string Unit(Quantity quantity) => quantity.Unit() switch
    {
        "Cel" => "°C",
        "%{vol}" => "%vol",
        "%{LEL}" => "%LEL",
        var ucum => ucum.Trim('[', ']'),
    };

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
        DeviceFault.ShortCircuit => "Line short-circuited.",
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
        AlertKind.Fire => "Fire alarm contact",
        AlertKind.ToxicGas => "Toxic gas alarm contact",
        AlertKind.Oxygen => "Oxygen alarm contact",
        AlertKind.DeviceFault => "Tamper or fault contact",
        _ => "Contact",
    };
}
