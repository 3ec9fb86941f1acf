using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGrid.Agent.Outbox;

/// <summary>Why accepted records are gone without having reached the hub.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LossReason>))]
internal enum LossReason
{
    /// <summary>The lane was full: its oldest records went.</summary>
    [JsonStringEnumMemberName("full")] Full = 1,

    /// <summary>A record failed its checksum, or was of a format that this agent does not know.</summary>
    [JsonStringEnumMemberName("damaged-record")] DamagedRecord,

    /// <summary>Sequences that the file should hold are not in it.</summary>
    [JsonStringEnumMemberName("gap")] Gap,

    /// <summary>The file could not be used, and was set aside with all that was in it.</summary>
    [JsonStringEnumMemberName("file-set-aside")] FileSetAside,

    /// <summary>A whole record that this agent cannot make a message of.</summary>
    [JsonStringEnumMemberName("unsendable")] Unsendable,

    /// <summary>A file was deleted from outside, with all that was in it.</summary>
    [JsonStringEnumMemberName("file-missing")] FileMissing,

    /// <summary>The disk took nothing for so long that memory was full.</summary>
    [JsonStringEnumMemberName("memory-full")] MemoryFull,
}

/// <summary>One line of the ledger.</summary>
/// <param name="Lane">Which file.</param>
/// <param name="Epoch">Its life; null when the file could not tell any more.</param>
/// <param name="Sequence">Of the first record; 0 when nobody knows.</param>
/// <param name="Count">How many; 0 when nobody knows.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When it was found out, UTC.</param>
/// <param name="Detail">In words.</param>
internal sealed record LossEntry(Lane Lane, string? Epoch, long Sequence, long Count, LossReason Reason, DateTimeOffset At, string Detail);

/// <summary>
/// What the outbox lost after it had accepted it, one JSON line each in <c>losses.jsonl</c>. It stands outside the
/// lanes' files, because it has to tell of their damage.
/// </summary>
internal sealed class LossLedger(string path)
{
    private const long MaxBytes = 1 << 20;
    private readonly Lock _lock = new();
    private readonly List<LossEntry> _sinceStart = [];
    private readonly List<LossEntry> _unwritten = [];

    /// <summary>What was written since this process started.</summary>
    public IReadOnlyList<LossEntry> SinceStart
    {
        get
        {
            lock (_lock)
            {
                return [.. _sinceStart];
            }
        }
    }

    /// <summary>Writes a line, and returns when it is on the disk; where the disk takes none, <see cref="Flush"/> does it later.</summary>
    /// <returns>Null, or why it is not on the disk.</returns>
    public string? Write(LossEntry entry)
    {
        lock (_lock)
        {
            Add(_sinceStart, entry);
            Add(_unwritten, entry);
            return Flush();
        }
    }

    /// <summary>Writes what the disk did not take before.</summary>
    /// <returns>Null, or why it is still not on the disk.</returns>
    public string? Flush()
    {
        lock (_lock)
        {
            if (_unwritten.Count == 0)
            {
                return null;
            }

            try
            {
                Append(_unwritten);
                _unwritten.Clear();
                return null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return exception.Message;
            }
        }
    }

    private static void Add(List<LossEntry> entries, LossEntry entry)
    {
        entries.Add(entry);
        if (entries.Count > 1000)
        {
            entries.RemoveAt(0);
        }
    }

    private void Append(List<LossEntry> entries)
    {
        // Bounded like everything here: the older half megabyte is kept beside the newer one.
        if (File.Exists(path) && new FileInfo(path).Length > MaxBytes / 2)
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        EndTornLine(stream);
        foreach (var entry in entries)
        {
            JsonSerializer.Serialize(stream, entry, LossJson.Default.LossEntry);
            stream.WriteByte((byte)'\n');
        }

        stream.Flush(flushToDisk: true);
    }

    // The power went in the middle of a line: it must not spoil the next one.
    private static void EndTornLine(FileStream stream)
    {
        if (stream.Length > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            if (stream.ReadByte() != '\n')
            {
                stream.WriteByte((byte)'\n');
            }
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LossEntry))]
internal sealed partial class LossJson : JsonSerializerContext;
