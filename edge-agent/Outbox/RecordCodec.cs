using System.Buffers.Binary;
using System.Text;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The bytes of one stored record. LiteDB has no page checksum and a damaged file may open and hand back anything,
/// so each record says what it is, which it is, and carries a CRC-32C over its epoch and all of it: one of another file,
/// copied to the place of this, is none of this file's records.
/// <code>
/// format 1 | kind 1 | flags 1 (1 simulated, 2–4 quality of the wall clock, one more than the enum, 0 unknown, 8 positions) | sequence 8 | count 4 | wall ticks 8 | monotonic ms 8
/// | boot id (length 1, UTF-8) | alert id (length 1, UTF-8) | payload | CRC-32C 4        all little-endian
/// </code>
/// </summary>
internal static class RecordCodec
{
    /// <summary>The only format so far. A file that a newer agent wrote is refused record by record, and says so.</summary>
    public const byte Format = 1;

    private const int FixedLength = 1 + 1 + 1 + 8 + 4 + 8 + 8;
    private const int CrcLength = 4;
    private const byte SimulatedFlag = 1;
    private const int QualityShift = 1;
    private const int QualityMask = 3;
    private const byte PositionsFlag = 8;

    /// <summary>The bytes to store.</summary>
    public static byte[] Encode(OutboxRecord record)
    {
        var boot = Encoding.UTF8.GetBytes(record.BootId);
        var alert = Encoding.UTF8.GetBytes(record.AlertId ?? "");
        var bytes = new byte[FixedLength + 1 + boot.Length + 1 + alert.Length + record.Payload.Length + CrcLength];
        bytes[0] = Format;
        bytes[1] = (byte)record.Kind;
        bytes[2] = (byte)((record.Simulated ? SimulatedFlag : 0) | (((int?)record.Quality + 1 ?? 0) << QualityShift) | (record.Class == ReadingClass.Position ? PositionsFlag : 0));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(3), record.Identity.Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(11), record.Identity.Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(15), record.AppendedAt.At.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(23), record.AppendedAt.MonotonicMs);
        var at = WriteText(bytes, FixedLength, boot);
        at = WriteText(bytes, at, alert);
        record.Payload.Span.CopyTo(bytes.AsSpan(at));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - CrcLength), Crc(bytes, SeedOf(record.Identity.Epoch)));
        return bytes;
    }

    /// <summary>The record, or in words why these bytes are none.</summary>
    public static string? TryDecode(byte[] bytes, GatewayId gateway, string epoch, out OutboxRecord? record)
    {
        record = null;
        if (CheckFrame(bytes, FixedLength + 2, SeedOf(epoch)) is { } problem)
        {
            return problem;
        }

        var at = FixedLength;
        if (!TryReadText(bytes, ref at, out var boot) || !TryReadText(bytes, ref at, out var alert))
        {
            return "its header is longer than the record";
        }

        var identity = new RecordIdentity(
            gateway,
            epoch,
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(3)),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(11)));
        var appended = new Instant(
            new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(15)), TimeSpan.Zero),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(23)));
        record = new OutboxRecord(
            (RecordKind)bytes[1],
            identity,
            appended,
            boot,
            QualityOf(bytes[2]),
            (bytes[2] & SimulatedFlag) != 0,
            alert.Length == 0 ? null : alert,
            bytes.AsMemory(at, bytes.Length - CrcLength - at))
        {
            Crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - CrcLength)),
            Class = (bytes[2] & PositionsFlag) != 0 ? ReadingClass.Position : ReadingClass.Measurement,
        };
        return null;
    }

    /// <summary>The document that outlives every record, so that an emptied file does not count from 1 again.</summary>
    public static byte[] EncodeHead(LaneHead head)
    {
        var bytes = new byte[1 + 16 + 8 + 8 + CrcLength];
        bytes[0] = Format;
        Convert.FromHexString(head.Epoch).CopyTo(bytes.AsSpan(1));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(17), head.LastSequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(25), head.RemovedThrough);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(33), Crc(bytes));
        return bytes;
    }

    /// <summary>The head, or in words why these bytes are none.</summary>
    public static string? TryDecodeHead(byte[] bytes, out LaneHead? head)
    {
        head = null;
        if (CheckFrame(bytes, 1 + 16 + 8 + 8) is { } problem)
        {
            return problem;
        }

        head = new LaneHead(
            Convert.ToHexStringLower(bytes.AsSpan(1, 16)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(17)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(25)));
        return null;
    }

    private static ClockQuality? QualityOf(byte flags) =>
        ((flags >> QualityShift) & QualityMask) is > 0 and var quality ? (ClockQuality)(quality - 1) : null;

    private static uint SeedOf(string epoch) => Crc32C.Of(Encoding.UTF8.GetBytes(epoch));

    private static uint Crc(byte[] bytes, uint seed = 0) => Crc32C.Of(bytes.AsSpan(..^CrcLength), seed);

    private static string? CheckFrame(byte[] bytes, int leastLength, uint seed = 0)
    {
        if (bytes.Length < leastLength + CrcLength)
        {
            return $"it has only {bytes.Length} bytes";
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - CrcLength)) != Crc(bytes, seed))
        {
            return "its checksum does not match";
        }

        return bytes[0] == Format ? null : $"it is of format {bytes[0]}, and this agent knows {Format}";
    }

    private static int WriteText(byte[] bytes, int at, byte[] text)
    {
        bytes[at] = checked((byte)text.Length);
        text.CopyTo(bytes.AsSpan(at + 1));
        return at + 1 + text.Length;
    }

    private static bool TryReadText(byte[] bytes, ref int at, out string text)
    {
        var end = at + 1 + bytes[at];
        if (end >= bytes.Length - CrcLength + 1)
        {
            text = "";
            return false;
        }

        text = Encoding.UTF8.GetString(bytes.AsSpan(at + 1, bytes[at]));
        at = end;
        return true;
    }
}

/// <summary>What a lane's file knows beside its records.</summary>
/// <param name="Epoch">The life of this file.</param>
/// <param name="LastSequence">The highest ever appended.</param>
/// <param name="RemovedThrough">Everything up to this was removed on purpose: records leave from the front only, so that a gap behind it is damage.</param>
internal sealed record LaneHead(string Epoch, long LastSequence, long RemovedThrough);
