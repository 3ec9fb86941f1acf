using System.Formats.Cbor;
using System.Text.Json;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Publishing;

/// <summary>
/// Readings as a SenML pack (RFC 8428). The same readings give the same bytes, whenever and however often they are
/// sent. A position is several records of one time: <c>position</c> (its speed), then what the fix knows.
/// </summary>
internal static class SenmlEncoder
{
    /// <summary>For machines: definite lengths, integer labels, keys in ascending order of their bytes, shortest floats (RFC 8949, section 4.2.1).</summary>
    public static byte[] ToCbor(GatewayId gateway, IReadOnlyList<StoredReading> readings)
    {
        // Strict, not Canonical: the keys are written in order, and sorting them again would cost a copy of each record.
        var writer = new CborWriter(CborConformanceMode.Strict, initialCapacity: 64 * readings.Count);
        var records = readings.Sum(reading => 1 + FixRecords(reading.Fix).Count());
        writer.WriteStartArray(records);
        foreach (var record in Records(gateway, readings))
        {
            Write(writer, record);
        }

        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>For people who debug.</summary>
    public static byte[] ToJson(GatewayId gateway, IReadOnlyList<StoredReading> readings) =>
        JsonSerializer.SerializeToUtf8Bytes([.. Records(gateway, readings)], WireJson.Wire.SenmlRecordArray);

    private static IEnumerable<SenmlRecord> Records(GatewayId gateway, IReadOnlyList<StoredReading> readings)
    {
        if (readings.Count == 0)
        {
            yield break;
        }

        var names = new Dictionary<StoredPoint, string>();
        var origin = Micros(readings[0]);
        for (var i = 0; i < readings.Count; i++)
        {
            var reading = readings[i];
            if (!names.TryGetValue(reading.Point, out var name))
            {
                name = $"{reading.Point.Device}:{reading.Point.Quantity}";
                names.Add(reading.Point, name);
            }

            var micros = Micros(reading) - origin;
            double? time = micros == 0 ? null : micros / 1e6;
            yield return new SenmlRecord
            {
                BaseName = i == 0 ? $"{gateway}:" : null,
                BaseTime = i == 0 ? origin / 1e6 : null,
                BaseVersion = i == 0 ? SenmlLabels.Version : null,
                Name = name,
                Unit = reading.Fault == DeviceFault.None && reading.Point.Unit.Length > 0 ? reading.Point.Unit : null,
                Value = reading.Fault == DeviceFault.None ? reading.Value : null,
                Text = reading.Fault == DeviceFault.None ? null : FaultName(reading.Fault),
                Time = time,
            };

            foreach (var (quantity, unit, value) in FixRecords(reading.Fix))
            {
                yield return new SenmlRecord { Name = $"{reading.Point.Device}:{quantity}", Unit = unit, Value = value, Time = time };
            }
        }
    }

    // Hardly any reading has a fix, and an empty sequence of its own for each would cost more than its record.
    private static IEnumerable<(string Quantity, string? Unit, double Value)> FixRecords(GnssFix? fix) => fix is null ? [] : PartsOf(fix);

    private static IEnumerable<(string Quantity, string? Unit, double Value)> PartsOf(GnssFix fix)
    {
        yield return ("lat", "deg", fix.Latitude);
        yield return ("lon", "deg", fix.Longitude);
        if (fix.AltitudeMetres is { } altitude)
        {
            yield return ("alt", "m", altitude);
        }

        if (fix.HeadingDegrees is { } heading)
        {
            yield return ("heading", "deg", heading);
        }

        if (fix.Satellites is { } satellites)
        {
            yield return ("satellites", null, satellites);
        }

        if (fix.Hdop is { } hdop)
        {
            yield return ("hdop", null, hdop);
        }
    }

    private static void Write(CborWriter writer, SenmlRecord record)
    {
        var fields = 1
            + (record.Unit is null ? 0 : 1) + (record.Value is null ? 0 : 1) + (record.Text is null ? 0 : 1)
            + (record.Time is null ? 0 : 1) + (record.BaseName is null ? 0 : 3);
        writer.WriteStartMap(fields);
        writer.WriteInt32(SenmlLabels.Name);
        writer.WriteTextString(record.Name!);
        if (record.Unit is { } unit)
        {
            writer.WriteInt32(SenmlLabels.Unit);
            writer.WriteTextString(unit);
        }

        if (record.Value is { } value)
        {
            writer.WriteInt32(SenmlLabels.Value);
            writer.WriteDouble(value);
        }

        if (record.Text is { } text)
        {
            writer.WriteInt32(SenmlLabels.Text);
            writer.WriteTextString(text);
        }

        if (record.Time is { } time)
        {
            writer.WriteInt32(SenmlLabels.Time);
            writer.WriteDouble(time);
        }

        if (record.BaseName is { } baseName)
        {
            writer.WriteInt32(SenmlLabels.BaseVersion);
            writer.WriteInt32(record.BaseVersion!.Value);
            writer.WriteInt32(SenmlLabels.BaseName);
            writer.WriteTextString(baseName);
            writer.WriteInt32(SenmlLabels.BaseTime);
            writer.WriteDouble(record.BaseTime!.Value);
        }

        writer.WriteEndMap();
    }

    private static long Micros(in StoredReading reading) =>
        (reading.At.At.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>A block may come from a newer agent that knew more faults.</summary>
    private static string FaultName(DeviceFault fault) => Enum.IsDefined(fault) ? fault.Name() : $"fault-{(int)fault}";
}
