using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// Someone in the picture: a body of the least area that moves for the least duration, within the hours that warn. A
/// body that vanishes for a moment (behind a post, between two frames) has not left. Over after some quiet.
/// </summary>
internal sealed class MotionDetector(Point point, MotionOptions options, DetectionContext context) : IDetector
{
    private const long LongestGapMs = 600;

    private readonly AlertLife _life = new(point, AlertKind.Intrusion, context);
    private long? _since;
    private long _lastMs;

    public void Observe(in Reading reading, List<DetectedAlert> alerts)
    {
        if (!reading.IsGood)
        {
            return;
        }

        var now = reading.At.MonotonicMs;
        if (reading.Value >= options.MinArea)
        {
            _since = _since is { } since && now - _lastMs <= LongestGapMs ? since : now;
            _lastMs = now;
            if (!_life.IsRaised && now - _since >= options.MinDuration.TotalMilliseconds && IsWatching())
            {
                alerts.Add(_life.Raise(options.Level, Seen(reading, now - _since.Value)));
            }
        }
        else if (_life.IsRaised && now - _lastMs >= options.QuietAfter.TotalMilliseconds)
        {
            alerts.Add(_life.Clear(new Finding($"No motion{Wording.For(now - _lastMs)}", reading.At)));
        }
    }

    private Finding Seen(in Reading reading, long duration) =>
        new($"Motion over {Wording.Amount(reading.Value, Quantity.Motion)}{Wording.For(duration)}", reading.At)
        {
            Value = reading.Value,
            Limit = options.MinArea,
            Evidence = reading.Detail as Snapshot,
        };

    private bool IsWatching()
    {
        if (options is not { From: { } from, Until: { } until })
        {
            return true;
        }

        // IsBetween spans midnight when the beginning is later than the end.
        return TimeOnly.FromDateTime(context.Time.GetLocalNow().DateTime).IsBetween(from, until);
    }
}
