using System.Buffers.Binary;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// Reads what can be read of a damaged file, without LiteDB, which damage leads astray: the documents of its whole pages, and
/// then byte by byte, for a record of up to one page stands in one piece and carries its own checksum.
/// </summary>
/// <param name="path">Of the file, closed.</param>
/// <param name="gateway">Whose.</param>
/// <param name="epoch">From its name.</param>
internal sealed class Salvage(string path, GatewayId gateway, string epoch)
{
    // As LiteDB's documents have it (bsonspec.org): "_id" as an int64, "r" as binary of the generic kind.
    private static readonly byte[] IdField = [0x12, (byte)'_', (byte)'i', (byte)'d', 0];
    private static readonly byte[] ContentField = [0x05, (byte)'r', 0];

    private readonly SortedDictionary<long, OutboxRecord> _records = [];
    private LaneHead? _head;

    /// <summary>Everything that is whole.</summary>
    public Salvaged Run()
    {
        ReadPages();
        Hunt(path);
        Hunt(JournaledStream.JournalOf(path));
        foreach (var commit in LaneTail.Salvage(LaneTail.TailOf(path)))
        {
            Take(commit.Head);
            foreach (var (sequence, bytes) in commit.Records)
            {
                Take(sequence, bytes);
            }
        }

        return new Salvaged(_head, [.. _records.Values]);
    }

    private void ReadPages()
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var file = new JournaledStream(path, readOnly: true);
        foreach (var document in DataPages.Documents(file))
        {
            if (document.AsSpan().IndexOf(IdField) is >= 0 and var at)
            {
                TakeDocument(document.AsSpan(at + IdField.Length));
            }
        }
    }

    private void Hunt(string file)
    {
        if (!File.Exists(file))
        {
            return;
        }

        var bytes = File.ReadAllBytes(file).AsSpan();
        for (var at = bytes.IndexOf(IdField); at >= 0;)
        {
            TakeDocument(bytes[(at + IdField.Length)..]);
            var next = bytes[(at + 1)..].IndexOf(IdField);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private void TakeDocument(ReadOnlySpan<byte> rest)
    {
        const int frame = sizeof(long) + 3 + sizeof(int) + 1;
        if (rest.Length < frame || !rest[sizeof(long)..].StartsWith(ContentField))
        {
            return;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(rest[(sizeof(long) + ContentField.Length)..]);
        if (length < 0 || length > rest.Length - frame)
        {
            return;
        }

        var content = rest.Slice(frame, length).ToArray();
        var sequence = BinaryPrimitives.ReadInt64LittleEndian(rest);
        if (sequence != 0)
        {
            Take(sequence, content);
        }
        else if (RecordCodec.TryDecodeHead(content, out var head) is null)
        {
            Take(head!);
        }
    }

    // Old versions of the head may stand about: the newest counts.
    private void Take(LaneHead head)
    {
        if (head.Epoch == epoch && (_head is null || head.LastSequence >= _head.LastSequence && head.RemovedThrough >= _head.RemovedThrough))
        {
            _head = head;
        }
    }

    private void Take(long sequence, byte[] bytes)
    {
        if (RecordCodec.TryDecode(bytes, gateway, epoch, out var record) is null && record!.Identity.Sequence == sequence)
        {
            _records.TryAdd(sequence, record);
        }
    }
}

/// <summary>What was found in a damaged file.</summary>
/// <param name="Head">The newest that was found, which need not be the last that was written; null when there was none.</param>
/// <param name="Records">In order of their sequences.</param>
internal sealed record Salvaged(LaneHead? Head, IReadOnlyList<OutboxRecord> Records);
