using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Air;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Air;

public sealed class Bme680Conformance : BoardDriverConformance
{
    private readonly JumpingTime _time = new();

    public override DeviceKind Kind => Bme680.Kind;

    protected override TimeProvider Time => _time;

    protected override IReadOnlyList<double> Truths => [500, 5_000, 50_000, 500_000, 5_000_000];

    protected override Quantity? TruthIsOf => Quantity.GasResistance;

    // Of ten bits.
    protected override double Tolerance(double truth) => 0.002 * truth;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var chip = board.I2c.Attach(0x77, new SimulatedBme680(Time));
        return (DriverSettings.For(Kind, ("bus", bus), ("address", 0x77L)), "0x77", value => chip.GasOhms = value);
    }

    [Theory]
    [InlineData(-20, 80, 950)]
    [InlineData(21, 45, 1013.25)]
    [InlineData(40, 15, 870)]
    public async Task Sample_OfTheOtherThree_IsTheTruth(double celsius, double percent, double hectopascal)
    {
        await using var device = await OpenAsync(new SimulatedBme680(_time) { Celsius = celsius, HumidityPercent = percent, Hectopascal = hectopascal });
        var told = device.Sample();
        Assert.Equal(celsius, told[0].Value, 0.02);
        Assert.Equal(percent, told[1].Value, 0.2);
        Assert.Equal(hectopascal, told[2].Value, 0.2);
    }

    [Fact]
    public async Task Sample_WithAHeaterThatStaysCold_TellsOnlyTheOtherThree()
    {
        await using var device = await OpenAsync(new SimulatedBme680(_time) { HeaterIsBroken = true });
        Assert.Equal([DeviceFault.None, DeviceFault.None, DeviceFault.None, DeviceFault.WarmingUp], device.Sample().Select(measurement => measurement.Fault));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([DeviceFault.None, DeviceFault.None, DeviceFault.None, DeviceFault.OpenCircuit], device.Sample().Select(measurement => measurement.Fault));
    }

    [Fact]
    public async Task Open_OfOneThatAnotherProgramLeftFiltering_MakesItFollowAtOnce()
    {
        var chip = new SimulatedBme680(_time);
        chip.Write([0x75, 0b111 << 2]);
        Assert.Equal(7, chip.Filter);
        await using var device = await OpenAsync(chip);
        Assert.Equal(0, chip.Filter);
        Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.None, measurement.Fault));
    }

    [Fact]
    public async Task Sample_OfAChipThatStartedAnew_IsNotResponding()
    {
        var board = new SimulatedBoard();
        await using var device = await OpenAsync(new SimulatedBme680(_time), board);
        board.I2c.Attach(0x76, new SimulatedBme680(_time));
        Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.NotResponding, measurement.Fault));
    }

    [Fact]
    public async Task Open_OfABme688_SaysThatThereIsNoDriver() =>
        Assert.Contains("BME688", (await Assert.ThrowsAsync<DeviceException>(() => OpenAsync(new SimulatedBme680(_time, variant: 1)))).Message, StringComparison.Ordinal);

    private async Task<ISampledDevice> OpenAsync(SimulatedBme680 chip, SimulatedBoard? board = null)
    {
        board ??= new SimulatedBoard();
        board.I2c.Attach(0x76, chip);
        var device = (ISampledDevice)Kind.Create(DriverSettings.For(Kind, ("bus", "i2c:1")), new DeviceContext(new SimulatedHardware(board, "i2c:1"), _time));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}
