using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gas;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Tests.Gas;

/// <summary>The MQ-7's cycle (Winsen, MQ-7): 60 s at 5 V, 90 s at 1.4 V, read at the end of the latter.</summary>
public sealed class Mq7HeaterTests : IAsyncDisposable
{
    private const int Pin = 23;

    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedBoard _board = new();
    private readonly SimulatedMq7 _sensor;
    private IDevice? _device;

    public Mq7HeaterTests()
    {
        _sensor = new SimulatedMq7 { Heater = new SimulatedMq7Heater(_board.Gpio[Pin], _time) };
        _board.I2c.Attach(0x48, new SimulatedAds1115(_time)).Connect(0, () => _sensor.Volts);
    }

    [Fact]
    public async Task Sample_OverTwoCycles_TellsWhatWasReadAtTheEndOfEachLowPhase()
    {
        var device = await OpenAsync();
        _sensor.CarbonMonoxidePpm = 300;
        var told = Run(device, seconds: 320);
        Assert.All(told[..150], measurement => Assert.Equal(DeviceFault.WarmingUp, measurement.Fault));
        Assert.All(told[151..300], measurement => Assert.Equal(300, measurement.Value, 2.0));
        _sensor.CarbonMonoxidePpm = 50;
        Assert.All(Run(device, seconds: 100), measurement => Assert.Equal(300, measurement.Value, 2.0));
        Assert.Equal(50, Run(device, seconds: 50)[^1].Value, 1.0);
    }

    [Fact]
    public async Task Heater_OverACycle_HasFiveVoltsForSixtySecondsAndRestsLow()
    {
        var device = await OpenAsync();
        Assert.True(_sensor.Heater!.IsHigh);
        Run(device, 59);
        Assert.True(_sensor.Heater.IsHigh);
        Run(device, 2);
        Assert.False(_sensor.Heater.IsHigh);
        Run(device, 88);
        Assert.False(_sensor.Heater.IsHigh);
        Run(device, 2);
        Assert.True(_sensor.Heater.IsHigh);
        await device.DisposeAsync();
        Assert.False(_sensor.Heater.IsHigh);
    }

    [Fact]
    public async Task Sample_OfASilentConverter_IsNotHiddenByWhatWasTold()
    {
        var device = await OpenAsync();
        Run(device, 160);
        _board.I2c.Faults.Inject(new BusFault(BusFaultKind.Nack));
        Assert.Equal(DeviceFault.NotResponding, device.Sample()[0].Fault);
    }

    [Fact]
    public async Task Sample_WhenTheConverterIsSilentAtTheEndOfTheLowPhase_WaitsForAReading()
    {
        var device = await OpenAsync();
        _sensor.CarbonMonoxidePpm = 300;
        Run(device, 140);
        _board.I2c.Faults.Inject(new BusFault(BusFaultKind.Nack));
        Run(device, 40);
        Assert.False(_sensor.Heater!.IsHigh);
        _board.I2c.Faults.Clear();
        Assert.Equal(300, Run(device, 1)[0].Value, 2.0);
        Assert.True(_sensor.Heater.IsHigh);
    }

    [Fact]
    public async Task Sample_WithAHeaterPinThatFails_IsNotResponding()
    {
        var device = await OpenAsync();
        _board.Gpio.Faults.Inject(new BusFault(BusFaultKind.Nack));
        Assert.Equal(DeviceFault.NotResponding, Run(device, 61)[^1].Fault);
    }

    [Fact]
    public async Task Open_WithAHeaterPinThatFails_NamesIt()
    {
        _board.Gpio.Faults.Inject(new BusFault(BusFaultKind.Nack));
        Assert.Contains("Pin 23 of gpio:0", (await Assert.ThrowsAsync<DeviceException>(OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calibrate_OverTwoCycles_LooksTwice()
    {
        var device = (ICalibratedDevice)await OpenAsync();
        var fresh = 0;
        for (var second = 0; second < 310; second++)
        {
            var sample = device.Calibrate();
            fresh += sample.IsNew ? 1 : 0;
            Assert.True(!sample.IsNew || Math.Abs(sample.Value - 10_000) < 50, $"{sample}");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, fresh);
    }

    public async ValueTask DisposeAsync()
    {
        if (_device is not null)
        {
            await _device.DisposeAsync();
        }
    }

    private async Task<ISampledDevice> OpenAsync()
    {
        _device = Mq7.Kind.Create(
            DriverSettings.For(Mq7.Kind, ("bus", "i2c:1"), ("channel", 0L), ("warmUp", TimeSpan.Zero), ("heaterPin", (long)Pin)),
            new DeviceContext(new SimulatedHardware(_board, "i2c:1", "gpio:0"), _time));
        await _device.OpenAsync(TestContext.Current.CancellationToken);
        return (ISampledDevice)_device;
    }

    private List<Measurement> Run(ISampledDevice device, int seconds)
    {
        var told = new List<Measurement>();
        for (var second = 0; second < seconds; second++)
        {
            told.Add(device.Sample()[0]);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        return told;
    }
}
