using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// The button of a worker's tracker: told at once, with no delay. A trembling finger is one alert: it ends some seconds
/// after the last release, and pressing again after that is a new one.
/// </summary>
internal sealed class SosDetector(DetectorContext context, SosOptions options) : IDetector
{
    private static readonly TimeSpan ReleasedAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private readonly LatchedAlert _alert = new(context, AlertKind.Sos);
    private Since _released;

    public DetectedAlert? Next(in Reading reading)
    {
        if (!reading.IsGood)
        {
            return null;
        }

        if (reading.Value <= 0.5)
        {
            _released.Begin(reading.At);
            return Tick(reading.At);
        }

        _released.End();
        return _alert.IsOpen ? null : _alert.Raise(options.Level, new Finding(reading.At, $"SOS button pressed. {Where(reading)}") { Value = 1 });
    }

    public DetectedAlert? Tick(Instant now) =>
        _alert.IsOpen && _released.Lasts(ReleasedAfter, now)
            ? _alert.Clear(new Finding(now, "SOS button released") { Value = 0 })
            : null;

    private string Where(in Reading reading)
    {
        if ((context.Track.Fix ?? reading.Detail as GnssFix) is not { } fix)
        {
            return context.Position is null ? "Position unknown" : "Position as installed";
        }

        var accuracy = fix.AccuracyMetres() is { } metres ? $"Position ± {metres:0} m" : "Position known";
        var age = TimeSpan.FromMilliseconds(reading.At.MonotonicMs - (context.Track.Fix is null ? reading.At.MonotonicMs : context.Track.FixMs));
        return age > FreshFor ? $"{accuracy}, {Wording.Duration(age)} old" : accuracy;
    }
}
