using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Filtering;

/// <summary>
/// Drops what cannot be: values outside the configured range or physics, fixes that no receiver should have given.
/// Faults pass: they are data.
/// </summary>
internal sealed class Plausibility
{
    private readonly List<(double Min, double Max)> _ranges = [];
    private readonly List<FixPlausibility?> _fixes = [];

    /// <summary>Another point, the next by its index.</summary>
    public void Add(Point point)
    {
        _ranges.Add(Range(point));
        _fixes.Add(point.Quantity == Quantity.Position ? new FixPlausibility(new FixLimits()) : null);
    }

    public Verdict Judge(in Reading reading)
    {
        if (!reading.IsGood)
        {
            return Verdict.Keep;
        }

        // Written so that a NaN of a broken driver fails too.
        var (min, max) = _ranges[reading.Point.Index];
        if (!(reading.Value >= min && reading.Value <= max))
        {
            return Verdict.Drop(DropReason.Implausible);
        }

        return _fixes[reading.Point.Index] is { } fixes ? fixes.Judge(reading) : Verdict.Keep;
    }

    private static (double Min, double Max) Range(Point point)
    {
        var (min, max) = point.Quantity.Limits();
        var filter = point.Device.Filter;

        // A device's range is that of what it senses: a tracker's button has no range.
        return point.Quantity.IsState()
            ? (min, max)
            : (Math.Max(min, filter.Min ?? min), Math.Min(max, filter.Max ?? max));
    }
}
