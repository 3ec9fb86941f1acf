using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>What a detector found, in words and in numbers.</summary>
/// <param name="At">When.</param>
/// <param name="Measured">In one line.</param>
internal sealed record Finding(Instant At, string Measured)
{
    public double? Value { get; init; }

    public string? Unit { get; init; }

    public double? Limit { get; init; }

    public Snapshot? Evidence { get; init; }
}

/// <summary>
/// One alert after the other of one detector: each keeps its id, its beginning and its highest level from its raising
/// to its clearing, also when the agent starts anew between them. Two raisings without a clearing between them are a bug,
/// and throw.
/// </summary>
internal sealed class LatchedAlert
{
    private static readonly TimeSpan ClockIsSetFrom = TimeSpan.FromSeconds(1);

    private readonly AlertSource _source;
    private readonly AlertKind _kind;
    private string? _id;
    private Instant _raised;

    public LatchedAlert(AlertSource source, AlertKind kind)
    {
        (_source, _kind) = (source, kind);
        if (source.Handover.Claim(source.Device, kind) is { Alert: var held })
        {
            (_id, _raised, Level) = (held.AlertId, AlertHandover.RaisedOf(held), held.Level);
        }
    }

    public bool IsOpen => _id is not null;

    /// <summary>The highest since it was raised.</summary>
    public WarningLevel Level { get; private set; }

    public DetectedAlert Raise(WarningLevel level, Finding finding)
    {
        if (IsOpen)
        {
            throw new InvalidOperationException($"The alert {_id} of '{_source.Device}' is already raised.");
        }

        // An id holds its time of birth from 1970 on; a clock that was never set may be before that.
        var now = _source.Time.GetUtcNow();
        _id = Guid.CreateVersion7(now > DateTimeOffset.UnixEpoch ? now : DateTimeOffset.UnixEpoch).ToString("N");
        _raised = finding.At;
        Level = level;
        return Tell(AlertTransition.Raised, _id, finding);
    }

    public DetectedAlert Escalate(WarningLevel level, Finding finding)
    {
        Level = level;
        return Tell(AlertTransition.Escalated, Opened(), finding);
    }

    public DetectedAlert Clear(Finding finding)
    {
        var id = Opened();
        _id = null;
        return Tell(AlertTransition.Cleared, id, finding);
    }

    // JSON has no NaN and no infinity: such an alert could never be stored, nor any behind it.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    // On the clock of the transition: one that was set since then makes the beginning right too.
    private DateTimeOffset RaisedAt(Instant now)
    {
        var onThisClock = now.At - TimeSpan.FromMilliseconds(now.MonotonicMs - _raised.MonotonicMs);
        return (onThisClock - _raised.At).Duration() > ClockIsSetFrom ? onThisClock : _raised.At;
    }

    private string Opened() => _id ?? throw new InvalidOperationException($"'{_source.Device}' has no open alert.");

    private DetectedAlert Tell(AlertTransition transition, string id, Finding finding) => new(
        new Alert
        {
            AlertId = id,
            Transition = transition,
            Kind = _kind,
            Level = Level,
            Device = _source.Device,
            Place = _source.Place,
            Cell = _source.Gateway.Cell,
            Position = _source.Position,
            Measured = finding.Measured,
            Value = Finite(finding.Value),
            Unit = finding.Unit,
            Limit = Finite(finding.Limit),
            SampledAt = finding.At.At,
            RaisedAt = RaisedAt(finding.At),
            Clock = _source.Clock.Read(finding.At),
        },
        _source.Simulated,
        finding.Evidence);
}
