using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Air;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Air;

public class Scd4xConformance : BoardDriverConformance
{
    private readonly JumpingTime _time = new();

    public override DeviceKind Kind => Scd4x.Kind;

    protected override TimeProvider Time => _time;

    protected override IReadOnlyList<double> Truths => [400, 500, 1000, 5000, 40_000];

    protected override Quantity? TruthIsOf => Quantity.CarbonDioxide;

    protected override double Tolerance(double truth) => 0.5;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var chip = board.I2c.Attach(0x62, new SimulatedScd4x(Time));
        return (DriverSettings.For(Kind, ("bus", bus)), "0x62", value =>
        {
            chip.CarbonDioxidePpm = value;
            _time.Advance(TimeSpan.FromSeconds(5));
        });
    }

    // The datasheet's examples, sections 3.5.2 and 3.9.2: 500 ppm, 25 °C, 37 %; serial number f896 9f07 3bbe.
    [Fact]
    public void Answers_OfTheDatasheet_AreAsPrinted()
    {
        var chip = new SimulatedScd4x(_time) { Celsius = 25.0025, HumidityPercent = 37.0016 };
        Assert.Equal("F896319F07C23BBE89", Ask(chip, 0x36, 0x82));
        chip.Write([0x21, 0xB1]);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("01F4336667A25EB93C", Ask(chip, 0xEC, 0x05));
    }

    [Fact]
    public async Task Sample_OfTheDatasheetsExample_IsWhatItMeans()
    {
        var board = new SimulatedBoard();
        board.I2c.Attach(0x62, new SimulatedScd4x(_time));
        await using var device = await OpenAsync(board);
        Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.WarmingUp, measurement.Fault));
        _time.Advance(TimeSpan.FromSeconds(5));
        var told = device.Sample();
        Assert.Equal([500, 25, 37], told.Select(measurement => Math.Round(measurement.Value, 2)));
        Assert.Equal(told, device.Sample());
    }

    [Fact]
    public async Task Sample_WithoutAnyCarbonDioxide_IsNone()
    {
        var board = new SimulatedBoard();
        var chip = board.I2c.Attach(0x62, new SimulatedScd4x(_time));
        await using var device = await OpenAsync(board);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.None, measurement.Fault));
        chip.CarbonDioxidePpm = 0;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.OutOfRange, measurement.Fault));
        Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.OutOfRange, measurement.Fault));
    }

    [Fact]
    public async Task Sample_OfAChipThatStartedAnew_IsNotRespondingUntilItIsOpenedAgain()
    {
        var board = new SimulatedBoard();
        board.I2c.Attach(0x62, new SimulatedScd4x(_time));
        await using (var device = await OpenAsync(board))
        {
            board.I2c.Detach(0x62);
            Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.NotResponding, measurement.Fault));
            board.I2c.Attach(0x62, new SimulatedScd4x(_time));
            _time.Advance(TimeSpan.FromSeconds(21));
            Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.NotResponding, measurement.Fault));
        }

        await using var again = await OpenAsync(board);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.All(again.Sample(), measurement => Assert.Equal(DeviceFault.None, measurement.Fault));
    }

    [Fact]
    public async Task Open_OfOneThatMeasuresAlready_SetsItUpAndNamesIt()
    {
        var board = new SimulatedBoard();
        var chip = board.I2c.Attach(0x62, new SimulatedScd4x(_time));
        chip.Write([0x21, 0xB1]);
        await using var device = Kind.Create(
            DriverSettings.For(Kind, ("bus", "i2c:1"), ("altitudeMetres", 1200L), ("selfCalibration", false)), new DeviceContext(new SimulatedHardware(board, "i2c:1"), _time));
        var identity = await device.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new DeviceIdentity("SCD41", "i2c:1 0x62, serial number f8969f073bbe"), identity);
        Assert.Equal((1200, false), (chip.AltitudeMetres, chip.CalibratesItself));
    }

    [Fact]
    public async Task Open_WithAnotherChipAtTheAddress_SaysThatItIsNone()
    {
        var board = new SimulatedBoard();
        board.I2c.Attach(0x62, new SimulatedLm75());
        var exception = await Assert.ThrowsAsync<DeviceException>(() => OpenAsync(board));
        Assert.Contains("no SCD4x", exception.Message, StringComparison.Ordinal);
    }

    internal static string Ask(SimulatedSensirionChip chip, params byte[] command)
    {
        chip.Write(command);
        chip.Elapse(TimeSpan.FromSeconds(1));
        Assert.True(chip.Acknowledges(reads: true));
        var answer = new byte[9];
        chip.Read(answer);
        return Convert.ToHexString(answer);
    }

    private async Task<ISampledDevice> OpenAsync(SimulatedBoard board)
    {
        var device = (ISampledDevice)Kind.Create(DriverSettings.For(Kind, ("bus", "i2c:1")), new DeviceContext(new SimulatedHardware(board, "i2c:1"), _time));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}

public sealed class Scd4xOverBusLinkConformance : Scd4xConformance
{
    protected override bool OverBusLink => true;
}
