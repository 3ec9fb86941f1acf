using System.Buffers.Binary;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The sectors of a tail's file. Each carries its own checksum, free ones too, so that a sector which was zeroed, cut
/// off or damaged is never taken for a free one.
/// <code>
/// CRC-32C 4 | generation 4 | piece 2 | pieces of the commit 2 | length 2 | content ≤ 498        little-endian
/// </code>
/// A commit's content, put together from its pieces: the head, as <see cref="RecordCodec"/> has it, and
/// ( sequence 8 | length 4 | record )*. The commits of a generation stand one behind the other from the first sector on.
/// When there is no room for the next, the generation ends and another begins at the first sector.
/// </summary>
internal static class TailSectors
{
    public const int Count = 256;

    public const int FileLength = Count * SectorFile.Sector;

    private const int Header = 14;
    private const int Content = SectorFile.Sector - Header;

    /// <summary>A file of which nothing is used.</summary>
    public static byte[] Free()
    {
        var bytes = new byte[FileLength];
        for (var at = 0; at < bytes.Length; at += SectorFile.Sector)
        {
            Seal(bytes.AsSpan(at, SectorFile.Sector), generation: 0, piece: 0, pieces: 0, length: 0);
        }

        return bytes;
    }

    /// <summary>The sectors of one commit.</summary>
    public static byte[] Encode(uint generation, LaneHead head, IReadOnlyList<StoredRecord> records)
    {
        var content = ContentOf(head, records);
        var pieces = (content.Length + Content - 1) / Content;
        var bytes = new byte[pieces * SectorFile.Sector];
        for (var piece = 0; piece < pieces; piece++)
        {
            var sector = bytes.AsSpan(piece * SectorFile.Sector, SectorFile.Sector);
            var part = content.AsSpan(piece * Content, Math.Min(Content, content.Length - (piece * Content)));
            part.CopyTo(sector[Header..]);
            Seal(sector, generation, piece, pieces, part.Length);
        }

        return bytes;
    }

    /// <summary>Reads whatever is whole.</summary>
    public static TailContent Decode(byte[] bytes)
    {
        var sectors = bytes.Chunk(SectorFile.Sector).Select(Open).ToList();
        var damage = bytes.Length != FileLength ? $"its tail has {bytes.Length} bytes in place of {FileLength}"
            : sectors.IndexOf(null) is >= 0 and var bad ? $"sector {bad} of its tail does not match its checksum"
            : null;
        var commits = new List<TailCommit>();
        for (var i = 0; i < sectors.Count;)
        {
            if (CommitAt(sectors, i) is { } commit)
            {
                commits.Add(commit);
                i += commit.Sectors;
            }
            else
            {
                i++;
            }
        }

        return new TailContent(damage, sectors.Max(sector => sector?.Generation) ?? 0, commits, [.. sectors.Select(sector => sector?.Generation ?? 0)]);
    }

    private static byte[] ContentOf(LaneHead head, IReadOnlyList<StoredRecord> records)
    {
        var encoded = RecordCodec.EncodeHead(head);
        var bytes = new byte[encoded.Length + records.Sum(record => sizeof(long) + sizeof(int) + record.Bytes.Length)];
        encoded.CopyTo(bytes, 0);
        var at = encoded.Length;
        foreach (var (sequence, record) in records)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), sequence);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + sizeof(long)), record.Length);
            record.CopyTo(bytes, at + sizeof(long) + sizeof(int));
            at += sizeof(long) + sizeof(int) + record.Length;
        }

        return bytes;
    }

    private static void Seal(Span<byte> sector, uint generation, int piece, int pieces, int length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(sector[4..], generation);
        BinaryPrimitives.WriteUInt16LittleEndian(sector[8..], (ushort)piece);
        BinaryPrimitives.WriteUInt16LittleEndian(sector[10..], (ushort)pieces);
        BinaryPrimitives.WriteUInt16LittleEndian(sector[12..], (ushort)length);
        BinaryPrimitives.WriteUInt32LittleEndian(sector, Crc32C.Of(sector[4..]));
    }

    private static OpenSector? Open(byte[] sector) =>
        sector.Length == SectorFile.Sector && BinaryPrimitives.ReadUInt32LittleEndian(sector) == Crc32C.Of(sector.AsSpan(4))
            ? new OpenSector(
                BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(4)),
                BinaryPrimitives.ReadUInt16LittleEndian(sector.AsSpan(8)),
                BinaryPrimitives.ReadUInt16LittleEndian(sector.AsSpan(10)),
                sector.AsMemory(Header, Math.Min(Content, (int)BinaryPrimitives.ReadUInt16LittleEndian(sector.AsSpan(12)))))
            : null;

    private static TailCommit? CommitAt(List<OpenSector?> sectors, int at)
    {
        if (sectors[at] is not { Piece: 0, Pieces: > 0 } first || at + first.Pieces > sectors.Count)
        {
            return null;
        }

        var content = new List<byte>();
        for (var piece = 0; piece < first.Pieces; piece++)
        {
            if (sectors[at + piece] is not { } sector || (sector.Generation, sector.Piece, sector.Pieces) != (first.Generation, piece, first.Pieces))
            {
                return null;
            }

            content.AddRange(sector.Content.Span);
        }

        return Parse([.. content], at, first);
    }

    private static TailCommit? Parse(byte[] content, int at, OpenSector first)
    {
        const int head = 1 + 16 + 8 + 8 + sizeof(uint);
        if (content.Length < head || RecordCodec.TryDecodeHead(content[..head], out var known) is not null)
        {
            return null;
        }

        var records = new List<StoredRecord>();
        for (var i = head; i < content.Length;)
        {
            var length = i + sizeof(long) + sizeof(int) <= content.Length ? BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(i + sizeof(long))) : -1;
            var from = i + sizeof(long) + sizeof(int);
            if (length < 0 || length > content.Length - from)
            {
                return null;
            }

            records.Add(new StoredRecord(BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(i)), content[from..(from + length)]));
            i = from + length;
        }

        return new TailCommit(at, first.Pieces, first.Generation, known!, records);
    }

    private sealed record OpenSector(uint Generation, int Piece, int Pieces, ReadOnlyMemory<byte> Content);
}

/// <summary>A whole commit, as it stands in a tail's file.</summary>
internal sealed record TailCommit(int At, int Sectors, uint Generation, LaneHead Head, IReadOnlyList<StoredRecord> Records);

/// <summary>What stands in a tail's file.</summary>
/// <param name="Damage">In words; null when every sector is whole.</param>
/// <param name="Generation">The newest.</param>
/// <param name="Commits">Whole ones, of any generation, as they stand.</param>
/// <param name="Generations">Of each sector.</param>
internal sealed record TailContent(string? Damage, uint Generation, IReadOnlyList<TailCommit> Commits, IReadOnlyList<uint> Generations);
