using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Filtering;

/// <summary>Distances within a district.</summary>
internal static class Geodesy
{
    /// <summary>Metres in a degree of latitude, on the mean radius of the earth, 6,371,009 m.</summary>
    public const double MetresPerDegree = 6_371_009 * Math.PI / 180;

    /// <summary>On a plane that touches the earth between the two: right to a thousandth within tens of kilometres.</summary>
    public static double Metres(GnssFix from, GnssFix to)
    {
        var east = (to.Longitude - from.Longitude) * Math.Cos((from.Latitude + to.Latitude) / 2 * Math.PI / 180);
        var north = to.Latitude - from.Latitude;
        return Math.Sqrt((east * east) + (north * north)) * MetresPerDegree;
    }
}
