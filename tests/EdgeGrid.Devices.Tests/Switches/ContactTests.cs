using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Switches;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Tests.Switches;

public sealed class ContactTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedBoard _board = new();

    [Theory]
    [InlineData("open", false)]
    [InlineData("closed", true)]
    public async Task Sample_OfAnAlarmingContact_IsOne(string normally, bool normallyClosed)
    {
        var contact = new SimulatedContact(_board.Gpio[17], normallyClosed);
        await using var device = await OpenAsync(("normally", normally));
        Assert.Equal(0, Value(device));
        contact.Active = true;
        Value(device);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, Value(device));
    }

    [Fact]
    public async Task Sample_OfAClosedContactWithACutWire_IsAnAlarm()
    {
        _board.Gpio[17].Drive(false);
        await using var device = await OpenAsync(("normally", "closed"), ("debounce", TimeSpan.Zero));
        Assert.Equal(0, Value(device));
        _board.Gpio[17].Drive(null);
        Assert.Equal(1, Value(device));
    }

    [Fact]
    public async Task Sample_WithAPullDown_TakesHighForClosed()
    {
        await using var device = await OpenAsync(("pull", "down"), ("debounce", TimeSpan.Zero));
        Assert.Equal(0, Value(device));
        _board.Gpio[17].Drive(true);
        Assert.Equal(1, Value(device));
    }

    [Fact]
    public async Task Sample_OfABouncingContact_WaitsUntilItRests()
    {
        var contact = new SimulatedContact(_board.Gpio[17]);
        await using var device = await OpenAsync();
        for (var bounce = 0; bounce < 10; bounce++)
        {
            contact.Active = bounce % 2 == 0;
            _time.Advance(TimeSpan.FromMilliseconds(30));
            Assert.Equal(0, Value(device));
        }

        contact.Active = true;
        Assert.Equal(0, Value(device));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, Value(device));
    }

    [Fact]
    public async Task Sample_WithOneFlippedBit_DoesNotAlarm()
    {
        await using var device = await OpenAsync();
        _board.Gpio.Faults.Inject(new BusFault(BusFaultKind.BitFlip, Times: 1));
        Assert.Equal(0, Value(device));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, Value(device));
    }

    [Fact]
    public async Task Open_WhileTheContactAlarms_TellsSoAtOnce()
    {
        new SimulatedContact(_board.Gpio[17]).Active = true;
        await using var device = await OpenAsync();
        Assert.Equal(1, Value(device));
    }

    [Fact]
    public async Task Open_OfAPinThatIsNotThere_SaysSo()
    {
        await using var device = Contact.Kind.Create(DriverSettings.For(Contact.Kind, ("pin", 99L)), Context());
        var exception = await Assert.ThrowsAsync<DeviceException>(() => device.OpenAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.StartsWith("Pin 99 of gpio:0 cannot be used", exception.Message, StringComparison.Ordinal);
    }

    private static double Value(ISampledDevice device)
    {
        var measurement = Assert.Single(device.Sample());
        Assert.Equal(DeviceFault.None, measurement.Fault);
        return measurement.Value;
    }

    private DeviceContext Context() => new(new SimulatedHardware(_board, "gpio:0"), _time);

    private async Task<ISampledDevice> OpenAsync(params (string, object)[] options)
    {
        var device = (ISampledDevice)Contact.Kind.Create(DriverSettings.For(Contact.Kind, [("pin", 17L), .. options]), Context());
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}
