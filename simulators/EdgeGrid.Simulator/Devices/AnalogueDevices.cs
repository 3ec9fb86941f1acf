using System.CommandLine;
using System.Globalization;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulator.Commands;

namespace EdgeGrid.Simulator.Devices;

/// <summary>Sensors on a converter: <c>device mq2</c>, <c>mq4</c>, <c>mq7</c>, <c>analogue</c>, <c>smoke-optical</c> and <c>contact-line</c>.</summary>
internal static class AnalogueDevices
{
    private const string Converter = "\"address\": \"0x48\", \"channel\": 0";
    private const string Heated = Converter + ", \"warmUp\": \"0s\"";

    private static readonly Option<double> Lel = new("--lel") { Description = "gas in the air, percent of the lower explosive limit", HelpName = "PERCENT" };

    private static readonly Option<double> Ppm = new("--ppm") { Description = "carbon monoxide in the air", HelpName = "PPM" };

    private static readonly Option<double> R0 = new("--r0") { Description = "the sensor's own R0", HelpName = "OHMS", DefaultValueFactory = _ => 10_000 };

    private static readonly Option<double> Milliamperes = new("--ma") { Description = "current in its loop", HelpName = "MA", DefaultValueFactory = _ => 12 };

    private static readonly Option<double> Obscuration = new("--obscuration") { Description = "smoke in its chamber, dB/m", HelpName = "DECIBELS" };

    private static readonly Option<LineDamage?> Damage = CommonOptions.Fault<LineDamage>("what happened to its wires", "--damage");

    public static Command Mq2() => BoardServing.Make("mq2", "An MQ-2 in LPG", [Lel, R0], (parsed, board) =>
    {
        var sensor = new SimulatedMq2 { R0Ohms = parsed.GetValue(R0), PercentLel = parsed.GetValue(Lel) };
        return Attach(board, () => sensor.Volts, Heated);
    });

    public static Command Mq4() => BoardServing.Make("mq4", "An MQ-4 in methane", [Lel, R0], (parsed, board) =>
    {
        var sensor = new SimulatedMq4 { R0Ohms = parsed.GetValue(R0), PercentLel = parsed.GetValue(Lel) };
        return Attach(board, () => sensor.Volts, Heated);
    });

    public static Command Mq7() => BoardServing.Make("mq7", "An MQ-7 whose board drives its heater", [Ppm, R0], (parsed, board) =>
    {
        var sensor = new SimulatedMq7 { R0Ohms = parsed.GetValue(R0), CarbonMonoxidePpm = parsed.GetValue(Ppm) };
        return Attach(board, () => sensor.Volts, Heated);
    });

    public static Command Analogue() => BoardServing.Make("analogue", "A methane transmitter with a 4–20 mA loop: 20 mA is 100 %LEL", [Milliamperes], (parsed, board) =>
    {
        var transmitter = new SimulatedTransmitter { FailureMilliamperes = parsed.GetValue(Milliamperes) };
        return Attach(board, () => transmitter.Volts, string.Create(CultureInfo.InvariantCulture, $"{Converter}, \"quantity\": \"methane\", \"high\": {transmitter.High}"));
    });

    public static Command SmokeOptical() => BoardServing.Make("smoke-optical", "An optical smoke chamber", [Obscuration], (parsed, board) =>
    {
        var chamber = new SimulatedSmokeSensor { DecibelsPerMetre = parsed.GetValue(Obscuration) };
        return Attach(board, () => chamber.Volts, Converter);
    });

    public static Command ContactLine() => BoardServing.Make("contact-line", "A contact at the end of a supervised line", [SwitchDevices.Active, Damage], (parsed, board) =>
    {
        var line = new SimulatedContactLine { Active = parsed.GetValue(SwitchDevices.Active), Damage = parsed.GetValue(Damage) ?? LineDamage.None };
        return Attach(board, () => line.Volts, $"{Converter}, \"restOhms\": 10000, \"activeOhms\": 3200");
    });

    private static string Attach(SimulatedBoard board, Func<double> volts, string settings)
    {
        board.I2c.Attach(0x48, new SimulatedAds1115()).Connect(0, volts);
        return settings;
    }
}
