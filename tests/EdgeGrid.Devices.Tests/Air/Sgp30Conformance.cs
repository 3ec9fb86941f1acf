using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Air;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Air;

public sealed class Sgp30Conformance : BoardDriverConformance, IDisposable
{
    private readonly JumpingTime _time = new();
    private readonly TemporaryFolder _folder = new();

    public override DeviceKind Kind => Sgp30.Kind;

    protected override TimeProvider Time => _time;

    protected override IReadOnlyList<double> Truths => [0, 50, 1000, 60_000];

    protected override double Tolerance(double truth) => 0.5;

    private DeviceMemory Memory => new(_folder.File("devices/air"));

    public void Dispose() => _folder.Dispose();

    protected override void Settle(ISampledDevice device) => _time.Advance(TimeSpan.FromSeconds(15));

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var chip = board.I2c.Attach(0x58, new SimulatedSgp30(Time));
        return (DriverSettings.For(Kind, ("bus", bus)), "0x58", value => chip.OrganicsPpb = value);
    }

    [Fact]
    public async Task Sample_InTheFirstFifteenSeconds_IsWarmingUp()
    {
        await using var device = await OpenAsync(new SimulatedSgp30(_time));
        Assert.Equal(DeviceFault.WarmingUp, Assert.Single(device.Sample()).Fault);
    }

    [Fact]
    public async Task Baseline_AfterHalfADayAndThenEachHour_IsKeptAndGivenBack()
    {
        var first = new SimulatedSgp30(_time) { Baseline = (0x1111, 0x2222) };
        await using (var device = await OpenAsync(first))
        {
            _time.Advance(TimeSpan.FromHours(11.9));
            device.Sample();
            Assert.Null(Memory.Recall());
            _time.Advance(TimeSpan.FromHours(0.2));
            device.Sample();
            Assert.EndsWith(" 4369 8738", Memory.Recall(), StringComparison.Ordinal);
            first.Baseline = (0x3333, 0x4444);
            _time.Advance(TimeSpan.FromHours(1.1));
            device.Sample();
        }

        var second = new SimulatedSgp30(_time);
        await using (await OpenAsync(second))
        {
            Assert.Equal((0x3333, 0x4444), second.Baseline);
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1 2 3")]
    [InlineData("99999999999999999999 1 1")]
    public async Task Baseline_ThatIsOldOrMakesNoSense_IsNotGivenBack(string kept)
    {
        Assert.True(Memory.Keep(kept));
        var chip = new SimulatedSgp30(_time);
        await using (await OpenAsync(chip))
        {
            Assert.Equal((0x8A12, 0x8B34), chip.Baseline);
        }
    }

    [Fact]
    public async Task Sample_OfAChipThatStartedAnew_IsNotResponding()
    {
        var board = new SimulatedBoard();
        await using var device = await OpenAsync(new SimulatedSgp30(_time) { OrganicsPpb = 700 }, board);
        Settle(device);
        Assert.Equal(new Measurement(Quantity.VolatileOrganics, 700), Assert.Single(device.Sample()));
        board.I2c.Attach(0x58, new SimulatedSgp30(_time) { OrganicsPpb = 700 });
        Assert.Equal(DeviceFault.NotResponding, Assert.Single(device.Sample()).Fault);
        await using var again = await OpenAsync(new SimulatedSgp30(_time) { OrganicsPpb = 700 }, board);
        Settle(again);
        Assert.Equal(new Measurement(Quantity.VolatileOrganics, 700), Assert.Single(again.Sample()));
    }

    // What a chip has not learned yet must not be given to it as what it knows.
    [Fact]
    public async Task Baseline_ThatTheChipHasNotYet_IsNotKept()
    {
        var chip = new SimulatedSgp30(_time) { Baseline = (0, 0) };
        await using var device = await OpenAsync(chip);
        _time.Advance(TimeSpan.FromHours(13));
        Assert.Equal(DeviceFault.None, Assert.Single(device.Sample()).Fault);
        Assert.Null(Memory.Recall());
        chip.Baseline = (0x1111, 0x2222);
        device.Sample();
        Assert.EndsWith(" 4369 8738", Memory.Recall(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OfAnotherChipOfSensirions_SaysWhatItsFeatureSetIs() =>
        Assert.Contains("0x3220", (await Assert.ThrowsAsync<DeviceException>(() => OpenAsync(new SimulatedSgp30(_time) { Features = 0x3220 }))).Message, StringComparison.Ordinal);

    // "Checksum calculation" of the datasheet.
    [Fact]
    public void Checksum_OfTheDatasheetsExample_IsAsPrinted()
    {
        Assert.Equal(0x92, SensirionChip.Checksum([0xBE, 0xEF]));
        Assert.Equal(0x92, SimulatedSensirionChip.Checksum(0xBEEF));
    }

    private async Task<ISampledDevice> OpenAsync(SimulatedSgp30 chip, SimulatedBoard? board = null)
    {
        board ??= new SimulatedBoard();
        board.I2c.Attach(0x58, chip);
        var device = (ISampledDevice)Kind.Create(DriverSettings.For(Kind, ("bus", "i2c:1")), new DeviceContext(new SimulatedHardware(board, "i2c:1"), _time) { Memory = Memory });
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}
