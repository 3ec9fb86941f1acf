using System.Globalization;
using System.Text;

namespace EdgeGrid.Simulation.Gnss;

/// <summary>Writes NMEA 0183 sentences as a receiver does.</summary>
public static class NmeaSentence
{
    private const double MetresPerSecondPerKnot = 1852.0 / 3600;

    /// <summary><c>$body*hh\r\n</c>.</summary>
    public static string Frame(string body)
    {
        var checksum = Encoding.ASCII.GetBytes(body).Aggregate((byte)0, (sum, b) => (byte)(sum ^ b));
        return string.Create(CultureInfo.InvariantCulture, $"${body}*{checksum:X2}\r\n");
    }

    /// <summary>Time, position, fix quality, satellites, HDOP, altitude.</summary>
    public static string Gga(DateTimeOffset at, GeoPosition position, int satellites, double hdop, double altitudeMetres) => Frame(
        string.Create(CultureInfo.InvariantCulture, $"GNGGA,{at:HHmmss.fff},{Angles(position)},1,{satellites:00},{hdop:0.0},{altitudeMetres:0.0},M,7.0,M,,"));

    /// <summary>Time, status, position, speed, heading, date.</summary>
    public static string Rmc(DateTimeOffset at, GeoPosition position, double metresPerSecond, double headingDegrees) => Frame(
        string.Create(CultureInfo.InvariantCulture, $"GNRMC,{at:HHmmss.fff},A,{Angles(position)},{metresPerSecond / MetresPerSecondPerKnot:0.00},{headingDegrees:0.0},{at:ddMMyy},,,A"));

    /// <summary>A three-dimensional fix and the dilutions.</summary>
    public static string Gsa(int satellites, double hdop)
    {
        var used = string.Join(',', Enumerable.Range(1, 12).Select(i => i <= satellites ? i.ToString("00", CultureInfo.InvariantCulture) : ""));
        return Frame(string.Create(CultureInfo.InvariantCulture, $"GNGSA,A,3,{used},{hdop * 1.7:0.0},{hdop:0.0},{hdop * 1.4:0.0}"));
    }

    /// <summary>RMC and GGA of a receiver that sees no satellites.</summary>
    public static string NoFix(DateTimeOffset at) =>
        Frame(string.Create(CultureInfo.InvariantCulture, $"GNGGA,{at:HHmmss.fff},,,,,0,00,99.9,,,,,,"))
        + Frame(string.Create(CultureInfo.InvariantCulture, $"GNRMC,{at:HHmmss.fff},V,,,,,,,{at:ddMMyy},,,N"));

    /// <summary>The SOS button of our trackers.</summary>
    public static string Sos(bool pressed) => Frame($"PEGD,SOS,{(pressed ? 1 : 0)}");

    private static string Angles(GeoPosition position) =>
        $"{Angle(position.Latitude, 2)},{(position.Latitude < 0 ? 'S' : 'N')},{Angle(position.Longitude, 3)},{(position.Longitude < 0 ? 'W' : 'E')}";

    /// <summary>Degrees and minutes as one number. Whole ten-thousandths of minutes first, so that 60.0000 never appears.</summary>
    private static string Angle(double degrees, int width)
    {
        var units = (long)Math.Round(Math.Abs(degrees) * 600_000);
        var (whole, minutes) = Math.DivRem(units, 600_000);
        return whole.ToString(width == 2 ? "00" : "000", CultureInfo.InvariantCulture) + (minutes / 10_000m).ToString("00.0000", CultureInfo.InvariantCulture);
    }
}
