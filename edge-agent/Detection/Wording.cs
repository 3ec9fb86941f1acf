using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>How a measurement reads in an alert.</summary>
internal static class Wording
{
    // What a good receiver gives a metre of dilution: five metres, as the fence's buffer takes it.
    private const double MetresPerHdop = 5;

    /// <summary><c>26 %LEL</c>, <c>0.42 dB/m</c>, <c>118 ppm</c>.</summary>
    public static string Amount(double value, Quantity quantity) => quantity switch
    {
        Quantity.Methane => Number(value, "0.#") + " %LEL",
        Quantity.CarbonMonoxide => Number(value, "0") + " ppm",
        Quantity.Smoke => Number(value, "0.00") + " dB/m",
        Quantity.Motion => Number(value, "0.0") + " % of the picture",
        Quantity.Position => Number(value, "0.0") + " m/s",
        Quantity.Contact => value > 0 ? "contact active" : "contact at rest",
        _ => Number(value, "0.##"),
    };

    /// <summary>A limit, without its unit: the amount beside it has one.</summary>
    public static string Limit(double value) => Number(value, "0.##");

    /// <summary><c>Methane</c>.</summary>
    public static string Name(Quantity quantity) => quantity switch
    {
        Quantity.CarbonMonoxide => "CO",
        _ => quantity.ToString(),
    };

    /// <summary><c> for 5 s</c>; nothing when it was at once.</summary>
    public static string For(double milliseconds) => milliseconds < 500 ? "" : " for " + Seconds(milliseconds);

    /// <summary><c>1.4 s</c>, <c>12 s</c>, <c>3 min</c>.</summary>
    public static string Seconds(double milliseconds) => milliseconds switch
    {
        < 9_950 => Number(milliseconds / 1000, "0.#") + " s",
        < 119_500 => Number(milliseconds / 1000, "0") + " s",
        _ => Number(milliseconds / 60_000, "0") + " min",
    };

    /// <summary>What is wrong with a sensor, as a sentence.</summary>
    public static string Sentence(DeviceFault fault) => fault switch
    {
        DeviceFault.NotResponding => "It does not respond.",
        DeviceFault.BadChecksum => "Its answers are garbled: wrong checksum.",
        DeviceFault.OutOfRange => "Its answers are impossible.",
        DeviceFault.OpenCircuit => "Open circuit: look for a broken wire.",
        DeviceFault.NoFix => "No satellites in view.",
        DeviceFault.NoPicture => "Black or frozen picture.",
        DeviceFault.WarmingUp => "It is warming up.",
        DeviceFault.Saturated => "It is at the end of its range.",
        _ => "What comes is not plausible, or nothing comes.",
    };

    /// <summary>The radius within which a fix is to be believed; null when the receiver does not tell.</summary>
    public static double? AccuracyMetres(GnssFix fix) => fix.Hdop * MetresPerHdop;

    /// <summary><c>Position ± 6 m.</c></summary>
    public static string Accuracy(GnssFix? fix) => fix switch
    {
        null => "No position yet.",
        _ when AccuracyMetres(fix) is { } metres => $"Position ± {Number(metres, "0")} m.",
        _ => "Position of unknown accuracy.",
    };

    /// <summary>What a contact belongs to.</summary>
    public static string Contact(AlertKind kind) => kind switch
    {
        AlertKind.Smoke => "Smoke alarm's contact",
        AlertKind.Gas => "Gas alarm's contact",
        AlertKind.CarbonMonoxide => "CO alarm's contact",
        AlertKind.Intrusion => "Door or motion contact",
        AlertKind.Sos => "Call point",
        _ => "Contact",
    };

    public static string Metres(double metres) => Number(metres, "0") + " m";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
