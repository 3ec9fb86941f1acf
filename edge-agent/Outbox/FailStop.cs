namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The data file and the log of one LiteDB database, written so that a failing disk can be survived. LiteDB 5.0.20 waits
/// for ever for a write to its log that has failed, so a stream of these never fails: after the first failure nothing is
/// written any more, to either file, as if the power had gone, and <see cref="Check"/> tells. And LiteDB writes to its
/// data file before its log is on the disk: here the log is made safe first, or a power cut in between would leave half
/// a transaction.
/// </summary>
internal sealed class FailStop : IDisposable
{
    private readonly Lock _lock = new();
    private bool _logIsDirty;

    /// <summary>Opens both, and makes what is not there.</summary>
    /// <exception cref="IOException">One of them cannot be opened.</exception>
    public FailStop(string data, string log, bool readOnly)
    {
        Data = new FailStopStream(Open(data, readOnly), this, isLog: false);
        try
        {
            Log = new FailStopStream(Open(log, readOnly), this, isLog: true);
        }
        catch
        {
            Data.Dispose();
            throw;
        }
    }

    public FailStopStream Data { get; }

    public FailStopStream Log { get; }

    /// <summary>The first failure.</summary>
    public Exception? Failure { get; private set; }

    /// <exception cref="IOException">Something could not be written; what was written before stands.</exception>
    public void Check()
    {
        if (Failure is { } failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    /// <summary>Writes, or does nothing after a failure.</summary>
    public void Do(bool isLog, bool syncs, Action write)
    {
        lock (_lock)
        {
            if (Failure is not null)
            {
                return;
            }

            try
            {
                if (!isLog && _logIsDirty)
                {
                    Log.Sync();
                    _logIsDirty = false;
                }

                write();
                _logIsDirty = isLog ? !syncs : _logIsDirty;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                Failure = exception;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Data.Dispose();
        Log.Dispose();
    }

    // Not locked against others: the folder is.
    private static FileStream Open(string path, bool readOnly) => readOnly
        ? new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0)
        : new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}

/// <summary>One of the two.</summary>
internal sealed class FailStopStream(FileStream file, FailStop both, bool isLog) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <summary>Makes it safe, whatever the other one does.</summary>
    public void Sync() => file.Flush(flushToDisk: true);

    public override void Flush() => both.Do(isLog, syncs: true, Sync);

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => both.Do(isLog, syncs: false, () => file.SetLength(value));

    public override void Write(byte[] buffer, int offset, int count) =>
        both.Do(isLog, syncs: false, () => file.Write(buffer, offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
