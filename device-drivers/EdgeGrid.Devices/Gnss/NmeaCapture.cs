using System.Text.Json;
using EdgeGrid.Devices.Captures;

namespace EdgeGrid.Devices.Gnss;

/// <summary>
/// What a receiver once said, as an object for each fix, one an epoch: <c>time</c> (UTC, ISO 8601), <c>lat</c> and <c>lon</c>
/// (degrees, WGS-84), <c>alt</c> (m above mean sea level), <c>speed_mps</c> (as told, or else from the fix before), <c>heading_deg</c>, <c>mode</c> (2 or 3 dimensions),
/// <c>satellites</c>, <c>hdop</c>; null where the receiver did not tell.
/// </summary>
internal sealed class NmeaCapture : CaptureDecoder
{
    public static readonly CaptureKind Kind = new("nmea", "NMEA 0183 of a satellite receiver: an object for each fix", IsText: true, () => new NmeaCapture());

    // Nothing that is longer has an end: it is looked at in pieces.
    private const int LongestLine = 4096;

    // Notes in a recording, and sentences that say nothing of the fix, are no mistakes.
    private static readonly (NmeaSkip Reason, string Name)[] Errors =
    [
        (NmeaSkip.Noise, "noise"),
        (NmeaSkip.HalfSentence, "half-sentence"),
        (NmeaSkip.TooLong, "too-long"),
        (NmeaSkip.BadChecksum, "bad-checksum"),
        (NmeaSkip.Malformed, "malformed"),
        (NmeaSkip.ImpossiblePosition, "impossible-position"),
        (NmeaSkip.ImpossibleTime, "impossible-time"),
        (NmeaSkip.ImpossibleDate, "impossible-date"),
    ];

    private readonly NmeaDecoder _decoder = new();
    private readonly List<Measurement> _told = [];
    private readonly long[] _seen = new long[Errors.Length];
    private long _lineAt;
    private int _lineLength;
    private GnssFix? _last;

    public override void Decode(ReadOnlySpan<byte> bytes, JsonLines into)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var length = Math.Min(end < 0 ? bytes.Length : end + 1, LongestLine);
            _decoder.Decode(bytes[..length], _told);
            _lineLength += length;
            Tell(into);
            if (end >= 0 || _lineLength >= LongestLine)
            {
                (_lineAt, _lineLength) = (_lineAt + _lineLength, 0);
            }

            bytes = bytes[length..];
        }
    }

    public override void End(JsonLines into)
    {
        _decoder.Flush(_told);
        Tell(into);
    }

    private void Tell(JsonLines into)
    {
        foreach (var measurement in _told)
        {
            if (measurement is { Quantity: Quantity.Position, Detail: GnssFix fix })
            {
                Write(fix, fix.SpeedMetresPerSecond ?? SpeedSince(_last, fix), into);
                _last = fix;
            }
            else if (measurement.Fault == DeviceFault.NoFix)
            {
                _last = null;
            }
            else if (measurement.Quantity == Quantity.Sos)
            {
                into.Begin().WriteBoolean("sos"u8, measurement.Value > 0);
                into.End();
            }
        }

        _told.Clear();
        for (var i = 0; i < Errors.Length; i++)
        {
            for (var count = _decoder.Skipped(Errors[i].Reason); _seen[i] < count; _seen[i]++)
            {
                into.Error(Errors[i].Name, _lineAt);
            }
        }
    }

    /// <summary>Along the straight way from the fix of the epoch before, for a receiver that tells no speed. As gpsd does.</summary>
    private static double? SpeedSince(GnssFix? last, GnssFix fix)
    {
        if (last?.At is not { } from || fix.At is not { } at || at <= from)
        {
            return null;
        }

        // WGS-84: radii of curvature along the meridian and along the parallel.
        const double EquatorMetres = 6_378_137, EccentricitySquared = 0.00669437999014;
        var latitude = double.DegreesToRadians((last.Latitude + fix.Latitude) / 2);
        var root = 1 - (EccentricitySquared * Math.Pow(Math.Sin(latitude), 2));
        var normal = EquatorMetres / Math.Sqrt(root);
        var north = double.DegreesToRadians(fix.Latitude - last.Latitude) * normal * (1 - EccentricitySquared) / root;
        var east = double.DegreesToRadians(Math.IEEERemainder(fix.Longitude - last.Longitude, 360)) * normal * Math.Cos(latitude);
        return double.Hypot(north, east) / (at - from).TotalSeconds;
    }

    private static void Write(GnssFix fix, double? speed, JsonLines into)
    {
        var writer = into.Begin();
        if (fix.At is { } at)
        {
            writer.WriteString("time"u8, at.UtcDateTime);
        }
        else
        {
            writer.WriteNull("time"u8);
        }

        writer.WriteNumber("lat"u8, Math.Round(fix.Latitude, 9));
        writer.WriteNumber("lon"u8, Math.Round(fix.Longitude, 9));
        Write(writer, "alt"u8, fix.AltitudeMetres);
        Write(writer, "speed_mps"u8, speed);
        Write(writer, "heading_deg"u8, fix.HeadingDegrees);
        writer.WriteNumber("mode"u8, fix.AltitudeMetres is null ? 2 : 3);
        Write(writer, "satellites"u8, fix.Satellites);
        Write(writer, "hdop"u8, fix.Hdop);
        into.End();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, Math.Round(number, 3));
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
