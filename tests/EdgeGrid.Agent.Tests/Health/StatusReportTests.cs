using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests.Health;

public sealed class StatusReportTests
{
    [Fact]
    public async Task Current_AfterChanges_TellsThem()
    {
        var options = ConfigurationText.Valid(ConfigurationText.Of());
        var time = new FakeTimeProvider();
        var states = new DeviceStates(options);
        var drops = new DropCounters();
        var report = new StatusReport(options, new GatewayClock(time), states, drops, new DiskWear(options.Gateway.Id, time));

        Assert.All(report.Current(online: true).Devices, device => Assert.Equal(DeviceHealth.Starting, device.Health));
        var change = report.WaitForChangeAsync(CancellationToken.None);
        Assert.False(change.IsCompleted);

        drops.Count(DropReason.Implausible);
        Assert.True(states["m"].Set(DeviceHealth.Failed, "gone"));
        Assert.False(states["m"].Set(DeviceHealth.Failed, "gone"));
        await change.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System);
        time.Advance(TimeSpan.FromMinutes(1));

        var status = report.Current(online: false);
        Assert.False(status.Online);
        Assert.Equal("gw-1", status.Gateway.ToString());
        Assert.Equal(options.Hash, status.ConfigHash);
        Assert.Equal([("m", "mq4", DeviceHealth.Failed, "gone"), ("siren", "relay", DeviceHealth.Starting, null)], status.Devices.Select(device => (device.Name, device.Kind, device.Health, device.Reason)));
        Assert.Equal(1, status.Dropped[DropReason.Implausible.Name()]);
        Assert.Equal(TimeSpan.FromMinutes(1), status.At - status.StartedAt);
        Assert.True(status.Simulated);
        Assert.Matches(@"^\d+\.\d+\.\d+", status.Version);
    }
}
