using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Switches;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Tests.Switches;

public sealed class RelayPulseTests
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedBoard _board = new();
    private readonly SimulatedRelay _valve;

    public RelayPulseTests() => _valve = new SimulatedRelay(_board.Gpio[22]);

    [Fact]
    public async Task Switch_WithAPulse_GoesOffByItself()
    {
        await using var device = await OpenAsync();
        device.Switch(on: true);
        _time.Advance(Pulse - TimeSpan.FromMilliseconds(1));
        Assert.True(_valve.IsOn);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_valve.IsOn);
    }

    [Fact]
    public async Task Switch_OnAgain_IsAWholePulseAgain()
    {
        await using var device = await OpenAsync();
        device.Switch(on: true);
        _time.Advance(Pulse / 2);
        device.Switch(on: true);
        _time.Advance(Pulse / 2);
        Assert.True(_valve.IsOn);
        _time.Advance(Pulse / 2);
        Assert.False(_valve.IsOn);
    }

    [Fact]
    public async Task Pulse_WhoseEndFails_EndsWhenItCan()
    {
        await using var device = await OpenAsync();
        device.Switch(on: true);
        _board.Gpio.Faults.Inject(new BusFault(BusFaultKind.Nack));
        _time.Advance(Pulse);
        Assert.True(_valve.IsOn);
        _board.Gpio.Faults.Clear();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_valve.IsOn);
    }

    [Fact]
    public async Task Pulse_OfAPinThatReadsOtherwise_EndsAllTheSame()
    {
        await using var device = await OpenAsync();
        _board.Gpio.Faults.Inject(new BusFault(BusFaultKind.BitFlip, Times: 1));
        Assert.Throws<DeviceException>(() => device.Switch(on: true));
        Assert.True(_valve.IsOn);
        _time.Advance(Pulse);
        Assert.False(_valve.IsOn);
    }

    [Fact]
    public async Task Dispose_DuringAPulse_EndsIt()
    {
        var device = await OpenAsync();
        device.Switch(on: true);
        await device.DisposeAsync();
        Assert.False(_valve.IsOn);
        _time.Advance(Pulse);
    }

    private async Task<IOutputDevice> OpenAsync()
    {
        var device = (IOutputDevice)Relay.Kind.Create(
            DriverSettings.For(Relay.Kind, ("pin", 22L), ("pulse", Pulse)), new DeviceContext(new SimulatedHardware(_board, "gpio:0"), _time));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}
