using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// A worker or vehicle that leaves its grid. A few fixes or some time outside count, not one fix; and as much inside
/// half of the buffer clears, so that walking along the border is not one alert after the other. Fixes decide: where
/// there is none, nobody knows.
/// </summary>
internal sealed class FenceDetector(DetectorContext context, FenceOptions options) : IDetector
{
    private const double BufferMetresPerHdop = 5;

    private readonly LatchedAlert _alert = new(context, AlertKind.GridExit);
    private readonly Fence _fence = new(options.Ring);
    private Since _outside;
    private Since _inside;
    private int _fixesOutside;
    private int _fixesInside;

    public DetectedAlert? Next(in Reading reading)
    {
        if (!reading.IsGood || reading.Detail is not GnssFix fix)
        {
            return null;
        }

        var metres = _fence.MetresOutside(fix);
        var buffer = Math.Max(options.BufferMetres, BufferMetresPerHdop * (fix.Hdop ?? 0));
        Mark(metres > buffer, ref _outside, ref _fixesOutside, reading.At);
        Mark(metres <= buffer / 2, ref _inside, ref _fixesInside, reading.At);
        if (!_alert.IsOpen)
        {
            return Counts(_outside, _fixesOutside, reading.At) ? _alert.Raise(options.Level, Outside(reading.At, metres, buffer)) : null;
        }

        return Counts(_inside, _fixesInside, reading.At) ? _alert.Clear(Inside(reading.At, metres, buffer)) : null;
    }

    public DetectedAlert? Tick(Instant now) => null;

    private static void Mark(bool holds, ref Since since, ref int fixes, Instant at)
    {
        if (holds)
        {
            since.Begin(at);
            fixes++;
        }
        else
        {
            since.End();
            fixes = 0;
        }
    }

    private bool Counts(Since since, int fixes, Instant now) =>
        fixes >= options.AfterFixes || since.Lasts(options.AfterDuration, now);

    private Finding Outside(Instant at, double metres, double buffer) =>
        new(at, $"Outside its grid by {metres:0} m for {Wording.Duration(_outside.For(at))}") { Value = Math.Round(metres), Unit = "m", Limit = buffer };

    private Finding Inside(Instant at, double metres, double buffer) =>
        new(at, $"Back in its grid for {Wording.Duration(_inside.For(at))}") { Value = Math.Round(metres), Unit = "m", Limit = buffer };
}
