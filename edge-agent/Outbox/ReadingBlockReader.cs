using System.Buffers.Binary;
using System.Text;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Outbox;

/// <summary>A point as a stored block names it: it need not be configured any more.</summary>
internal sealed record StoredPoint(string Device, string Quantity, string Unit);

/// <summary>A reading that comes back from the disk.</summary>
internal readonly record struct StoredReading(StoredPoint Point, Instant At, double Value, DeviceFault Fault, GnssFix? Fix);

/// <summary>Takes apart what <see cref="ReadingBlockBuilder"/> packed. Never throws on what the bytes say.</summary>
internal static class ReadingBlockReader
{
    /// <summary>That a block may claim: as many as an agent has ever put into one.</summary>
    private const int MaxReadings = 5_000;

    /// <summary>The readings in order, or in words why the block cannot be read.</summary>
    public static string? TryRead(ReadOnlySpan<byte> block, out IReadOnlyList<StoredReading> readings)
    {
        readings = [];
        if (block.Length < ReadingBlockBuilder.HeaderLength)
        {
            return $"the block has only {block.Length} bytes";
        }

        if (block[0] != ReadingBlockBuilder.Format)
        {
            return $"the block is of format {block[0]}, and this agent knows {ReadingBlockBuilder.Format}";
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(block[1..]);
        if (count is < 1 or > MaxReadings)
        {
            return $"the block claims {count} readings";
        }

        var cursor = new Cursor(block);
        var found = new List<StoredReading>(count);
        while (found.Count < count && !cursor.Failed)
        {
            found.Add(cursor.ReadReading());
        }

        if (cursor.Failed || !cursor.AtEnd)
        {
            return $"the block breaks off or goes on at reading {found.Count} of {count}";
        }

        readings = found;
        return null;
    }

    /// <summary>Where reading has got to; a step beyond the end is remembered, and gives zeros.</summary>
    private ref struct Cursor(ReadOnlySpan<byte> block)
    {
        private readonly List<(StoredPoint Point, double Last)> _points = [];
        private ReadOnlySpan<byte> _rest = block[ReadingBlockBuilder.HeaderLength..];
        private long _micros = BinaryPrimitives.ReadInt64LittleEndian(block[5..]);
        private long _offsetMs =
            (BinaryPrimitives.ReadInt64LittleEndian(block[5..]) / 1000) - BinaryPrimitives.ReadInt64LittleEndian(block[13..]);

        public bool Failed { get; private set; }

        public readonly bool AtEnd => _rest.IsEmpty;

        public StoredReading ReadReading()
        {
            var head = ReadByte();
            var slot = ReadVarint();
            if ((head & ReadingHead.NewPoint) != 0)
            {
                _points.Add((new StoredPoint(ReadText(), ReadText(), ReadText()), 0));
            }

            if ((head & ReadingHead.SameTime) == 0)
            {
                _micros += ReadSigned();
            }

            if ((head & ReadingHead.ClockJumped) != 0)
            {
                _offsetMs += ReadSigned();
            }

            if (slot >= (ulong)_points.Count || !TryInstant(out var at))
            {
                Failed = true;
                return default;
            }

            return ReadValue((ReadingForm)(head & ReadingHead.FormMask), (int)slot, at);
        }

        private StoredReading ReadValue(ReadingForm form, int slot, Instant at)
        {
            var (point, last) = _points[slot];
            if (form == ReadingForm.Fault)
            {
                return new StoredReading(point, at, 0, (DeviceFault)ReadByte(), null);
            }

            var value = form switch
            {
                ReadingForm.SameValue => last,
                ReadingForm.Single => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float))),
                ReadingForm.Double or ReadingForm.Fix => ReadDouble(),
                _ => Fail(),
            };
            _points[slot] = (point, value);
            return new StoredReading(point, at, value, DeviceFault.None, form == ReadingForm.Fix ? ReadFix() : null);
        }

        private GnssFix ReadFix()
        {
            var parts = ReadByte();
            var latitude = ReadDouble();
            var longitude = ReadDouble();
            DateTimeOffset? at = (parts & FixParts.At) == 0 ? null : ReadTicks();
            double? altitude = (parts & FixParts.Altitude) == 0 ? null : ReadDouble();
            double? speed = (parts & FixParts.Speed) == 0 ? null : ReadDouble();
            double? heading = (parts & FixParts.Heading) == 0 ? null : ReadDouble();
            int? satellites = (parts & FixParts.Satellites) == 0 ? null : (int)ReadSigned();
            double? hdop = (parts & FixParts.Hdop) == 0 ? null : ReadDouble();
            return new GnssFix(at, latitude, longitude, altitude, speed, heading, satellites, hdop);
        }

        private bool TryInstant(out Instant at)
        {
            at = default;
            if (_micros < 0 || _micros > DateTimeOffset.MaxValue.UtcTicks / TimeSpan.TicksPerMicrosecond)
            {
                return false;
            }

            at = new Instant(
                new DateTimeOffset(_micros * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero),
                (_micros / 1000) - _offsetMs);
            return true;
        }

        private DateTimeOffset? ReadTicks()
        {
            var ticks = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
            if (ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
            {
                Failed = true;
                return null;
            }

            return new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        private double Fail()
        {
            Failed = true;
            return 0;
        }

        private byte ReadByte() => Take(1)[0];

        private double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

        private long ReadSigned()
        {
            var raw = ReadVarint();
            return (long)(raw >> 1) ^ -(long)(raw & 1);
        }

        private ulong ReadVarint()
        {
            var value = 0UL;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var b = ReadByte();
                value |= (ulong)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    return value;
                }
            }

            Failed = true;
            return 0;
        }

        private string ReadText()
        {
            var length = ReadVarint();
            return length > (ulong)_rest.Length ? FailText() : Encoding.UTF8.GetString(Take((int)length));
        }

        private string FailText()
        {
            Failed = true;
            return "";
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if (length > _rest.Length)
            {
                Failed = true;
                _rest = [];
                return Zeros[..length];
            }

            var taken = _rest[..length];
            _rest = _rest[length..];
            return taken;
        }

        private static ReadOnlySpan<byte> Zeros => [0, 0, 0, 0, 0, 0, 0, 0];
    }
}
