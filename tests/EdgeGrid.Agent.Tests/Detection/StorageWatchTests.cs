using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests.Detection;

public sealed class StorageWatchTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));
    private readonly StorageTrouble _trouble = new();
    private readonly GatewayClock _clock;
    private readonly StorageWatch _watch;

    public StorageWatchTests()
    {
        _clock = new GatewayClock(_time, () => ClockQuality.Ntp);
        _watch = new StorageWatch(new GatewayOptions { Id = GatewayId.Parse("gw-test"), Name = "Test", Place = "Heping Road 18", Simulated = true }, new DetectorSources(_clock, _trouble, new AlertHandover(), _time));
    }

    [Fact]
    public void Disk_FullAndFreeAgain_IsOneAlertWithItsEnd()
    {
        _trouble.DiskTakesNothing("No space left on device.");
        var raised = Assert.Single(Tick()).Alert;
        Assert.Empty(Tick());
        _trouble.DiskTakesAgain();
        var cleared = Assert.Single(Tick()).Alert;

        Assert.Equal((AlertTransition.Raised, AlertKind.DeviceFault, "outbox", "Heping Road 18"), (raised.Transition, raised.Kind, raised.Device, raised.Place));
        Assert.Contains("No space left on device.", raised.Measured, StringComparison.Ordinal);
        Assert.Equal((AlertTransition.Cleared, raised.AlertId), (cleared.Transition, cleared.AlertId));
    }

    [Fact]
    public void File_DamagedAgainAndAgain_IsOneAlertUntilAnHourIsQuiet()
    {
        _trouble.FileDamaged("first");
        var raised = Assert.Single(Tick());
        _time.Advance(TimeSpan.FromMinutes(50));
        _trouble.FileDamaged("second");
        Assert.Empty(Tick());
        _time.Advance(TimeSpan.FromMinutes(50));
        Assert.Empty(Tick());
        _time.Advance(TimeSpan.FromMinutes(11));

        var cleared = Assert.Single(Tick());
        Assert.Equal("first", raised.Alert.Measured);
        Assert.True(raised.Simulated);
        Assert.Equal((AlertTransition.Cleared, raised.Alert.AlertId), (cleared.Alert.Transition, cleared.Alert.AlertId));
    }

    private List<DetectedAlert> Tick()
    {
        var decided = new List<DetectedAlert>();
        _watch.Tick(_clock.Now(), decided);
        return decided;
    }
}
