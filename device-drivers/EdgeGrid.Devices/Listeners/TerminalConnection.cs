using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Devices.Listeners;

/// <summary>One connected terminal: its socket, and what waits to be sent to it, which is bounded.</summary>
internal sealed class TerminalConnection(Socket socket, IPAddress address, long beganMs) : IDisposable
{
    // Answers are some twenty bytes: whoever leaves so many unread reads none.
    private const int MostPendingBytes = 16 * 1024;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _pending = [];
    private int _pendingBytes;
    private bool _sending;
    private ConnectionEnd? _endAfterSending;
    private ConnectionEnd? _end;
    private int _disposed;

    /// <summary>From where.</summary>
    public IPAddress Address => address;

    /// <summary>Who speaks there, as a technician names it in the configuration; null while nobody has said.</summary>
    public string? Who { get; set; }

    /// <summary>When it began, on the server's clock.</summary>
    public long BeganMs => beganMs;

    /// <summary>When its last sound frame came; null before the first.</summary>
    public long? LastFrameMs { get; set; }

    /// <summary>Bytes since its last sound frame.</summary>
    public long BytesSinceFrame { get; set; }

    /// <summary>Who speaks on it.</summary>
    public TerminalSession? Session { get; set; }

    /// <summary>Held while the session is spoken to.</summary>
    public Lock SessionGate { get; } = new();

    /// <summary>Why it ended, or is about to; the first reason counts.</summary>
    public ConnectionEnd? Ending => _end ?? _endAfterSending;

    /// <summary>When it was asked to end after what is still to be sent; null when it was not.</summary>
    public long? EndingSinceMs { get; private set; }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => socket.ReceiveAsync(buffer, cancellationToken);

    /// <summary>Sends as soon as the terminal reads, in the order of the calls; never waits.</summary>
    public void Send(byte[] frame)
    {
        lock (_gate)
        {
            if (Ending is not null)
            {
                return;
            }

            if (_pendingBytes + frame.Length > MostPendingBytes)
            {
                Close(ConnectionEnd.DoesNotRead);
                return;
            }

            _pending.Enqueue(frame);
            _pendingBytes += frame.Length;
            if (_sending)
            {
                return;
            }

            _sending = true;
        }

        _ = SendPendingAsync();
    }

    /// <summary>Ends it once what waits is sent.</summary>
    public void CloseAfterSending(ConnectionEnd reason, long atMs)
    {
        lock (_gate)
        {
            _endAfterSending ??= reason;
            EndingSinceMs ??= atMs;
            if (!_sending)
            {
                Shutdown();
            }
        }
    }

    /// <summary>Ends it now.</summary>
    public void Close(ConnectionEnd reason)
    {
        lock (_gate)
        {
            _end ??= _endAfterSending ?? reason;
        }

        Dispose();
    }

    /// <summary>Ends it when it is silent for too long, or does not read its last answer.</summary>
    public void CloseIfOverdue(ListenerOptions options, long nowMs)
    {
        if (LastFrameMs is null && nowMs - BeganMs > options.FirstFrame.TotalMilliseconds)
        {
            Close(ConnectionEnd.NoFirstFrame);
        }
        else if (nowMs - (LastFrameMs ?? nowMs) > options.Idle.TotalMilliseconds)
        {
            Close(ConnectionEnd.Idle);
        }
        else if (nowMs - (EndingSinceMs ?? nowMs) > LastWords.TotalMilliseconds)
        {
            Close(ConnectionEnd.DoesNotRead);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            socket.Dispose();
        }
    }

    private async Task SendPendingAsync()
    {
        try
        {
            while (Next() is { } frame)
            {
                for (var rest = frame.AsMemory(); !rest.IsEmpty;)
                {
                    rest = rest[await socket.SendAsync(rest)..];
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Close(ConnectionEnd.Broken);
        }
    }

    private byte[]? Next()
    {
        lock (_gate)
        {
            if (_pending.TryDequeue(out var frame))
            {
                _pendingBytes -= frame.Length;
                return frame;
            }

            _sending = false;
            if (_endAfterSending is not null)
            {
                Shutdown();
            }

            return null;
        }
    }

    // Not closed yet: what the terminal still sends would make the system throw our last answer away.
    private void Shutdown()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is as closed as it can be.
            Dispose();
        }
    }
}
