using System.CommandLine;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Simulator.Devices;

/// <summary>Sensors of the air with a bus of their own: <c>device scd4x</c>, <c>bme280</c>, <c>sgp30</c>, <c>sgp40</c> and <c>bme680</c>.</summary>
internal static class AirDevices
{
    private static readonly Option<double> CarbonDioxide = new("--co2") { Description = "carbon dioxide in the air", HelpName = "PPM", DefaultValueFactory = _ => 600 };

    private static readonly Option<double> Celsius = new("--celsius") { Description = "temperature", HelpName = "DEGREES", DefaultValueFactory = _ => 21 };

    private static readonly Option<double> Humidity = new("--humidity") { Description = "relative humidity", HelpName = "PERCENT", DefaultValueFactory = _ => 45 };

    private static readonly Option<double> Pressure = new("--pressure") { Description = "air pressure", HelpName = "HPA", DefaultValueFactory = _ => 1013 };

    private static readonly Option<double> Organics = new("--organics") { Description = "organic compounds in the air", HelpName = "PPB", DefaultValueFactory = _ => 120 };

    private static readonly Option<int> Ticks = new("--ticks") { Description = "its raw signal, which falls when there is more in the air", HelpName = "TICKS", DefaultValueFactory = _ => 30_000 };

    private static readonly Option<double> Gas = new("--ohms") { Description = "resistance of its gas layer", HelpName = "OHMS", DefaultValueFactory = _ => 50_000 };

    public static Command Scd4x() => BoardServing.Make("scd4x", "An SCD41", [CarbonDioxide, Celsius, Humidity], (parsed, board) =>
    {
        board.I2c.Attach(0x62, new SimulatedScd4x(TimeProvider.System) { CarbonDioxidePpm = parsed.GetValue(CarbonDioxide), Celsius = parsed.GetValue(Celsius), HumidityPercent = parsed.GetValue(Humidity) });
        return "";
    });

    public static Command Bme280() => BoardServing.Make("bme280", "A BME280", [Celsius, Humidity, Pressure], (parsed, board) =>
    {
        board.I2c.Attach(0x76, new SimulatedBme280(TimeProvider.System) { Celsius = parsed.GetValue(Celsius), HumidityPercent = parsed.GetValue(Humidity), Hectopascal = parsed.GetValue(Pressure) });
        return "\"address\": \"0x76\"";
    });

    public static Command Sgp30() => BoardServing.Make("sgp30", "An SGP30", [Organics], (parsed, board) =>
    {
        board.I2c.Attach(0x58, new SimulatedSgp30(TimeProvider.System) { OrganicsPpb = parsed.GetValue(Organics) });
        return "";
    });

    public static Command Sgp40() => BoardServing.Make("sgp40", "An SGP40", [Ticks], (parsed, board) =>
    {
        board.I2c.Attach(0x59, new SimulatedSgp40(TimeProvider.System) { Ticks = parsed.GetValue(Ticks) });
        return "";
    });

    public static Command Bme680() => BoardServing.Make("bme680", "A BME680", [Celsius, Humidity, Pressure, Gas], (parsed, board) =>
    {
        board.I2c.Attach(0x76, new SimulatedBme680(TimeProvider.System)
        {
            Celsius = parsed.GetValue(Celsius), HumidityPercent = parsed.GetValue(Humidity), Hectopascal = parsed.GetValue(Pressure), GasOhms = parsed.GetValue(Gas),
        });
        return "\"address\": \"0x76\"";
    });
}
