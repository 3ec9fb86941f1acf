using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests.Sampling;

/// <summary>A driver that does not return from a call: it is told, and neither the others nor the end wait for it.</summary>
public sealed class HangingDriverTests
{
    private static readonly Measurement AtRest = new(Quantity.Contact, 0);

    private readonly SimulatedHardware _hardware = new();

    [Fact]
    public async Task Sampler_DriverHangs_IsToldAndStopsNothingElse()
    {
        var time = new FakeTimeProvider();
        using var release = new ManualResetEventSlim();
        var gateway = ScriptedDevice.Gateway(
            ScriptedDevice.Options("hangs", () => new ScriptedSensor(() =>
            {
                release.Wait();
                return [AtRest];
            })),
            ScriptedDevice.Options("goes-on", () => new ScriptedSensor(() => [AtRest])));
        await using var rig = new SamplerRig(gateway, _hardware, time);
        await rig.StartAsync();

        await Eventually.HoldsAsync("the hanging driver is found out", () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            return rig.Status("hangs").Health == DeviceHealth.Failed;
        });

        Assert.Contains("hangs", rig.Status("hangs").Reason);
        Assert.True(rig.Of("goes-on").Count > 5);
        Assert.Equal(DeviceHealth.Working, rig.Status("goes-on").Health);
        await Eventually.HoldsAsync("its silence is seen", () => rig.Of("hangs").Any(reading => reading.Fault == DeviceFault.NotResponding));

        release.Set();
        await Eventually.HoldsAsync("it works when the call returns", () => rig.Status("hangs").Health == DeviceHealth.Working);
    }

    [Fact]
    public async Task Sampler_DriverOfADeviceThatIsAskedSeldomHangs_IsToldAsSoon()
    {
        var time = new FakeTimeProvider();
        using var release = new ManualResetEventSlim();
        var hangs = ScriptedDevice.Options(
            "hangs",
            () => new ScriptedSensor(() =>
            {
                release.Wait();
                return [AtRest];
            }),
            every: TimeSpan.FromHours(1));
        await using var rig = new SamplerRig(ScriptedDevice.Gateway(hangs), _hardware, time);
        var began = time.GetUtcNow();
        await rig.StartAsync();

        try
        {
            await Eventually.HoldsAsync("the hanging driver is found out", () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return rig.Status("hangs").Health == DeviceHealth.Failed || time.GetUtcNow() - began > TimeSpan.FromHours(1);
            });
            Assert.Equal(DeviceHealth.Failed, rig.Status("hangs").Health);
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task Sampler_DriverHangsWhileItOpens_IsToldAndWorksWhenTheCallReturns()
    {
        var time = new FakeTimeProvider();
        using var release = new ManualResetEventSlim();
        var gateway = ScriptedDevice.Gateway(ScriptedDevice.Options("hangs", () => new ScriptedOpening(release.Wait)));
        await using var rig = new SamplerRig(gateway, _hardware, time);
        await rig.StartAsync();

        try
        {
            await Eventually.HoldsAsync("the hanging driver is found out", () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(250));
                return rig.Status("hangs").Health == DeviceHealth.Failed;
            });
            Assert.Contains("hangs", rig.Status("hangs").Reason);
        }
        finally
        {
            release.Set();
        }

        await rig.IsAsync("hangs", DeviceHealth.Working);
    }

    [Fact]
    public async Task Stop_DriverThatHangs_LeavesTimeForWhatStopsAfterIt()
    {
        var time = new FakeTimeProvider();
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var gateway = ScriptedDevice.Gateway(ScriptedDevice.Options("hangs", () => new ScriptedOpening(() =>
        {
            entered.Set();
            release.Wait();
        })));
        await using var rig = new SamplerRig(gateway, _hardware, time);
        await rig.StartAsync();
        await Eventually.HoldsAsync("the driver hangs", () => entered.IsSet);

        try
        {
            var stopping = rig.StopAsync();
            time.Advance(TimeSpan.FromSeconds(3));
            await stopping.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System);
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task Stop_DriverThatHangs_IsNotWaitedForBeyondTheBound()
    {
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var gateway = ScriptedDevice.Gateway(ScriptedDevice.Options("hangs", () => new ScriptedSensor(() =>
        {
            entered.Set();
            release.Wait();
            return [AtRest];
        })));
        await using var rig = new SamplerRig(gateway, _hardware, TimeProvider.System);
        await rig.StartAsync();
        await Eventually.HoldsAsync("the driver hangs", () => entered.IsSet);

        using var bound = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        var stopping = rig.StopAsync(bound.Token);
        await stopping.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System);

        release.Set();
    }
}
