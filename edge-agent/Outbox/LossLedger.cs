using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// What the outbox lost after it had accepted it, one JSON line each in <c>losses.jsonl</c>. It stands outside the
/// lanes' files, because it has to tell of their damage. The hub is told too, as soon as there is a lane to tell it
/// through; until then a line stands in <c>losses-untold.jsonl</c> as well, for an agent that starts in between.
/// </summary>
internal sealed class LossLedger
{
    private const long MaxBytes = 1 << 20;
    private const int Remembered = 1000;

    private readonly string _path;
    private readonly string _untoldPath;
    private readonly Action<long> _wrote;
    private readonly Lock _lock = new();
    private readonly List<Loss> _sinceStart = [];
    private readonly List<Loss> _unwritten = [];
    private readonly List<Loss> _untold;

    /// <param name="folder">Of the outbox; it need not be there yet.</param>
    /// <param name="wrote">Told of bytes that were written.</param>
    public LossLedger(string folder, Action<long> wrote)
    {
        (_path, _untoldPath, _wrote) = (Path.Combine(folder, "losses.jsonl"), Path.Combine(folder, "losses-untold.jsonl"), wrote);
        _untold = [.. ReadLines(_untoldPath).TakeLast(Remembered)];
    }

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
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return exception.Message;
            }

            KeepUntold(_unwritten);
            _unwritten.Clear();
            return null;
        }
    }

    /// <summary>
    /// Hands each line that the hub has not been told to <paramref name="tell"/>. Once, unless the power goes meanwhile:
    /// then rather twice than never.
    /// </summary>
    public void Tell(Action<Loss> tell)
    {
        while (FirstUntold() is { } entry)
        {
            // Not under the lock: telling may itself lose something.
            tell(entry);
            lock (_lock)
            {
                _untold.Remove(entry);
                ForgetTold();
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
        if (entries.Count > Remembered)
        {
            entries.RemoveAt(0);
        }
    }

    private static IEnumerable<Loss> ReadLines(string file)
    {
        try
        {
            return [.. File.ReadLines(file).Select(Parse).OfType<Loss>()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // None, or a disk that gives nothing: what is in the ledger stands there all the same.
            return [];
        }
    }

    private static Loss? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, WireJson.Wire.Loss);
        }
        catch (JsonException)
        {
            // Torn, or damaged.
            return null;
        }
    }

    private void Append(List<Loss> entries)
    {
        // Bounded like everything here: the older half megabyte is kept beside the newer one.
        if (File.Exists(_path) && new FileInfo(_path).Length > MaxBytes / 2)
        {
            File.Move(_path, _path + ".1", overwrite: true);
        }

        AppendTo(_path, entries);
    }

    private void KeepUntold(List<Loss> entries)
    {
        try
        {
            AppendTo(_untoldPath, entries);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // They are in the ledger, which must not have them twice; the hub hears of them if this process lives.
            return;
        }
    }

    private void ForgetTold()
    {
        if (_untold.Count > 0)
        {
            return;
        }

        try
        {
            File.Delete(_untoldPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then they are told once more after the next start: rather twice than never.
            return;
        }
    }

    private void AppendTo(string file, List<Loss> entries)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var before = stream.Length;
        EndTornLine(stream);
        foreach (var entry in entries)
        {
            JsonSerializer.Serialize(stream, entry, WireJson.Wire.Loss);
            stream.WriteByte((byte)'\n');
        }

        stream.Flush(flushToDisk: true);
        _wrote(stream.Length - before);
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
