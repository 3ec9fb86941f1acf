using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gas;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Tests.Gas;

public sealed class GasSensorTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedBoard _board = new();
    private readonly SimulatedMq4 _methane = new();
    private readonly SimulatedMq7 _carbonMonoxide = new();
    private readonly List<IDevice> _opened = [];

    public GasSensorTests()
    {
        var converter = _board.I2c.Attach(0x48, new SimulatedAds1115(_time));
        converter.Connect(0, () => _methane.Volts);
        converter.Connect(1, () => _carbonMonoxide.Volts);
    }

    [Fact]
    public async Task Sample_BeforeTheHeaterIsWarm_IsWarmingUp()
    {
        var device = await OpenAsync(Mq4.Kind, 0, TimeSpan.FromMinutes(3));
        Assert.Equal(DeviceFault.WarmingUp, device.Sample()[0].Fault);
        _time.Advance(TimeSpan.FromSeconds(179));
        Assert.Equal(DeviceFault.WarmingUp, device.Sample()[0].Fault);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(DeviceFault.None, device.Sample()[0].Fault);
    }

    // A bus that fails for some seconds must not leave two gas sensors blind for minutes.
    [Fact]
    public async Task Sample_OfASensorThatIsOpenedAgain_IsAsWarmAsItWas()
    {
        var context = Context();
        (DeviceKind Kind, DeviceSettings Settings)[] sensors = [(Mq4.Kind, Settings(Mq4.Kind, 0, TimeSpan.FromMinutes(3))), (Mq7.Kind, Settings(Mq7.Kind, 1, TimeSpan.FromMinutes(3)))];
        Assert.Equal([DeviceFault.WarmingUp, DeviceFault.WarmingUp], await FaultsAsync());
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal([DeviceFault.None, DeviceFault.None], await FaultsAsync());

        // Without its supply the chip forgets its settings, and the heater beside it was cold, too.
        _board.I2c.Attach(0x48, new SimulatedAds1115(_time)).Connect(0, () => _methane.Volts);
        Assert.Equal([DeviceFault.WarmingUp, DeviceFault.WarmingUp], await FaultsAsync());

        async Task<DeviceFault[]> FaultsAsync()
        {
            var devices = sensors.Select(sensor => (ISampledDevice)sensor.Kind.Create(sensor.Settings, context)).ToList();
            foreach (var device in devices)
            {
                await device.OpenAsync(TestContext.Current.CancellationToken);
            }

            var faults = devices.Select(device => device.Sample()[0].Fault).ToArray();
            foreach (var device in devices)
            {
                await device.DisposeAsync();
            }

            return faults;
        }
    }

    // The usual wiring on a Raspberry Pi: the converter at 3.3 V, the sensor at 5 V. Its input is held at some 3.6 V.
    [Fact]
    public async Task Sample_AboveTheConvertersSupply_IsSaturated()
    {
        _board.I2c.Attach(0x48, new SimulatedAds1115(_time)).Connect(0, () => Math.Min(_methane.Volts, 3.6));
        await using var device = (ISampledDevice)Mq4.Kind.Create(
            DriverSettings.For(Mq4.Kind, ("bus", "i2c:1"), ("channel", 0L), ("warmUp", TimeSpan.Zero), ("converterVolts", 3.3)), Context());
        await device.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DeviceFault.None, device.Sample()[0].Fault);
        _methane.PercentLel = 30;
        Assert.Equal(DeviceFault.Saturated, device.Sample()[0].Fault);
    }

    [Fact]
    public async Task Sample_WithoutWarmUp_MeasuresAtOnce()
    {
        var device = await OpenAsync(Mq4.Kind, 0, TimeSpan.Zero);
        Assert.Equal(DeviceFault.None, device.Sample()[0].Fault);
    }

    [Fact]
    public async Task Sample_OfASilentBusDuringWarmUp_IsNotHiddenByIt()
    {
        var device = await OpenAsync(Mq4.Kind, 0, TimeSpan.FromMinutes(3));
        _board.I2c.Detach(0x48);
        Assert.Equal(DeviceFault.NotResponding, device.Sample()[0].Fault);
    }

    [Fact]
    public async Task Sample_InCleanAir_IsNearlyZero()
    {
        var methane = await OpenAsync(Mq4.Kind, 0, TimeSpan.Zero);
        var carbonMonoxide = await OpenAsync(Mq7.Kind, 1, TimeSpan.Zero);
        Assert.InRange(methane.Sample()[0].Value, 0, 0.1);
        Assert.InRange(carbonMonoxide.Sample()[0].Value, 0, 1);
    }

    [Fact]
    public async Task Sample_OfAnUnpluggedSensor_IsAnOpenCircuit()
    {
        var methane = await OpenAsync(Mq4.Kind, 0, TimeSpan.Zero);
        var carbonMonoxide = await OpenAsync(Mq7.Kind, 1, TimeSpan.Zero);
        (_methane.Unplugged, _carbonMonoxide.Unplugged) = (true, true);
        Assert.Equal(Measurement.Failed(Quantity.Methane, DeviceFault.OpenCircuit), methane.Sample()[0]);
        Assert.Equal(Measurement.Failed(Quantity.CarbonMonoxide, DeviceFault.OpenCircuit), carbonMonoxide.Sample()[0]);
    }

    [Fact]
    public async Task Sample_OfAShortedSensor_IsSaturated()
    {
        var device = await OpenAsync(Mq4.Kind, 0, TimeSpan.Zero);
        _methane.Shorted = true;
        Assert.Equal(DeviceFault.Saturated, device.Sample()[0].Fault);
    }

    [Fact]
    public async Task Sample_BeyondTheDiagram_IsItsEndAndStillAValue()
    {
        // An alarm must not turn into a fault because there is even more gas.
        var methane = await OpenAsync(Mq4.Kind, 0, TimeSpan.Zero);
        var carbonMonoxide = await OpenAsync(Mq7.Kind, 1, TimeSpan.Zero);
        (_methane.PercentLel, _carbonMonoxide.CarbonMonoxidePpm) = (300, 10_000);
        Assert.Equal(new Measurement(Quantity.Methane, 100), methane.Sample()[0]);
        Assert.Equal(new Measurement(Quantity.CarbonMonoxide, 2000), carbonMonoxide.Sample()[0]);
    }

    [Fact]
    public async Task Identity_OfASensor_TellsWhereItHangs()
    {
        await using var device = Mq4.Kind.Create(Settings(Mq4.Kind, 2, TimeSpan.Zero), Context());
        var identity = await device.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new DeviceIdentity("ADS1115 + MQ-4", "i2c:1 0x48 AIN2, ±6.144 V, 860 SPS, at 5 V"), identity);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var device in _opened)
        {
            await device.DisposeAsync();
        }
    }

    private static DeviceSettings Settings(DeviceKind kind, long channel, TimeSpan warmUp) =>
        DriverSettings.For(kind, ("bus", "i2c:1"), ("channel", channel), ("warmUp", warmUp));

    private DeviceContext Context() => new(new SimulatedHardware(_board, "i2c:1"), _time);

    private async Task<ISampledDevice> OpenAsync(DeviceKind kind, long channel, TimeSpan warmUp)
    {
        var device = (ISampledDevice)kind.Create(Settings(kind, channel, warmUp), Context());
        _opened.Add(device);
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}
