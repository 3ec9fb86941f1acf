using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Filtering;

/// <summary>
/// Report by exception: a reading goes on when it differs enough from the last one that did, when the longest silence
/// is over, or when its quality changed. A fix goes on when it is far enough from the last, and always when its tracker
/// has come to a halt: that is where it now stands.
/// </summary>
internal sealed class Deadband(IReadOnlyList<Point> points) : IStage
{
    private const double MovingMetresPerSecond = 1;
    private const double HaltedMetresPerSecond = 0.5;

    private readonly Reported[] _reported = new Reported[points.Count];

    public StageAnswer Apply(in Reading reading)
    {
        ref var last = ref _reported[reading.Point.Index];
        if (reading.IsGood && reading.Value >= MovingMetresPerSecond)
        {
            last.Moving = true;
        }

        if (!IsNews(reading, last))
        {
            return StageAnswer.Drop(DropReason.WithinDeadband);
        }

        last = new Reported
        {
            Any = true,
            Value = reading.Value,
            Fault = reading.Fault,
            Fix = reading.Detail as GnssFix,
            AtMs = reading.At.MonotonicMs,
            Moving = last.Moving && reading.Value >= HaltedMetresPerSecond,
        };
        return StageAnswer.Keep(reading);
    }

    private static bool IsNews(in Reading reading, in Reported last)
    {
        var filter = reading.Point.Device.Filter;
        if (!last.Any || reading.Fault != last.Fault || reading.At.MonotonicMs - last.AtMs >= filter.LongestSilence.TotalMilliseconds)
        {
            return true;
        }

        if (!reading.IsGood)
        {
            return false;
        }

        if (reading.Point.Quantity == Quantity.Position && reading.Detail is GnssFix fix && last.Fix is { } from)
        {
            return Geodesy.Metres(from, fix) > filter.Deadband || (last.Moving && reading.Value < HaltedMetresPerSecond);
        }

        return Math.Abs(reading.Value - last.Value) > filter.Deadband;
    }

    private struct Reported
    {
        public bool Any;
        public double Value;
        public DeviceFault Fault;
        public GnssFix? Fix;
        public long AtMs;
        public bool Moving;
    }
}
