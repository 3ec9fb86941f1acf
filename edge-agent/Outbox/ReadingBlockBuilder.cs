using System.Buffers.Binary;
using System.Text;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// Packs consecutive readings into one block, because LiteDB's documents are expensive and their bytes are cheap.
/// A reading takes about 10 bytes; nothing is allocated for one.
/// <code>
/// format 1 | count 4 | base wall µs 8 | base monotonic ms 8 | readings                     fixed numbers little-endian
/// reading = head 1 | point varint | [device, quantity, unit: length varint, UTF-8]         when the point is new here
///           | [µs since the reading before, zigzag varint]                                 unless at the same time
///           | [change of (wall ms − monotonic ms), zigzag varint]                          when a clock jumped
///           | value by form
/// </code>
/// A block names its points itself, so that it outlives the configuration that made it.
/// </summary>
internal sealed class ReadingBlockBuilder
{
    /// <summary>
    /// The publisher sends a block as one message, and an alert waits behind at most one: 1,000 readings are about 40 KB on
    /// the wire. No buffer on their way is a large object, which the garbage collector would give back late.
    /// </summary>
    public const int MaxReadings = 1_000;

    /// <summary>Of <see cref="ReadingBlockReader"/> too.</summary>
    public const byte Format = 1;

    /// <summary>Bytes before the first reading.</summary>
    public const int HeaderLength = 1 + 4 + 8 + 8;

    private const int MaxBytes = 16 * 1024;

    /// <summary>The names of a device, of its part and of a quantity, and a unit at their longest, a fix, and the numbers.</summary>
    private const int LargestReading = 512;

    private readonly byte[] _bytes = new byte[MaxBytes + LargestReading];
    private PointState[] _points = new PointState[16];
    private int _generation = 1;
    private int _pointsUsed;
    private int _length;
    private long _micros;
    private long _offsetMs;

    /// <summary>Readings in the block so far.</summary>
    public int Count { get; private set; }

    /// <summary>True when the next reading belongs to the next block.</summary>
    public bool IsFull => Count >= MaxReadings || _length >= MaxBytes;

    /// <summary>The instant of the first reading.</summary>
    public Instant First { get; private set; }

    /// <summary>Takes a reading.</summary>
    public void Add(in Reading reading)
    {
        if (Count == 0)
        {
            Begin(reading.At);
        }

        ref var point = ref PointOf(reading.Point.Index);
        var isNew = point.Generation != _generation;
        if (isNew)
        {
            point = new PointState(_generation, _pointsUsed++, null);
        }

        WriteReading(reading, ref point, isNew);
        Count++;
    }

    /// <summary>The block's bytes; the builder is empty again.</summary>
    public byte[] Seal()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(1), Count);
        var block = _bytes.AsSpan(0, _length).ToArray();
        Count = 0;
        _length = 0;
        _pointsUsed = 0;
        _generation++;
        return block;
    }

    private void Begin(Instant at)
    {
        First = at;
        _micros = at.At.UtcTicks / TimeSpan.TicksPerMicrosecond;
        _offsetMs = (_micros / 1000) - at.MonotonicMs;
        _bytes[0] = Format;
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(5), _micros);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(13), at.MonotonicMs);
        _length = HeaderLength;
    }

    private ref PointState PointOf(int index)
    {
        if (index >= _points.Length)
        {
            Array.Resize(ref _points, Math.Max(index + 1, _points.Length * 2));
        }

        return ref _points[index];
    }

    private void WriteReading(in Reading reading, ref PointState point, bool isNew)
    {
        var micros = reading.At.At.UtcTicks / TimeSpan.TicksPerMicrosecond;
        var offset = (micros / 1000) - reading.At.MonotonicMs;

        // Both clocks are cut to milliseconds, so a difference of 1 is rounding and not a jump.
        var jumped = Math.Abs(offset - _offsetMs) > 1;
        var form = FormOf(reading, point.Last);
        var head = (byte)form
            | (isNew ? ReadingHead.NewPoint : 0)
            | (micros == _micros ? ReadingHead.SameTime : 0)
            | (jumped ? ReadingHead.ClockJumped : 0);
        _bytes[_length++] = (byte)head;
        WriteVarint((ulong)point.Slot);
        if (isNew)
        {
            WriteText(reading.Point.Device.Name);
            WriteText(reading.Point.Quantity.Name());
            WriteText(reading.Point.Quantity.Unit());
        }

        if (micros != _micros)
        {
            WriteSigned(micros - _micros);
            _micros = micros;
        }

        if (jumped)
        {
            WriteSigned(offset - _offsetMs);
            _offsetMs = offset;
        }

        WriteValue(form, reading);
        if (form is not ReadingForm.Fault)
        {
            point.Last = reading.Value;
        }
    }

    private static ReadingForm FormOf(in Reading reading, double? last)
    {
        // A driver never gives NaN; if one did, the hub would refuse the whole batch for it.
        if (!reading.IsGood || !double.IsFinite(reading.Value))
        {
            return ReadingForm.Fault;
        }

        if (reading.Detail is GnssFix fix && fix.IsFinite())
        {
            return ReadingForm.Fix;
        }

        if (last is { } same && reading.Value.Equals(same))
        {
            return ReadingForm.SameValue;
        }

        return ((double)(float)reading.Value).Equals(reading.Value) ? ReadingForm.Single : ReadingForm.Double;
    }

    private void WriteValue(ReadingForm form, in Reading reading)
    {
        switch (form)
        {
            case ReadingForm.Single:
                BinaryPrimitives.WriteSingleLittleEndian(_bytes.AsSpan(_length), (float)reading.Value);
                _length += sizeof(float);
                break;
            case ReadingForm.Double:
                WriteDouble(reading.Value);
                break;
            case ReadingForm.Fault:
                _bytes[_length++] = (byte)(reading.IsGood ? DeviceFault.OutOfRange : reading.Fault);
                break;
            case ReadingForm.Fix:
                WriteDouble(reading.Value);
                WriteFix((GnssFix)reading.Detail!);
                break;
            default:
                break;
        }
    }

    private void WriteFix(GnssFix fix)
    {
        var flags = (fix.At is null ? 0 : FixParts.At)
            | (fix.AltitudeMetres is null ? 0 : FixParts.Altitude)
            | (fix.SpeedMetresPerSecond is null ? 0 : FixParts.Speed)
            | (fix.HeadingDegrees is null ? 0 : FixParts.Heading)
            | (fix.Satellites is null ? 0 : FixParts.Satellites)
            | (fix.Hdop is null ? 0 : FixParts.Hdop);
        _bytes[_length++] = (byte)flags;
        WriteDouble(fix.Latitude);
        WriteDouble(fix.Longitude);
        if (fix.At is { } at)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_length), at.UtcTicks);
            _length += sizeof(long);
        }

        WriteOptional(fix.AltitudeMetres);
        WriteOptional(fix.SpeedMetresPerSecond);
        WriteOptional(fix.HeadingDegrees);
        if (fix.Satellites is { } satellites)
        {
            WriteSigned(satellites);
        }

        WriteOptional(fix.Hdop);
    }

    private void WriteOptional(double? value)
    {
        if (value is { } number)
        {
            WriteDouble(number);
        }
    }

    private void WriteDouble(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(_length), value);
        _length += sizeof(double);
    }

    private void WriteSigned(long value) => WriteVarint((ulong)((value << 1) ^ (value >> 63)));

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes[_length++] = (byte)(value | 0x80);
        }

        _bytes[_length++] = (byte)value;
    }

    private void WriteText(string text)
    {
        WriteVarint((ulong)Encoding.UTF8.GetByteCount(text));
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
    }

    /// <param name="Generation">Of the block that knows the point.</param>
    /// <param name="Slot">Its number in that block.</param>
    /// <param name="Last">Its last value in that block.</param>
    private record struct PointState(int Generation, int Slot, double? Last);
}

/// <summary>How a value is written: the low bits of a reading's head.</summary>
internal enum ReadingForm
{
    /// <summary>As the last of its point: no bytes.</summary>
    SameValue = 0,

    /// <summary>4 bytes hold it exactly.</summary>
    Single = 1,

    /// <summary>8 bytes.</summary>
    Double = 2,

    /// <summary>A <see cref="DeviceFault"/>, 1 byte.</summary>
    Fault = 3,

    /// <summary>8 bytes and a <see cref="GnssFix"/>.</summary>
    Fix = 4,
}

/// <summary>The other bits of a reading's head.</summary>
internal static class ReadingHead
{
    public const int FormMask = 0x07;
    public const int NewPoint = 0x08;
    public const int SameTime = 0x10;
    public const int ClockJumped = 0x20;
}

/// <summary>Which parts of a fix are there.</summary>
internal static class FixParts
{
    public const int At = 0x01;
    public const int Altitude = 0x02;
    public const int Speed = 0x04;
    public const int Heading = 0x08;
    public const int Satellites = 0x10;
    public const int Hdop = 0x20;
}
