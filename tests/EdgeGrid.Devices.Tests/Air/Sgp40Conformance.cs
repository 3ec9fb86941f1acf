using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Air;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Air;

public sealed class Sgp40Conformance : BoardDriverConformance
{
    private readonly JumpingTime _time = new();

    public override DeviceKind Kind => Sgp40.Kind;

    protected override TimeProvider Time => _time;

    // The index is of hours; how true it is VocIndexTests tell. Here: after ten minutes of the same air it is near its average.
    protected override IReadOnlyList<double> Truths => [100];

    protected override double Tolerance(double truth) => 5;

    protected override void Settle(ISampledDevice device)
    {
        for (var second = 0; second < 2400; second++)
        {
            device.Sample();
        }
    }

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        board.I2c.Attach(0x59, new SimulatedSgp40(Time));
        return (DriverSettings.For(Kind, ("bus", bus)), "0x59", _ => { });
    }

    [Fact]
    public async Task Sample_Always_TellsTheDatasheetsDefaultsOfHumidityAndTemperature()
    {
        var board = new SimulatedBoard();
        var chip = board.I2c.Attach(0x59, new SimulatedSgp40(_time));
        await using var device = (ISampledDevice)Kind.Create(DriverSettings.For(Kind, ("bus", "i2c:1")), new DeviceContext(new SimulatedHardware(board, "i2c:1"), _time));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DeviceFault.WarmingUp, Assert.Single(device.Sample()).Fault);
        Assert.Equal((0x8000, 0x6666), chip.Told);

        // Table 10 of the datasheet: 26 0F 80 00 A2 66 66 93.
        Assert.Equal((0xA2, 0x93), (SensirionChip.Checksum([0x80, 0x00]), SensirionChip.Checksum([0x66, 0x66])));
    }

    [Theory]
    [InlineData(0x0022)]
    [InlineData(0x3240)]
    public async Task Open_OfAnSgp30OrSgp41AtTheAddress_SaysWhatItsFeatureSetIs(ushort features)
    {
        var board = new SimulatedBoard();
        board.I2c.Attach(0x59, new SimulatedSgp40(_time) { Features = features });
        await using var device = Kind.Create(DriverSettings.For(Kind, ("bus", "i2c:1")), new DeviceContext(new SimulatedHardware(board, "i2c:1"), _time));
        Assert.Contains($"0x{features:X4}", (await Assert.ThrowsAsync<DeviceException>(async () => await device.OpenAsync(TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }
}

public sealed class VocIndexTests
{
    // What Sensirion's own program (gas index algorithm 3.2.0) makes of the same signal: eleven hours with ten minutes of strong
    // air, four hours and more of it that become the room's own, and then better air than before.
    private static readonly (int Second, int Index)[] Reference =
    [
        (100, 93), (1000, 106), (5999, 99), (6050, 465), (6300, 499), (6599, 499), (7000, 105), (10000, 97), (19999, 98),
        (20100, 497), (25000, 500), (32000, 499), (35999, 455), (36100, 48), (39999, 47),
    ];

    [Fact]
    public void Next_OverElevenHours_IsWhatTheMakersProgramMakesOfIt()
    {
        var index = new VocIndex();
        var told = Enumerable.Range(0, 40_000).Select(second => index.Next(Signal(second))).ToList();
        Assert.All(told[..46], value => Assert.Null(value));
        Assert.All(Reference, expected => Assert.InRange(told[expected.Second]!.Value, expected.Index - 1, expected.Index + 1));
        Assert.All(told[46..], value => Assert.InRange(value!.Value, 1, 500));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_535)]
    public void Next_OfNoSignal_KeepsTheIndex(int ticks)
    {
        var index = new VocIndex();
        int? before = null;
        for (var second = 0; second < 3000; second++)
        {
            before = index.Next(30_000);
        }

        Assert.Equal(before, index.Next(ticks));
    }

    private static int Signal(int second) =>
        30_000 + second % 97 - 48 + second switch { >= 6000 and < 6600 => -1500, >= 20_000 and < 36_000 => -3000, >= 36_000 => 400, _ => 0 };
}
