using System.Buffers.Binary;
using System.Device.Gpio;
using System.Net.Sockets;
using EdgeGrid.Devices.Buses.BusLink;

namespace EdgeGrid.Simulation.Buses;

/// <summary>
/// Serves a simulated board to agents in other processes (<see cref="BusLinkProtocol"/>). Each connection has its own
/// thread of work; the bus itself keeps transactions apart. What comes in broken ends its connection and nothing else.
/// </summary>
public sealed class BusLinkServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly SimulatedBoard _board;
    private readonly Socket _listener;
    private readonly Task _accepting;

    private BusLinkServer(SimulatedBoard board, string path, Socket listener)
    {
        _board = board;
        Path = path;
        _listener = listener;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Of the socket.</summary>
    public string Path { get; }

    /// <summary>What stands for the board in an agent's configuration, as an I2C or SPI bus and as a GPIO chip.</summary>
    public string Bus => BusLinkProtocol.Scheme + Path;

    /// <summary>Serves a board at a path. A socket that a dead server left there is replaced.</summary>
    /// <exception cref="IOException">Someone else serves the path, or it cannot be used.</exception>
    public static BusLinkServer Start(SimulatedBoard board, string path)
    {
        ArgumentNullException.ThrowIfNull(board);
        RemoveLeftOver(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                // Windows has no modes; there the folder's rights must do.
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            listener.Listen();
            return new BusLinkServer(board, path, listener);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            listener.Dispose();
            throw new IOException($"The bus link cannot be served at {path}: {exception.Message}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
        File.Delete(Path);
    }

    private static void RemoveLeftOver(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException exception)
        {
            // A socket has no length. What has one is somebody's file at a mistaken path.
            if (new FileInfo(path).Length > 0)
            {
                throw new IOException($"The bus link cannot be served at {path}: there is a file, and it is no socket. Choose another path.", exception);
            }

            File.Delete(path);
            return;
        }

        throw new IOException($"The bus link cannot be served at {path}: another simulator serves it. Stop it, or choose another path.");
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stopping.Token);
                connections.RemoveAll(connection => connection.IsCompleted);
                connections.Add(Task.Factory.StartNew(() => Serve(socket), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private void Serve(Socket socket)
    {
        using var stop = _stopping.Token.Register(socket.Dispose);
        using (socket)
        {
            try
            {
                var buffer = new byte[BusLinkProtocol.MaxFrame];
                if (Greet(socket, buffer))
                {
                    Answer(socket, buffer);
                }
            }
            catch (Exception exception) when (exception is SocketException or InvalidDataException or ObjectDisposedException)
            {
                // The client has gone, or speaks something else: its connection ends, and it says so on its own side.
                return;
            }
        }
    }

    private static bool Greet(Socket socket, byte[] buffer)
    {
        var hello = buffer.AsSpan(0, BusLinkProtocol.Receive(socket, buffer));
        if (hello.Length != BusLinkProtocol.Magic.Length + 1 || !hello.StartsWith(BusLinkProtocol.Magic))
        {
            return false;
        }

        var known = hello[^1] == BusLinkProtocol.Version;
        BusLinkProtocol.Send(socket, [(byte)(known ? BusLinkStatus.Ok : BusLinkStatus.Unsupported), BusLinkProtocol.Version]);
        return known;
    }

    private void Answer(Socket socket, byte[] buffer)
    {
        var answer = new byte[BusLinkProtocol.MaxFrame];
        while (BusLinkProtocol.Receive(socket, buffer) is > 0 and var length)
        {
            var status = Do(buffer.AsSpan(0, length), answer.AsSpan(1), out var bytes);
            if (status is null)
            {
                continue;
            }

            answer[0] = (byte)status;
            BusLinkProtocol.Send(socket, answer.AsSpan(0, status == BusLinkStatus.Ok ? 1 + bytes : 1));
        }
    }

    private BusLinkStatus? Do(ReadOnlySpan<byte> request, Span<byte> answer, out int bytes)
    {
        bytes = 0;
        switch ((BusLinkOperation)request[0])
        {
            case BusLinkOperation.I2cTransfer when request.Length >= 4:
                bytes = BinaryPrimitives.ReadUInt16BigEndian(request[2..]);
                return bytes > BusLinkProtocol.MaxTransfer
                    ? BusLinkStatus.BadRequest
                    : _board.I2c.Transfer(request[1], request[4..], answer[..bytes]);
            case BusLinkOperation.SpiTransfer when request.Length >= 3:
                bytes = request.Length - 2;
                return _board.Spi.Transfer(request[1], request[2..], answer[..bytes]);
            case BusLinkOperation.GpioMode when request.Length == 3:
                return IsMode(request[2]) ? _board.Gpio.SetMode(request[1], (PinMode)request[2]) : BusLinkStatus.BadPin;
            case BusLinkOperation.GpioRead when request.Length == 3:
                return ReadPin(request[1], request[2], answer, out bytes);
            case BusLinkOperation.GpioWrite when request.Length == 3 && request[2] <= 1:
                return _board.Gpio.Write(request[1], request[2] == 1);
            case BusLinkOperation.GpioRelease when request.Length == 2:
                return _board.Gpio.SetMode(request[1], PinMode.Input);
            case BusLinkOperation.GpioPinCount when request.Length == 1:
                answer[0] = SimulatedGpioChip.PinCount;
                bytes = 1;
                return BusLinkStatus.Ok;
            case BusLinkOperation.I2cTransfer or BusLinkOperation.SpiTransfer or BusLinkOperation.GpioMode or BusLinkOperation.GpioRead
                or BusLinkOperation.GpioWrite or BusLinkOperation.GpioRelease or BusLinkOperation.GpioPinCount:
                return BusLinkStatus.BadRequest;
            default:
                return BusLinkStatus.Unsupported;
        }
    }

    private BusLinkStatus? ReadPin(int pin, byte mode, Span<byte> answer, out int bytes)
    {
        bytes = 1;
        if (!IsMode(mode))
        {
            return BusLinkStatus.BadPin;
        }

        // After a restart the board has forgotten the mode; the reader has not.
        if (pin < SimulatedGpioChip.PinCount && _board.Gpio[pin].Mode != (PinMode)mode)
        {
            _board.Gpio[pin].SetMode((PinMode)mode);
        }

        var status = _board.Gpio.Read(pin, out var level);
        answer[0] = level ? (byte)1 : (byte)0;
        return status;
    }

    private static bool IsMode(byte mode) =>
        (PinMode)mode is PinMode.Input or PinMode.Output or PinMode.InputPullDown or PinMode.InputPullUp;
}
