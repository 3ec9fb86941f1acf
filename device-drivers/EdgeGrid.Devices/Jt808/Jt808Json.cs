using System.Text.Json;

namespace EdgeGrid.Devices.Jt808;

/// <summary>
/// A location report as JSON: <c>time</c> (UTC), <c>lat</c>, <c>lon</c>, <c>alt</c>, <c>speed_mps</c>, <c>heading_deg</c> as of any receiver, with
/// <c>fault</c> where it is not to be believed; and its bits.
/// </summary>
internal static class Jt808Json
{
    public static void Write(Utf8JsonWriter writer, in Jt808Location location)
    {
        if (location.Told is { } fix)
        {
            if (fix.At is { } at)
            {
                writer.WriteString("time"u8, at.UtcDateTime);
            }
            else
            {
                writer.WriteNull("time"u8);
            }

            writer.WriteNumber("lat"u8, Math.Round(fix.Latitude, 6));
            writer.WriteNumber("lon"u8, Math.Round(fix.Longitude, 6));
            writer.WriteNumber("alt"u8, fix.AltitudeMetres ?? 0);
            writer.WriteNumber("speed_mps"u8, Math.Round(fix.SpeedMetresPerSecond ?? 0, 3));
            Write(writer, "heading_deg"u8, fix.HeadingDegrees);
            Write(writer, "satellites"u8, fix.Satellites);
        }

        if (location.Fault != DeviceFault.None)
        {
            writer.WriteString("fault"u8, location.Fault.Name());
        }

        writer.WriteBoolean("sos"u8, location.IsSos);
        WriteAlarms(writer, location.Alarms);
        writer.WriteString("status"u8, $"0x{location.Status:X8}");
        Write(writer, "mileage_km"u8, location.MileageKilometres);
        Write(writer, "signal"u8, location.Signal);
        Write(writer, "leftover_bytes"u8, location.Leftover > 0 ? location.Leftover : null);
    }

    public static void WriteAlarms(Utf8JsonWriter writer, uint alarms)
    {
        writer.WriteStartArray("alarms"u8);
        foreach (var name in Jt808Alarm.Names(alarms))
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
