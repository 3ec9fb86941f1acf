using System.Diagnostics.Metrics;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Health;

/// <summary>
/// What the outbox writes to its disk: an SD card wears by it. Offered as metrics of the meter <see cref="MeterName"/>,
/// by the semantic conventions of OpenTelemetry, and in the gateway's status.
/// </summary>
internal sealed class DiskWear : IDisposable
{
    public const string MeterName = "EdgeGrid.Agent";

    /// <summary>Before that a day is not told: what an agent writes when it starts is not what it goes on writing.</summary>
    internal static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private long _written;
    private long _forReadings;
    private long _readings;

    public DiskWear(GatewayId gateway, TimeProvider time)
    {
        (_time, _startedAt) = (time, time.GetTimestamp());
        _meter = new Meter(new MeterOptions(MeterName) { Tags = [new("edgegrid.gateway", gateway.ToString())] });
        _meter.CreateObservableCounter("edgegrid.outbox.disk.written", () => Written, "By", "Bytes written to the outbox's files, journals included.");
        _meter.CreateObservableCounter("edgegrid.outbox.readings.stored", () => Readings, "{reading}", "Readings committed to the outbox.");
        _meter.CreateObservableGauge("edgegrid.outbox.disk.written_per_reading", () => Measured(BytesForAReading), "By", "Bytes written for each reading stored.");
        _meter.CreateObservableGauge("edgegrid.outbox.disk.written_per_day", () => Measured(WrittenADayBytes), "By", "Bytes written in a day, if it goes on as since the start.");
    }

    /// <summary>Bytes since the start.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Stored since the start.</summary>
    public long Readings => Interlocked.Read(ref _readings);

    /// <summary>Bytes written to the files of readings for each that was stored; null before the first.</summary>
    public double? BytesForAReading => Readings is > 0 and var readings
        ? Math.Round(Interlocked.Read(ref _forReadings) / (double)readings, 1)
        : null;

    /// <summary>Bytes in a day, if it goes on as since the start; null in the first ten minutes.</summary>
    public long? WrittenADayBytes => _time.GetElapsedTime(_startedAt) is var since && since >= Settled
        ? (long)(Written * (TimeSpan.FromDays(1) / since))
        : null;

    /// <summary>For the gateway's status.</summary>
    public DiskStatus Status => new(Written, BytesForAReading, WrittenADayBytes);

    /// <summary>So many bytes were handed to the kernel.</summary>
    public void Wrote(long bytes) => Interlocked.Add(ref _written, bytes);

    /// <summary>So many, for readings.</summary>
    public void WroteForReadings(long bytes)
    {
        Wrote(bytes);
        Interlocked.Add(ref _forReadings, bytes);
    }

    /// <summary>So many readings are on the disk.</summary>
    public void Stored(long readings) => Interlocked.Add(ref _readings, readings);

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<double>> Measured(double? value) => value is { } known ? [new Measurement<double>(known)] : [];
}
