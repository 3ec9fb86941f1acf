namespace EdgeGrid.Simulation.Gnss;

/// <summary>Where someone is: along a path round and round, until sent somewhere else, and back again.</summary>
internal sealed class Walker(IReadOnlyList<GeoPosition> path)
{
    private int _next = path.Count > 1 ? 1 : 0;
    private GeoPosition? _sentTo;

    public GeoPosition Position { get; private set; } = path[0];

    /// <summary>Over ground, from true north.</summary>
    public double HeadingDegrees { get; private set; }

    private GeoPosition Target => _sentTo ?? path[_next];

    /// <summary>Straight there, and stays.</summary>
    public void SendTo(GeoPosition target) => _sentTo = target;

    /// <summary>Back to the path.</summary>
    public void Return() => _sentTo = null;

    /// <summary>Goes so far; returns how far it really went.</summary>
    public double Advance(double metres)
    {
        var left = metres;

        // A path whose points all coincide would never use the distance up: once round is enough.
        for (var leg = 0; left > 0 && leg <= path.Count; leg++)
        {
            var distance = Position.DistanceTo(Target);
            if (distance > 0)
            {
                HeadingDegrees = Position.HeadingTo(Target);
            }

            Position = Position.Towards(Target, left);
            if (distance > left)
            {
                return metres;
            }

            left -= distance;
            if (_sentTo is not null)
            {
                break;
            }

            _next = (_next + 1) % path.Count;
        }

        return metres - left;
    }
}
