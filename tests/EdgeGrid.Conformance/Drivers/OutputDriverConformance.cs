using EdgeGrid.Devices;

namespace EdgeGrid.Conformance.Drivers;

/// <summary>A simulated thing that can be switched.</summary>
public abstract class OutputDriverRig : DriverRig
{
    /// <summary>Whether the thing is really on.</summary>
    public abstract bool IsOn { get; }
}

/// <summary>What every output driver must do.</summary>
public abstract class OutputDriverConformance : DriverConformance
{
    protected abstract OutputDriverRig SetUp();

    protected sealed override ValueTask<DriverRig> SetUpAsync() => ValueTask.FromResult<DriverRig>(SetUp());

    [Fact]
    public async Task Switch_OnAndOff_ReachesTheThing()
    {
        await using var rig = SetUp();
        await using var device = await OpenAsync(rig);
        Assert.False(rig.IsOn, "Opening must not switch it on.");
        device.Switch(on: true);
        Assert.True(rig.IsOn);
        device.Switch(on: false);
        Assert.False(rig.IsOn);
    }

    [Fact]
    public async Task Switch_OfSilentOutput_ThrowsAndWorksAfterwards()
    {
        await using var rig = SetUp();
        await using var device = await OpenAsync(rig);
        rig.Silence();
        var exception = Assert.Throws<DeviceException>(() => device.Switch(on: true));
        Assert.Equal(DeviceFault.NotResponding, exception.Fault);
        Assert.Contains(rig.Where, exception.Message, StringComparison.OrdinalIgnoreCase);

        rig.Restore();
        device.Switch(on: true);
        Assert.True(rig.IsOn);
    }

    [Fact]
    public async Task Verify_OfAnOutput_SaysWhenItIsNotThere()
    {
        await using var rig = SetUp();
        await using var device = await OpenAsync(rig);
        device.Verify();
        device.Switch(on: true);
        device.Verify();
        rig.Silence();
        Assert.Equal(DeviceFault.NotResponding, Assert.Throws<DeviceException>(device.Verify).Fault);
        rig.Restore();
        device.Switch(on: true);
        device.Verify();
    }

    [Fact]
    public async Task Dispose_WhileOn_SwitchesOff()
    {
        await using var rig = SetUp();
        var device = await OpenAsync(rig);
        device.Switch(on: true);
        await device.DisposeAsync();
        Assert.False(rig.IsOn);
    }

    private async ValueTask<IOutputDevice> OpenAsync(DriverRig rig)
    {
        var device = Assert.IsAssignableFrom<IOutputDevice>(Kind.Create(rig.Settings, rig.Context));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}
