using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Switches;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Tests.Switches;

public sealed class SupervisedContactTests
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedBoard _board = new();

    [Theory]
    [InlineData("open", 10_000, 3_197)]
    [InlineData("closed", 10_000, 14_700)]
    public async Task Line_InEachState_IsToldAsIs(string normally, double restOhms, double activeOhms)
    {
        var line = new SimulatedContactLine { NormallyClosed = normally == "closed" };
        await using var device = await LineAsync(line, ("normally", normally), ("restOhms", restOhms), ("activeOhms", activeOhms));
        TellsEachState(device, active => line.Active = active, damage => line.Damage = damage);
    }

    // The MCP3008's reference is the line's supply, as a rule: a cut line is at the end of its range.
    [Fact]
    public async Task Line_OnAnMcp3008_IsToldAsIs()
    {
        var line = new SimulatedContactLine();
        _board.Spi.Attach(0, new SimulatedMcp3008()).Connect(3, () => line.Volts);
        await using var device = await OpenAsync(
            ContactLine.Kind, ("converter", "mcp3008"), ("bus", "spi:0.0"), ("channel", 3L), ("restOhms", 10_000.0), ("activeOhms", 3_197.0));
        TellsEachState(device, active => line.Active = active, damage => line.Damage = damage);
    }

    [Fact]
    public async Task Line_ThatIsLong_IsToldAsIs()
    {
        var line = new SimulatedContactLine { WireOhms = 400 };
        await using var device = await LineAsync(line, ("restOhms", 10_000.0), ("activeOhms", 3_197.0));
        Assert.Equal((0, DeviceFault.None), Settled(device));
        line.Active = true;
        Assert.Equal((1, DeviceFault.None), Settled(device));
        line.Damage = LineDamage.Shorted;
        Assert.Equal((0, DeviceFault.ShortCircuit), Settled(device));
    }

    [Theory]
    [InlineData("open", 10_000, 9_000, "activeOhms")]
    [InlineData("open", 10_000, 20_000, "activeOhms")]
    [InlineData("open", 10_000, 3_200, null)]
    [InlineData("closed", 10_000, 5_000, "activeOhms")]
    [InlineData("closed", 10_000, 14_700, null)]
    public void Line_WhoseResistancesDoNotFit_IsObjectedTo(string normally, double restOhms, double activeOhms, string? option) =>
        Assert.Equal(option, DriverSettings.Misfit(ContactLine.Kind, ("bus", "i2c:1"), ("channel", 1L), ("normally", normally), ("restOhms", restOhms), ("activeOhms", activeOhms))?.Option);

    // 5 V over 10 kΩ and a line of 10 kΩ: 2.5 V at rest.
    [Theory]
    [InlineData(2.048, "supplyVolts")]
    [InlineData(4.096, null)]
    public void Line_AboveTheConvertersRange_IsObjectedTo(double fullScaleVolts, string? option) =>
        Assert.Equal(option, DriverSettings.Misfit(
            ContactLine.Kind, ("bus", "i2c:1"), ("channel", 1L), ("fullScaleVolts", fullScaleVolts), ("supplyVolts", 5.0), ("restOhms", 10_000.0), ("activeOhms", 3_200.0))?.Option);

    [Fact]
    public void ChangeOver_WithBothSidesAtOnePin_IsObjectedTo() =>
        Assert.Equal("oppositePin", DriverSettings.Misfit(Contact.Kind, ("pin", 5L), ("oppositePin", 5L))?.Option);

    [Fact]
    public async Task ChangeOver_InEachState_IsToldAsIs()
    {
        var contact = new SimulatedChangeOver(_board.Gpio[17], _board.Gpio[27]);
        await using var device = await ContactAsync();
        TellsEachState(device, active => contact.Active = active, damage => contact.Damage = damage);
    }

    /// <summary>While it moves, neither side is closed.</summary>
    [Fact]
    public async Task ChangeOver_OnItsWay_IsNoCutWire()
    {
        var contact = new SimulatedChangeOver(_board.Gpio[17], _board.Gpio[27]);
        await using var device = await ContactAsync();
        contact.Damage = LineDamage.Cut;
        Assert.Equal((0, DeviceFault.None), Told(device));
        _time.Advance(Debounce / 2);
        (contact.Damage, contact.Active) = (LineDamage.None, true);
        Assert.Equal((0, DeviceFault.None), Told(device));
        _time.Advance(Debounce);
        Assert.Equal((1, DeviceFault.None), Told(device));
    }

    [Fact]
    public async Task ChangeOver_WithoutItsSecondPin_SaysWhichIsMissing()
    {
        var exception = await Assert.ThrowsAsync<DeviceException>(async () => await ContactAsync(opposite: 99));
        Assert.StartsWith("Pin 99 of gpio:0 cannot be used", exception.Message, StringComparison.Ordinal);
    }

    private static (double Value, DeviceFault Fault) Told(ISampledDevice device)
    {
        var measurement = Assert.Single(device.Sample());
        return (measurement.Value, measurement.Fault);
    }

    private (double Value, DeviceFault Fault) Settled(ISampledDevice device)
    {
        Told(device);
        _time.Advance(Debounce);
        return Told(device);
    }

    private async Task<ISampledDevice> LineAsync(SimulatedContactLine line, params (string, object)[] options)
    {
        _board.I2c.Attach(0x48, new SimulatedAds1115()).Connect(0, () => line.Volts);
        return await OpenAsync(ContactLine.Kind, [("bus", "i2c:1"), ("channel", 0L), .. options]);
    }

    private Task<ISampledDevice> ContactAsync(long opposite = 27) => OpenAsync(Contact.Kind, ("pin", 17L), ("oppositePin", opposite));

    private void TellsEachState(ISampledDevice device, Action<bool> activate, Action<LineDamage> damage)
    {
        Assert.Equal((0, DeviceFault.None), Settled(device));
        activate(true);
        Assert.Equal((1, DeviceFault.None), Settled(device));
        damage(LineDamage.Cut);
        Assert.Equal((0, DeviceFault.OpenCircuit), Settled(device));
        damage(LineDamage.Shorted);
        Assert.Equal((0, DeviceFault.ShortCircuit), Settled(device));
        damage(LineDamage.None);
        activate(false);
        Assert.Equal((0, DeviceFault.None), Settled(device));
    }

    private async Task<ISampledDevice> OpenAsync(DeviceKind kind, params (string, object)[] options)
    {
        var device = (ISampledDevice)kind.Create(DriverSettings.For(kind, options), new DeviceContext(new SimulatedHardware(_board, "gpio:0", "i2c:1", "spi:0.0"), _time));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}
