using System.IO.Ports;
using System.Net.Sockets;
using EdgeGrid.Devices.Gnss;

namespace EdgeGrid.Devices.Modbus;

/// <summary>
/// Bytes to and from a serial port or a TCP connection, in blocking calls: a device has a thread of its own, and must not wait for
/// another's. On a serial port one read is always under way: who waits for bytes waits for that one.
/// </summary>
internal sealed class ModbusPort(ModbusLineSettings settings, TimeProvider time) : IDisposable
{
    private const int BufferBytes = 512;

    private static readonly TimeSpan LeastConnecting = TimeSpan.FromSeconds(1);

    // Anew at each opening: a read of the line that was may still end.
    private byte[] _buffer = [];
    private SerialPort? _serial;
    private Socket? _socket;
    private Task<int>? _reading;
    private int _at;
    private int _count;

    /// <summary>Opens it, if it is not open.</summary>
    /// <returns>False when it was open.</returns>
    /// <exception cref="DeviceException">It cannot be: why, and what to do.</exception>
    public bool Open(TimeSpan patience)
    {
        if (_serial is not null || _socket is not null)
        {
            return false;
        }

        _buffer = new byte[BufferBytes];
        if (settings.IsSerial)
        {
            _serial = OpenSerial();
        }
        else
        {
            _socket = Connect(patience > LeastConnecting ? patience : LeastConnecting);
        }

        return true;
    }

    /// <summary>Sends all.</summary>
    /// <exception cref="IOException">The line broke.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _socket?.Send(bytes);
            _serial?.BaseStream.Write(bytes);
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException or UnauthorizedAccessException or TimeoutException)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    /// <summary>What comes within a time.</summary>
    /// <returns>0 when nothing did.</returns>
    /// <exception cref="IOException">The line broke.</exception>
    public int Read(Span<byte> into, TimeSpan wait)
    {
        if (_at == _count)
        {
            try
            {
                if (Receive(wait > TimeSpan.Zero ? wait : TimeSpan.Zero) is not { } count)
                {
                    return 0;
                }

                (_at, _count) = (0, count);
            }
            catch (Exception exception) when (exception is SocketException or InvalidOperationException or UnauthorizedAccessException or AggregateException)
            {
                throw new IOException((exception.InnerException ?? exception).Message, exception);
            }

            if (_count == 0)
            {
                throw new IOException(settings.IsSerial ? "It was unplugged." : "The other end has closed the connection.");
            }
        }

        var taken = Math.Min(into.Length, _count - _at);
        _buffer.AsSpan(_at, taken).CopyTo(into);
        _at += taken;
        return taken;
    }

    /// <summary>Closes it; it can be opened again.</summary>
    public void Dispose()
    {
        // A read that is still under way ends with it, and nobody asks how.
        _ = _reading?.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var serial = _serial;
        _socket?.Dispose();
        (_serial, _socket, _reading, _at, _count) = (null, null, null, 0, 0);
        try
        {
            serial?.Dispose();
        }
        catch (IOException)
        {
            // The line was unplugged: the port is as closed as it can be.
            return;
        }
    }

    /// <summary>Fills the buffer; null when nothing came in time.</summary>
    private int? Receive(TimeSpan wait)
    {
        if (_socket is not null)
        {
            return _socket.Poll(wait, SelectMode.SelectRead) ? _socket.Receive(_buffer) : null;
        }

        _reading ??= _serial!.BaseStream.ReadAsync(_buffer, 0, _buffer.Length);
        if (!_reading.Wait(wait))
        {
            return null;
        }

        var count = _reading.GetAwaiter().GetResult();
        _reading = null;
        return count;
    }

    private SerialPort OpenSerial()
    {
        var port = new SerialPort(settings.Address, settings.Baud, settings.Parity, 8, settings.StopBits) { WriteTimeout = (int)LeastConnecting.TotalMilliseconds };
        try
        {
            port.Open();
            port.DiscardInBuffer();
            return port;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            port.Dispose();
            throw SerialTrouble.CannotOpen(settings.Address, settings.Baud, exception);
        }
    }

    private Socket Connect(TimeSpan patience)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = (int)patience.TotalMilliseconds };
        using var limit = new CancellationTokenSource(patience, time);
        try
        {
            socket.ConnectAsync(settings.Address, settings.Port, limit.Token).AsTask().GetAwaiter().GetResult();
            return socket;
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw new DeviceException(
                DeviceFault.NotResponding,
                $"Nobody can be reached at {settings.Where} ({(refused is SocketException ? refused.Message : $"no answer within {patience.TotalSeconds:0.#} s")}). Is it on, in this network, and is that its address and port? Modbus TCP listens at 502; some devices take one connection only.",
                refused);
        }
    }
}
