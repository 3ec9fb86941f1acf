using System.Buffers.Binary;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// A LiteDB data file that is whole after a power cut and survives a failing disk. LiteDB's own log is neither: its pages
/// carry no checksum, so that half of a transaction passes for one, and version 5.0.20 waits for ever for a write to it
/// that has failed. So its log is kept in memory, and what it writes to its data file is gathered here until it flushes.
/// Then all pages go into a journal with a checksum, and when that is on the disk, into the file:
/// <code>
/// "EGJ1" | pages 4 | ( position 8 | page 8192 ) × pages | CRC-32C 4        little-endian
/// </code>
/// Each page carries its checksum, too (<see cref="PageSeal"/>). A journal that is whole is written into the file when it is opened, once more if need be; any other was never begun.
/// After the first failure nothing is written any more, as if the power had gone, and <see cref="Check"/> tells.
/// </summary>
internal sealed class JournaledStream : Stream
{
    /// <summary>Bytes of a page.</summary>
    public const int Page = 8192;
    private const int Header = 8;
    private const int Entry = sizeof(long) + Page;

    private readonly string _journalPath;
    private readonly FileStream _file;
    private readonly SortedDictionary<long, byte[]> _pages = [];
    private readonly Action<long> _wrote;
    private readonly bool _readOnly;
    private FileStream? _journal;
    private Exception? _unapplied;
    private long _length;

    /// <summary>Opens a file, or makes it, and finishes what a power cut interrupted.</summary>
    /// <param name="path">Of the data file.</param>
    /// <param name="readOnly">Leaves both files as they are: what the journal holds is only seen.</param>
    /// <param name="wrote">Told of bytes that were written.</param>
    /// <exception cref="IOException">It cannot be opened or written.</exception>
    public JournaledStream(string path, bool readOnly, Action<long>? wrote = null)
    {
        (_journalPath, _readOnly, _wrote) = (JournalOf(path), readOnly, wrote ?? (_ => { }));
        _file = Open(path, readOnly ? FileMode.Open : FileMode.OpenOrCreate, readOnly);
        try
        {
            Replay();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The first failure.</summary>
    public Exception? Failure { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position { get; set; }

    /// <summary>The journal of a data file.</summary>
    public static string JournalOf(string path) => Path.ChangeExtension(path, ".journal");

    /// <exception cref="IOException">Something could not be written; what was flushed before stands.</exception>
    public void Check()
    {
        if (Failure is { } failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    /// <exception cref="IOException">Something stands in the journal alone.</exception>
    public void CheckApplied()
    {
        Failure ??= _unapplied;
        Check();
    }

    /// <summary>
    /// All that was written is on the disk, or nothing of it, and then <see cref="Failure"/> says why. It is there as soon as
    /// the journal is: when the file itself cannot be written then, it is finished at the next opening, and nobody is told
    /// that it failed, who would store it a second time. Only the next flush fails.
    /// </summary>
    public override void Flush()
    {
        Failure ??= _unapplied;
        if (_pages.Count == 0 || Failure is not null || _readOnly)
        {
            return;
        }

        Failure = Try(WriteJournal);
        if (Failure is not null)
        {
            // It may be whole all the same, where only the sync has failed.
            Try(SpoilJournal);
            return;
        }

        _unapplied = Try(Apply);
        if (_unapplied is null)
        {
            _pages.Clear();
        }
    }

    /// <summary>A page that is damaged is not read: LiteDB must not see it.</summary>
    /// <exception cref="LaneDamagedException">One is.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var wanted = (int)Math.Max(0, Math.Min(count, _length - Position));
        for (var done = 0; done < wanted;)
        {
            var from = (int)(Position % Page);
            var part = Math.Min(Page - from, wanted - done);
            var into = buffer.AsSpan(offset + done, part);
            var page = part == Page ? into : new byte[Page];
            if (!TryReadPage(Position / Page, page))
            {
                throw new LaneDamagedException($"page {Position / Page} is damaged");
            }

            if (part < Page)
            {
                page.Slice(from, part).CopyTo(into);
            }

            done += part;
            Position += part;
        }

        return wanted;
    }

    /// <summary>Reads a page as it was written. False when it is damaged, or not there.</summary>
    /// <param name="number">From 0.</param>
    /// <param name="page">Gets it; of the size of a page.</param>
    public bool TryReadPage(long number, Span<byte> page)
    {
        if (_pages.TryGetValue(number * Page, out var written))
        {
            written.CopyTo(page);
            return PageSeal.TryTake(page, number);
        }

        for (var done = 0; done < Page;)
        {
            var read = RandomAccess.Read(_file.SafeFileHandle, page[done..], (number * Page) + done);
            if (read == 0)
            {
                return false;
            }

            done += read;
        }

        return PageSeal.TryTake(page, number);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (count != Page || Position % Page != 0)
        {
            throw new NotSupportedException($"LiteDB writes pages of {Page} bytes, and this is one of {count} at {Position}.");
        }

        var page = buffer.AsSpan(offset, count).ToArray();
        PageSeal.Put(page, Position / Page);
        _pages[Position] = page;
        Position += count;
        _length = Math.Max(_length, Position);
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => _length + offset,
    };

    /// <summary>LiteDB cuts off a page that is not whole; here it is only not seen, and written over.</summary>
    public override void SetLength(long value) => _length = value;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _journal?.Dispose();
            _file.Dispose();
            if (_journal is not null && Failure is null && _unapplied is null)
            {
                // The file has all of it.
                File.Delete(_journalPath);
            }
        }

        base.Dispose(disposing);
    }

    // Not locked against others: the folder is.
    private static FileStream Open(string path, FileMode mode, bool readOnly) =>
        new(path, mode, readOnly ? FileAccess.Read : FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static Exception? Try(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception;
        }
    }

    private static IEnumerable<(long Position, byte[] Bytes)> ReadJournal(string path)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (bytes.Length < Header || !bytes.AsSpan().StartsWith("EGJ1"u8))
        {
            return [];
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        var end = Header + ((long)count * Entry);
        return count > 0 && end + sizeof(uint) <= bytes.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)end)) == Crc32C.Of(bytes.AsSpan(0, (int)end))
                ? Enumerable.Range(0, count).Select(i => Header + (i * Entry)).Select(at => (
                    BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)), bytes.AsSpan(at + sizeof(long), Page).ToArray()))
                : [];
    }

    private void Replay()
    {
        foreach (var (position, bytes) in ReadJournal(_journalPath))
        {
            _pages[position] = bytes;
        }

        if (!_readOnly && _pages.Count > 0)
        {
            // Not through the journal once more: torn now, it would take with it what is half in the file.
            Apply();
            _pages.Clear();
        }

        _length = Math.Max(_file.Length, _pages.Keys.DefaultIfEmpty(-Page).Max() + Page);
    }

    private void WriteJournal()
    {
        var bytes = new byte[Header + (_pages.Count * Entry) + sizeof(uint)];
        "EGJ1"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), _pages.Count);
        var at = Header;
        foreach (var (position, page) in _pages)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), position);
            page.CopyTo(bytes.AsSpan(at + sizeof(long)));
            at += Entry;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), Crc32C.Of(bytes.AsSpan(0, at)));
        var isNew = _journal is null;
        _journal ??= Open(_journalPath, FileMode.OpenOrCreate, readOnly: false);
        RandomAccess.Write(_journal.SafeFileHandle, bytes, 0);
        _wrote(bytes.Length);
        RandomAccess.FlushToDisk(_journal.SafeFileHandle);
        if (isNew)
        {
            // Its name, too, must be there after a power cut.
            DurableFolder.Sync(Path.GetDirectoryName(_journalPath)!);
        }
    }

    private void SpoilJournal()
    {
        if (_journal is not null)
        {
            RandomAccess.Write(_journal.SafeFileHandle, new byte[Header], 0);
            RandomAccess.FlushToDisk(_journal.SafeFileHandle);
        }
    }

    private void Apply()
    {
        foreach (var (position, page) in _pages)
        {
            RandomAccess.Write(_file.SafeFileHandle, page, position);
            _wrote(Page);
        }

        RandomAccess.FlushToDisk(_file.SafeFileHandle);
    }
}
