namespace EdgeGrid.Simulation.Gnss;

/// <summary>WGS-84 degrees. Metres are right to a part in a thousand over the size of a district.</summary>
/// <param name="Latitude">North positive.</param>
/// <param name="Longitude">East positive.</param>
public readonly record struct GeoPosition(double Latitude, double Longitude)
{
    private const double MetresPerDegree = 111_195;

    /// <summary>So many metres away.</summary>
    public GeoPosition Offset(double northMetres, double eastMetres) => new(
        Latitude + (northMetres / MetresPerDegree),
        Longitude + (eastMetres / (MetresPerDegree * Math.Cos(double.DegreesToRadians(Latitude)))));

    /// <summary>The vector to another position.</summary>
    public (double North, double East) MetresTo(GeoPosition other) => (
        (other.Latitude - Latitude) * MetresPerDegree,
        (other.Longitude - Longitude) * MetresPerDegree * Math.Cos(double.DegreesToRadians(Latitude)));

    /// <summary>Along the ground.</summary>
    public double DistanceTo(GeoPosition other)
    {
        var (north, east) = MetresTo(other);
        return Math.Sqrt((north * north) + (east * east));
    }

    /// <summary>From true north, 0 to 360.</summary>
    public double HeadingTo(GeoPosition other)
    {
        var (north, east) = MetresTo(other);
        return (double.RadiansToDegrees(Math.Atan2(east, north)) + 360) % 360;
    }

    /// <summary>So far on a straight line to another position; no further than there.</summary>
    public GeoPosition Towards(GeoPosition other, double metres)
    {
        var (north, east) = MetresTo(other);
        var distance = Math.Sqrt((north * north) + (east * east));
        return distance <= metres ? other : Offset(north * metres / distance, east * metres / distance);
    }
}
