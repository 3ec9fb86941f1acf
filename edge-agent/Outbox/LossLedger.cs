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

    /// <summary>Writes a line, and returns when it is on the disk.</summary>
    public void Write(LossEntry entry)
    {
        lock (_lock)
        {
            _sinceStart.Add(entry);
            if (_sinceStart.Count > 1000)
            {
                _sinceStart.RemoveAt(0);
            }

            // Bounded like everything here: the older half megabyte is kept beside the newer one.
            if (File.Exists(path) && new FileInfo(path).Length > MaxBytes / 2)
            {
                File.Move(path, path + ".1", overwrite: true);
            }

            using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            JsonSerializer.Serialize(stream, entry, LossJson.Default.LossEntry);
            stream.WriteByte((byte)'\n');
            stream.Flush(flushToDisk: true);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LossEntry))]
internal sealed partial class LossJson : JsonSerializerContext;
