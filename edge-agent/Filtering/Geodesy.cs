using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Filtering;

/// <summary>
/// Distances on WGS-84 over a city's width: the plane that touches the earth at the first point. Wrong by less than
/// 0.1 % over 50 km away from the poles, which is far below what a receiver knows.
/// </summary>
internal static class Geodesy
{
    // Mean radius (IUGG).
    private const double EarthRadiusMetres = 6_371_008.8;

    // A receiver's error in metres for each unit of HDOP: consumer receivers without correction.
    private const double MetresPerHdop = 5;

    // Of a receiver that tells no HDOP.
    private const double UsualHdop = 2;

    /// <summary>A driver gives no NaN; JSON cannot carry one, and an alert with one could never be stored.</summary>
    public static bool IsFinite(this GnssFix fix) =>
        double.IsFinite(fix.Latitude) && double.IsFinite(fix.Longitude) && double.IsFinite(fix.AltitudeMetres ?? 0)
        && double.IsFinite(fix.SpeedMetresPerSecond ?? 0) && double.IsFinite(fix.HeadingDegrees ?? 0) && double.IsFinite(fix.Hdop ?? 0);

    public static double Metres(GnssFix from, GnssFix to)
    {
        var (east, north) = Offset(from.Latitude, from.Longitude, to.Latitude, to.Longitude);
        return Math.Sqrt((east * east) + (north * north));
    }

    /// <summary>Metres to the east and north.</summary>
    public static (double East, double North) Offset(double latitude, double longitude, double toLatitude, double toLongitude)
    {
        var east = toLongitude - longitude;
        if (east is > 180 or < -180)
        {
            east -= Math.CopySign(360, east);
        }

        const double metresPerDegree = EarthRadiusMetres * Math.PI / 180;
        return (east * metresPerDegree * Math.Cos(latitude * Math.PI / 180), (toLatitude - latitude) * metresPerDegree);
    }

    /// <summary>How far off the fix may be, as far as the receiver tells.</summary>
    public static double? AccuracyMetres(this GnssFix fix) => fix.Hdop is { } hdop ? hdop * MetresPerHdop : null;

    /// <summary>How far off the fix may be; the usual when the receiver does not tell.</summary>
    public static double ErrorMetres(this GnssFix fix) => (fix.Hdop ?? UsualHdop) * MetresPerHdop;

    public static Position ToPosition(this GnssFix fix) => new(fix.Latitude, fix.Longitude, fix.AccuracyMetres());
}
