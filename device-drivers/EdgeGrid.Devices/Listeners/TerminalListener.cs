using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace EdgeGrid.Devices.Listeners;

/// <summary>
/// Listens for terminals at a TCP port, thousands of them, and keeps no thread for any. Every connection has bounded memory
/// and its own share: whoever floods waits in its own socket, whoever dribbles or babbles is cut off, and nobody else notices.
/// A terminal is answered when what it said was handed on: whoever listens has taken it and comes back for more.
/// </summary>
internal sealed class TerminalListener : IAsyncDisposable
{
    // The longest frames of the protocols are some 2 KB: this is several of them, and none was sound.
    private const int MostBytesWithoutFrame = 8 * 1024;
    private const int ReadBytes = 2048;
    private const int WaitingReports = 512;

    // A longer one counts for several; a panel that tells the states of a thousand detectors at once is still heard at once.
    private const int MeasurementsOfAMessage = 16;
    private const int SystemBufferBytes = 32 * 1024;
    private const int KeepAliveSeconds = 30;

    // Seconds of messages that may come at once: a terminal that was out of reach has much to tell.
    private const int BurstSeconds = 5;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseWithoutHandles = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Report> _reports = Channel.CreateBounded<Report>(new BoundedChannelOptions(WaitingReports) { SingleReader = true });
    private readonly ListenerOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<TerminalConnection, TerminalSession> _accept;
    private readonly RefusalNews _news;
    private readonly ConnectionRoom _room;
    private readonly Socket _socket;
    private Task _work = Task.CompletedTask;

    /// <param name="options">Where, and how many.</param>
    /// <param name="context">The clock, and who is told of connections that are turned away.</param>
    /// <param name="accept">Who speaks on a new connection.</param>
    public TerminalListener(ListenerOptions options, DeviceContext context, Func<TerminalConnection, TerminalSession> accept)
    {
        (_options, _time, _accept) = (options, context.Time, accept);
        _news = new RefusalNews(options, context.Tell);
        _room = new ConnectionRoom(options, _news);
        _socket = new Socket(options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    }

    /// <summary>Open connections.</summary>
    public int Open => _room.Count;

    /// <summary>How many connections ended, or were refused, for that reason.</summary>
    public long Ended(ConnectionEnd reason) => _room.Ended(reason);

    /// <summary>Milliseconds of the server's own clock.</summary>
    public long NowMs => (long)_time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Takes the port.</summary>
    /// <exception cref="DeviceException">It cannot be had.</exception>
    public void Start()
    {
        try
        {
            // What the system keeps for a connection is bounded, too; accepted sockets inherit it.
            (_socket.ReceiveBufferSize, _socket.SendBufferSize) = (SystemBufferBytes, SystemBufferBytes);
            _socket.Bind(new IPEndPoint(_options.Address, _options.Port));
            _socket.Listen();
        }
        catch (SocketException exception)
        {
            throw ListenerTrouble.CannotListen(_options, exception);
        }

        _work = Task.WhenAll(Task.Run(AcceptAsync), Task.Run(TickAsync));
    }

    /// <summary>What the terminals say, until it is cancelled.</summary>
    public async IAsyncEnumerable<Measurement> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var report in _reports.Reader.ReadAllAsync(cancellationToken))
        {
            foreach (var measurement in report.Measurements)
            {
                yield return measurement;
            }

            foreach (var answer in report.Answers)
            {
                report.From?.Send(answer);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        foreach (var connection in _room.Connections)
        {
            connection.Close(ConnectionEnd.Stopped);
        }

        await _work;
        await _room.WhenEmptyAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Admit(await _socket.AcceptAsync(_stop.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A terminal that hung up before it was accepted; or no handle is left, and some may be free soon.
                await PauseAsync(PauseWithoutHandles);
            }
        }
    }

    private void Admit(Socket socket)
    {
        if (socket.RemoteEndPoint is not IPEndPoint { Address: var address } || !_room.TryEnter(address))
        {
            socket.Dispose();
            return;
        }

        // A line that was cut without a word is noticed within two minutes, however rarely the terminal speaks.
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds / 2);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
        var connection = new TerminalConnection(socket, address, NowMs);
        connection.Session = _accept(connection);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _room.Seat(connection, ServeAsync(connection, begin.Task));
        begin.SetResult();
    }

    private async Task ServeAsync(TerminalConnection connection, Task begin)
    {
        await begin;
        try
        {
            await ReadAsync(connection);
            connection.Close(ConnectionEnd.Closed);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            connection.Close(_stop.IsCancellationRequested ? ConnectionEnd.Stopped : ConnectionEnd.Broken);
        }
        catch (Exception)
        {
            // The outermost catch-all of a connection: what we cannot bear of one terminal ends its own connection, and is counted.
            connection.Close(ConnectionEnd.Failed);
        }

        lock (connection.SessionGate)
        {
            connection.Session!.End();
        }

        _room.Leave(connection);
    }

    private async Task ReadAsync(TerminalConnection connection)
    {
        var buffer = new byte[ReadBytes];
        var reports = new List<Report>();
        var share = new Share(_options.PerSecond, _options.PerSecond * BurstSeconds, NowMs);
        for (int count; (count = await connection.ReceiveAsync(buffer, _stop.Token)) > 0;)
        {
            if (connection.Ending is not null)
            {
                continue;
            }

            Take(connection, buffer.AsSpan(0, count), reports);
            foreach (var report in reports)
            {
                var pause = share.Take(Math.Max(1, report.Measurements.Count / MeasurementsOfAMessage), NowMs);
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, _time, _stop.Token);
                }

                await TellAsync(connection, report);
            }

            reports.Clear();
        }
    }

    private void Take(TerminalConnection connection, ReadOnlySpan<byte> bytes, List<Report> reports)
    {
        int frames;
        lock (connection.SessionGate)
        {
            frames = connection.Session!.Take(bytes, reports);
        }

        if (frames > 0)
        {
            (connection.LastFrameMs, connection.BytesSinceFrame) = (NowMs, 0);
        }
        else if ((connection.BytesSinceFrame += bytes.Length) > MostBytesWithoutFrame)
        {
            connection.Close(ConnectionEnd.Gibberish);
        }
    }

    private async ValueTask TellAsync(TerminalConnection connection, Report report)
    {
        if (report.Measurements.Count > 0)
        {
            await _reports.Writer.WriteAsync(report with { From = connection }, _stop.Token);
            return;
        }

        foreach (var answer in report.Answers)
        {
            connection.Send(answer);
        }
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Tick, _time);
        var reports = new List<Report>();
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                foreach (var connection in _room.Connections)
                {
                    await TickAsync(connection, reports);
                }

                _news.Tick(NowMs);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
    }

    private async ValueTask TickAsync(TerminalConnection connection, List<Report> reports)
    {
        connection.CloseIfOverdue(_options, NowMs);
        lock (connection.SessionGate)
        {
            if (connection.Ending is null)
            {
                connection.Session!.Tick(reports);
            }
        }

        foreach (var report in reports)
        {
            await TellAsync(connection, report);
        }

        reports.Clear();
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
            return;
        }
    }
}
