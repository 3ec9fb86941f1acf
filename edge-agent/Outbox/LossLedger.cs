using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// What the outbox lost after it had accepted it, one JSON line each in <c>losses.jsonl</c>. It stands outside the
/// lanes' files, because it has to tell of their damage. The hub is told too, as soon as there is a lane to tell it through.
/// </summary>
internal sealed class LossLedger(string path, Action<long>? wrote = null)
{
    private const long MaxBytes = 1 << 20;
    private readonly Lock _lock = new();
    private readonly List<Loss> _sinceStart = [];
    private readonly List<Loss> _unwritten = [];
    private readonly List<Loss> _untold = [];

    /// <summary>What was written since this process started.</summary>
    public IReadOnlyList<Loss> SinceStart
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
    public string? Write(Loss entry)
    {
        lock (_lock)
        {
            Add(_sinceStart, entry);
            Add(_unwritten, entry);
            Add(_untold, entry);
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

    /// <summary>Hands each line that the hub has not been told to <paramref name="tell"/>, once.</summary>
    public void Tell(Action<Loss> tell)
    {
        while (FirstUntold() is { } entry)
        {
            // Not under the lock: telling may itself lose something.
            tell(entry);
            lock (_lock)
            {
                _untold.Remove(entry);
            }
        }
    }

    private Loss? FirstUntold()
    {
        lock (_lock)
        {
            return _untold.Count == 0 ? null : _untold[0];
        }
    }

    private static void Add(List<Loss> entries, Loss entry)
    {
        entries.Add(entry);
        if (entries.Count > 1000)
        {
            entries.RemoveAt(0);
        }
    }

    private void Append(List<Loss> entries)
    {
        // Bounded like everything here: the older half megabyte is kept beside the newer one.
        if (File.Exists(path) && new FileInfo(path).Length > MaxBytes / 2)
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var before = stream.Length;
        EndTornLine(stream);
        foreach (var entry in entries)
        {
            JsonSerializer.Serialize(stream, entry, WireJson.Wire.Loss);
            stream.WriteByte((byte)'\n');
        }

        stream.Flush(flushToDisk: true);
        wrote?.Invoke(stream.Length - before);
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
