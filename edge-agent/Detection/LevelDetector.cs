using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// A value against ascending levels. A level counts once the value has stayed above it for its on-delay; the highest
/// that counts is raised, or escalated to. It is over when the value has stayed below the lowest level, less the
/// deadband, for the off-delay (ISA-18.2: the deadband is on the reset side only). A saturated sensor reads "at least
/// this much", and is above every level; any other fault says nothing, and neither raises nor clears.
/// </summary>
internal sealed class LevelDetector(Point point, LevelOptions options, DetectionContext context) : IDetector
{
    private readonly AlertLife _life = new(point, options.Kind, context);
    private readonly long?[] _aboveSince = new long?[options.Steps.Count];
    private long? _belowSince;

    public void Observe(in Reading reading, List<DetectedAlert> alerts)
    {
        var saturated = reading.Fault == DeviceFault.Saturated;
        if (!reading.IsGood && !saturated)
        {
            return;
        }

        var value = saturated ? double.PositiveInfinity : reading.Value;
        var reached = Reached(value, reading.At.MonotonicMs);
        if (reached >= 0)
        {
            var level = options.Steps[reached].Level;
            if (!_life.IsRaised)
            {
                alerts.Add(_life.Raise(level, Above(reading, reached, saturated)));
            }
            else if (level < _life.Level)
            {
                alerts.Add(_life.Escalate(level, Above(reading, reached, saturated)));
            }
        }

        if (_life.IsRaised && IsOver(value, reading.At.MonotonicMs))
        {
            alerts.Add(_life.Clear(Below(reading)));
        }
    }

    // The highest step whose on-delay is over; -1 when there is none.
    private int Reached(double value, long nowMs)
    {
        var reached = -1;
        for (var step = 0; step < _aboveSince.Length; step++)
        {
            if (!(value > options.Steps[step].Above))
            {
                _aboveSince[step] = null;
            }
            else if (nowMs - (_aboveSince[step] ??= nowMs) >= options.Steps[step].OnDelay.TotalMilliseconds)
            {
                reached = step;
            }
        }

        return reached;
    }

    private bool IsOver(double value, long nowMs)
    {
        if (!(value < ResetBelow))
        {
            _belowSince = null;
            return false;
        }

        return nowMs - (_belowSince ??= nowMs) >= options.OffDelay.TotalMilliseconds;
    }

    private double ResetBelow => options.Steps[0].Above - options.Deadband;

    private Finding Above(in Reading reading, int step, bool saturated)
    {
        var limit = options.Steps[step].Above;
        var name = Wording.Name(point.Quantity);
        var words = saturated
            ? $"{name} beyond the sensor's range, > {Wording.Amount(limit, point.Quantity)}"
            : $"{name} {Wording.Amount(reading.Value, point.Quantity)} > {Wording.Limit(limit)}";
        var duration = reading.At.MonotonicMs - _aboveSince[step]!.Value;
        _belowSince = null;
        return new Finding(words + Wording.For(duration), reading.At) { Value = saturated ? null : reading.Value, Limit = limit };
    }

    private Finding Below(in Reading reading)
    {
        var duration = reading.At.MonotonicMs - _belowSince!.Value;
        _belowSince = null;
        return new Finding(
            $"{Wording.Name(point.Quantity)} {Wording.Amount(reading.Value, point.Quantity)}, below {Wording.Limit(ResetBelow)}{Wording.For(duration)}",
            reading.At) { Value = reading.Value, Limit = ResetBelow };
    }
}
