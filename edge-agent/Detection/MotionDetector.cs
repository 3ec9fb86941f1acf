using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// Someone in the picture: a body large enough that moves for long enough, in the hours in which nobody should. A
/// single frame in which it is not seen is forgiven. It ends when the picture has been quiet; a camera without a
/// picture proves no quiet.
/// </summary>
internal sealed class MotionDetector(DetectorContext context, MotionOptions options) : IDetector
{
    private const int ForgivenFrames = 1;

    private readonly LatchedAlert _alert = new(context, AlertKind.Intrusion);
    private Since _moving;
    private Since _quiet;
    private double _largest;
    private int _missed;

    public DetectedAlert? Next(in Reading reading)
    {
        if (!reading.IsGood)
        {
            _quiet.End();
            Miss();
            return null;
        }

        if (reading.Value < options.MinArea || !IsOnGuard(reading.At))
        {
            return Rest(reading.At);
        }

        _quiet.End();
        _missed = 0;
        _moving.Begin(reading.At);
        _largest = Math.Max(_largest, reading.Value);
        return !_alert.IsOpen && _moving.Lasts(options.MinDuration, reading.At) ? Raise(reading) : null;
    }

    /// <summary>Frames decide: a camera gives many a second, and one that hangs shows nobody.</summary>
    public DetectedAlert? Tick(Instant now) => null;

    private DetectedAlert? Rest(Instant at)
    {
        _quiet.Begin(at);
        Miss();
        return _alert.IsOpen && _quiet.Lasts(options.QuietAfter, at)
            ? _alert.Clear(new Finding(at, $"No motion for {Wording.Duration(_quiet.For(at))}"))
            : null;
    }

    private void Miss()
    {
        if (++_missed > ForgivenFrames)
        {
            _moving.End();
            _largest = 0;
        }
    }

    private DetectedAlert Raise(in Reading reading) => _alert.Raise(
        options.Level,
        new Finding(
            reading.At,
            $"Person-sized motion {Wording.Number(_largest)} % of the picture for {Wording.Duration(_moving.For(reading.At))}")
        {
            Value = _largest,
            Unit = Quantity.Motion.Unit(),
            Limit = options.MinArea,
            Evidence = reading.Detail as Snapshot,
        });

    private bool IsOnGuard(Instant at)
    {
        if (options is not { From: { } from, Until: { } until })
        {
            return true;
        }

        // IsBetween goes over midnight when the end is before the start.
        var local = TimeZoneInfo.ConvertTime(at.At, context.Time.LocalTimeZone);
        return TimeOnly.FromTimeSpan(local.TimeOfDay).IsBetween(from, until);
    }
}
