using System.Net.Sockets;

namespace EdgeGrid.Devices.Buses.BusLink;

/// <summary>
/// The client's end of a bus link: one socket, one request at a time. It connects anew after any failure, so a
/// restarted simulator is found again at the next transaction.
/// </summary>
/// <param name="path">Of the socket.</param>
/// <param name="timeout">For one answer. A simulated bus answers within a millisecond.</param>
internal sealed class BusLinkConnection(string path, TimeSpan timeout) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly byte[] _buffer = new byte[BusLinkProtocol.MaxFrame];
    private Socket? _socket;

    /// <summary>Connects and exchanges hellos, so that a simulator that is not there is found out at once.</summary>
    /// <exception cref="DeviceException">There is no simulator at the path, or it speaks another version.</exception>
    public void Open()
    {
        lock (_gate)
        {
            try
            {
                _socket ??= Connect();
            }
            catch (Exception exception) when (exception is SocketException or InvalidDataException or ArgumentException)
            {
                throw new DeviceException(
                    DeviceFault.NotResponding,
                    $"The simulated bus {BusLinkProtocol.Scheme}{path} does not answer: {Reason(exception)}. Start the simulator that serves this socket, or correct the path.",
                    exception);
            }
        }
    }

    /// <summary>One request and its answer.</summary>
    /// <param name="request">Operation and arguments.</param>
    /// <param name="answer">Filled with exactly the bytes that were asked for.</param>
    /// <exception cref="IOException">No answer, or one that says no: what a real bus does when a chip does not acknowledge.</exception>
    public void Exchange(ReadOnlySpan<byte> request, Span<byte> answer)
    {
        lock (_gate)
        {
            var reused = _socket is not null;
            try
            {
                int length;
                try
                {
                    length = Ask(request);
                }
                catch (Exception exception) when (reused && IsBroken(exception))
                {
                    // The simulator has gone since the last transaction, and its chips with it: whatever it still did
                    // with this request is gone too, so asking its successor repeats nothing.
                    Drop();
                    length = Ask(request);
                }

                Understand(_buffer.AsSpan(0, length), answer);
            }
            catch (Exception exception) when (exception is SocketException or InvalidDataException)
            {
                Drop();
                throw new IOException($"The simulated bus {BusLinkProtocol.Scheme}{path} does not answer: {Reason(exception)}.", exception);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Drop();
        }
    }

    // What the runtime calls a missing socket, "cannot assign requested address", helps nobody.
    private string Reason(Exception exception) =>
        exception is SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock } ? $"nothing came within {timeout.TotalMilliseconds} ms"
        : path.Length > 0 && !File.Exists(path) ? "there is no such socket"
        : exception.Message.TrimEnd('.');

    private static bool IsBroken(Exception exception) => exception switch
    {
        SocketException socket => socket.SocketErrorCode is not SocketError.TimedOut and not SocketError.WouldBlock,
        InvalidDataException => true,
        _ => false,
    };

    private int Ask(ReadOnlySpan<byte> request)
    {
        _socket ??= Connect();
        BusLinkProtocol.Send(_socket, request);
        var length = BusLinkProtocol.Receive(_socket, _buffer);
        return length > 0 ? length : throw new InvalidDataException("the simulator closed the connection.");
    }

    private void Understand(ReadOnlySpan<byte> body, Span<byte> answer)
    {
        var status = (BusLinkStatus)body[0];
        if (status == BusLinkStatus.Ok && body.Length - 1 == answer.Length)
        {
            body[1..].CopyTo(answer);
            return;
        }

        throw status switch
        {
            BusLinkStatus.Ok => new InvalidDataException($"{body.Length - 1} bytes came where {answer.Length} were asked for."),
            BusLinkStatus.Nack => new IOException("The address was not acknowledged."),
            BusLinkStatus.Stuck => new IOException("The bus is stuck: a line is held low."),
            BusLinkStatus.BadPin => new IOException("The simulated chip has no such pin, or the pin has no such mode."),
            BusLinkStatus.Unsupported => new IOException("The simulator does not know this operation."),
            BusLinkStatus.BadRequest => new IOException("The simulator does not understand the request."),
            _ => new InvalidDataException($"the answer's status {body[0]} is unknown."),
        };
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            SendTimeout = (int)timeout.TotalMilliseconds,
            ReceiveTimeout = (int)timeout.TotalMilliseconds,
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            Span<byte> hello = [.. BusLinkProtocol.Magic, BusLinkProtocol.Version];
            BusLinkProtocol.Send(socket, hello);
            var length = BusLinkProtocol.Receive(socket, _buffer);
            if (length != 2 || _buffer[0] != (byte)BusLinkStatus.Ok || _buffer[1] != BusLinkProtocol.Version)
            {
                throw new InvalidDataException(length == 2 && _buffer[0] == (byte)BusLinkStatus.Unsupported
                    ? $"it speaks version {_buffer[1]} of the bus link, and this program version {BusLinkProtocol.Version}"
                    : "what listens there does not speak the bus link");
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Drop()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
