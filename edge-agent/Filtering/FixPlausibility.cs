using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Filtering;

/// <summary>
/// Judges the fixes of one tracker. An outlier is measured against the last believed fix; should that one have been the
/// outlier, a few fixes that agree with each other put it right, so that one bad fix never blinds the fence.
/// </summary>
internal sealed class FixPlausibility(FixLimits limits)
{
    // Two sentences of one epoch: there is no speed between them.
    private const double ShortestSeconds = 0.2;

    private GnssFix? _believed;
    private long _believedMs;
    private GnssFix? _rejected;
    private long _rejectedMs;
    private int _agreeing;

    public Verdict Judge(in Reading reading)
    {
        // A driver that gives no fix with its speed has nothing to judge.
        if (reading.Detail is not GnssFix fix)
        {
            return Verdict.Keep;
        }

        if (!fix.IsFinite() || Math.Abs(fix.Latitude) > 90 || Math.Abs(fix.Longitude) > 180)
        {
            return Verdict.Drop(DropReason.Implausible);
        }

        if (fix.Hdop > limits.MaxHdop || fix.Satellites < limits.MinSatellites)
        {
            return Verdict.Drop(DropReason.PoorFix);
        }

        var now = reading.At.MonotonicMs;
        if (_believed is null || Reachable(_believed, _believedMs, fix, now))
        {
            return Believe(fix, now);
        }

        _agreeing = _rejected is not null && Reachable(_rejected, _rejectedMs, fix, now) ? _agreeing + 1 : 1;
        (_rejected, _rejectedMs) = (fix, now);
        return _agreeing >= limits.AgreeingFixes ? Believe(fix, now) : Verdict.Drop(DropReason.ImpossibleSpeed);
    }

    private Verdict Believe(GnssFix fix, long now)
    {
        (_believed, _believedMs) = (fix, now);
        _rejected = null;
        _agreeing = 0;
        return Verdict.Keep;
    }

    private bool Reachable(GnssFix from, long fromMs, GnssFix to, long toMs)
    {
        // What both fixes may be off is no movement.
        var metres = Geodesy.Metres(from, to) - from.ErrorMetres() - to.ErrorMetres();
        if (metres <= 0)
        {
            return true;
        }

        // The receiver's own speed comes from Doppler, not from positions: a vehicle's is believed.
        var measured = Math.Max(from.SpeedMetresPerSecond ?? 0, to.SpeedMetresPerSecond ?? 0);
        var fastest = Math.Max(limits.MaxMetresPerSecond, (1.5 * measured) + 5);
        return metres <= fastest * Seconds(from, fromMs, to, toMs);
    }

    // The satellites' time when both have it: a recording may be played faster than it was made.
    private static double Seconds(GnssFix from, long fromMs, GnssFix to, long toMs)
    {
        var seconds = (to.At - from.At)?.TotalSeconds ?? 0;
        return Math.Max(seconds > 0 ? seconds : (toMs - fromMs) / 1000.0, ShortestSeconds);
    }
}
