using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>What a detector knows of its gateway.</summary>
/// <param name="Gateway">Who and where it is.</param>
/// <param name="Clock">Its clocks.</param>
/// <param name="Time">For the order of ids, and the local time of day.</param>
internal sealed record DetectionContext(GatewayOptions Gateway, GatewayClock Clock, TimeProvider Time);

/// <summary>What was measured when a detector decided.</summary>
/// <param name="Words">In one line.</param>
/// <param name="SampledAt">When.</param>
internal sealed record Finding(string Words, Instant SampledAt)
{
    public double? Value { get; init; }

    public double? Limit { get; init; }

    /// <summary>Where, when the device moves.</summary>
    public GnssFix? Fix { get; init; }

    public Snapshot? Evidence { get; init; }
}

/// <summary>One alert after another of one detector: raised, perhaps escalated, cleared. Each has an id of its own.</summary>
internal sealed class AlertLife(Point point, AlertKind kind, DetectionContext context)
{
    private string _id = "";
    private DateTimeOffset _raisedAt;

    /// <summary>Between raised and cleared.</summary>
    public bool IsRaised { get; private set; }

    /// <summary>The level now, while it is raised.</summary>
    public WarningLevel Level { get; private set; }

    public DetectedAlert Raise(WarningLevel level, Finding finding)
    {
        _id = Guid.CreateVersion7(context.Time.GetUtcNow()).ToString("N");
        _raisedAt = context.Time.GetUtcNow();
        (IsRaised, Level) = (true, level);
        return Transition(AlertTransition.Raised, finding);
    }

    public DetectedAlert Escalate(WarningLevel level, Finding finding)
    {
        Level = level;
        return Transition(AlertTransition.Escalated, finding);
    }

    public DetectedAlert Clear(Finding finding)
    {
        IsRaised = false;
        return Transition(AlertTransition.Cleared, finding);
    }

    private DetectedAlert Transition(AlertTransition transition, Finding finding)
    {
        var unit = point.Quantity.Unit();
        var alert = new Alert
        {
            AlertId = _id,
            Transition = transition,
            Kind = kind,
            Level = Level,
            Device = point.Device.Name,
            Place = point.Device.Place,
            Cell = context.Gateway.Cell,
            Position = Where(finding.Fix) ?? point.Device.Position ?? context.Gateway.Position,
            Measured = finding.Words,
            Value = finding.Value,
            Unit = finding.Value is null || unit.Length == 0 ? null : unit,
            Limit = finding.Limit,
            SampledAt = finding.SampledAt.At,
            RaisedAt = _raisedAt,
            Clock = context.Clock.Read(finding.SampledAt),
        };
        return new DetectedAlert(alert, point.Device.Simulated || context.Gateway.Simulated, finding.Evidence);
    }

    private static Position? Where(GnssFix? fix) =>
        fix is null ? null : new Position(fix.Latitude, fix.Longitude, Wording.AccuracyMetres(fix));
}
