using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// Makes an alert of what the outbox says of its disk: an SD card that lost one file will lose the next, and one that
/// takes nothing leaves alerts in memory that a power cut would take.
/// </summary>
internal sealed class StorageWatch
{
    // A card does not heal; but an alert of which nobody hears the end is not believed the next time.
    private static readonly TimeSpan DamageLasts = TimeSpan.FromHours(1);

    private readonly StorageTrouble _trouble;
    private readonly LatchedAlert _full;
    private readonly LatchedAlert _damaged;
    private Since _quiet;

    public StorageWatch(GatewayOptions gateway, DetectorSources sources)
    {
        var source = new OutboxSource(gateway, sources.Clock, sources.Time) { Handover = sources.Handover };
        _trouble = sources.Trouble;
        _full = new LatchedAlert(source, AlertKind.DeviceFault);
        _damaged = new LatchedAlert(source, AlertKind.DeviceFault);
    }

    /// <summary>Adds what is due.</summary>
    public void Tick(Instant now, List<DetectedAlert> decided)
    {
        if (_trouble.TakesNothing is { } why && !_full.IsOpen)
        {
            decided.Add(_full.Raise(WarningLevel.Yellow, new Finding(now, $"The gateway's disk takes nothing: {why} Alerts are kept in memory until it does")));
        }
        else if (_trouble.TakesNothing is null && _full.IsOpen)
        {
            decided.Add(_full.Clear(new Finding(now, "The gateway's disk takes what it is given again")));
        }

        if (_trouble.TakeDamage() is { } damage)
        {
            _quiet.End();
            if (!_damaged.IsOpen)
            {
                decided.Add(_damaged.Raise(WarningLevel.Yellow, new Finding(now, damage)));
            }
        }

        _quiet.Begin(now);
        if (_damaged.IsOpen && _quiet.Lasts(DamageLasts, now))
        {
            decided.Add(_damaged.Clear(new Finding(now, $"No other file was damaged for {Wording.Duration(DamageLasts)}")));
        }
    }

    private sealed record OutboxSource(GatewayOptions Gateway, GatewayClock Clock, TimeProvider Time) : AlertSource(Gateway, Clock, Time)
    {
        public override string Device => "outbox";
    }
}
