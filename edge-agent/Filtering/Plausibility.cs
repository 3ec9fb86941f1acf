using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Filtering;

/// <summary>
/// Drops what cannot be: a value outside the configured range, a fix that its own receiver calls poor, a fix that
/// nobody could have reached. A sensor that gives nothing else falls silent, and silence raises an alert. Faults go on.
/// </summary>
internal sealed class Plausibility(IReadOnlyList<Point> points) : IStage
{
    private const double PoorestHdop = 5;
    private const int FewestSatellites = 4;

    // Faster than anything on a district's roads; a configuration that says "max" for a walker's speed is stricter.
    private const double FastestMetresPerSecond = 70;

    // So many fixes in a row that agree with each other outweigh the one they disagree with.
    private const int Convincing = 3;

    private readonly Track[] _tracks = [.. points.Select(_ => new Track())];

    public StageAnswer Apply(in Reading reading)
    {
        if (!reading.IsGood)
        {
            return StageAnswer.Keep(reading);
        }

        var filter = reading.Point.Device.Filter;
        if (reading is { Detail: GnssFix fix, Point.Quantity: Quantity.Position })
        {
            if (fix.Hdop > PoorestHdop || fix.Satellites < FewestSatellites)
            {
                return StageAnswer.Drop(DropReason.PoorFix);
            }

            var fastest = filter.Max ?? FastestMetresPerSecond;
            return reading.Value > fastest || !_tracks[reading.Point.Index].Accepts(fix, reading.At.MonotonicMs, fastest)
                ? StageAnswer.Drop(DropReason.ImpossibleSpeed)
                : StageAnswer.Keep(reading);
        }

        return reading.Value < filter.Min || reading.Value > filter.Max || !double.IsFinite(reading.Value)
            ? StageAnswer.Drop(DropReason.Implausible)
            : StageAnswer.Keep(reading);
    }

    // Where one tracker was, and where it claims to be since.
    private sealed class Track
    {
        private GnssFix? _last;
        private GnssFix? _claimed;
        private long _lastMs;
        private long _claimedMs;
        private int _claims;

        public bool Accepts(GnssFix fix, long atMs, double fastest)
        {
            if (_last is null || Reachable(_last, _lastMs, fix, atMs, fastest))
            {
                return Accept(fix, atMs);
            }

            _claims = _claimed is not null && Reachable(_claimed, _claimedMs, fix, atMs, fastest) ? _claims + 1 : 1;
            (_claimed, _claimedMs) = (fix, atMs);
            return _claims >= Convincing && Accept(fix, atMs);
        }

        private bool Accept(GnssFix fix, long atMs)
        {
            (_last, _lastMs, _claimed, _claims) = (fix, atMs, null, 0);
            return true;
        }

        // A second at least: two sentences of one epoch may come in one burst.
        private static bool Reachable(GnssFix from, long fromMs, GnssFix to, long toMs, double fastest) =>
            Geodesy.Metres(from, to) <= fastest * Math.Max(1, (toMs - fromMs) / 1000.0);
    }
}
