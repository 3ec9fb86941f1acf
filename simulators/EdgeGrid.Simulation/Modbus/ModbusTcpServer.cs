using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Simulation.Modbus;

/// <summary>Units behind a TCP port, on the loopback address: MBAP frames, or RTU frames as a plain serial server passes them on.</summary>
public sealed class ModbusTcpServer : IAsyncDisposable
{
    private const int HeaderLength = 7;
    private const int RtuLength = 8;

    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SimulatedModbus _units;
    private readonly bool _passesRtu;
    private TcpListener _listener;
    private Task _serving;

    private ModbusTcpServer(SimulatedModbus units, int port, bool passesRtu)
    {
        (_units, _passesRtu) = (units, passesRtu);
        _listener = Listen(port);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync(_listener);
    }

    /// <summary>TCP.</summary>
    public int Port { get; }

    /// <summary>Connections so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="units">Who answers.</param>
    /// <param name="port">0: one that the system chooses.</param>
    /// <param name="passesRtu">RTU frames in place of MBAP.</param>
    public static ModbusTcpServer Start(SimulatedModbus units, int port = 0, bool passesRtu = false) => new(units, port, passesRtu);

    /// <summary>Nobody can connect, and who was connected is no more.</summary>
    public void Stop()
    {
        _listener.Stop();
        Disconnect();
    }

    /// <summary>After <see cref="Stop"/>, on the same port.</summary>
    public void Restart()
    {
        _listener = Listen(Port);
        _serving = ServeAsync(_listener);
    }

    /// <summary>Cuts all connections.</summary>
    public void Disconnect()
    {
        foreach (var client in _clients.Keys)
        {
            client.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Stop();
        await _serving;
        _stop.Dispose();
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private async Task ServeAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = TalkAsync(await listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception end) when (end is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped, the last of them between two connections.
            return;
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        _clients[client] = true;
        Connections++;
        try
        {
            var stream = client.GetStream();
            client.NoDelay = true;
            while (true)
            {
                await stream.WriteAsync(await (_passesRtu ? RtuAsync(stream) : MbapAsync(stream)), _stop.Token);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The client went away, or was sent.
            return;
        }
        finally
        {
            _clients.TryRemove(client, out bool _);
        }
    }

    private async Task<byte[]> RtuAsync(NetworkStream stream)
    {
        var question = new byte[RtuLength];
        await stream.ReadExactlyAsync(question, _stop.Token);
        return await _units.AnswerAsync(question[0], question[1..^2], (unit, pdu) => ModbusFrames.Rtu(unit, pdu), _stop.Token);
    }

    private async Task<byte[]> MbapAsync(NetworkStream stream)
    {
        var header = new byte[HeaderLength];
        await stream.ReadExactlyAsync(header, _stop.Token);
        var question = new byte[header[5] - 1];
        await stream.ReadExactlyAsync(question, _stop.Token);
        return await _units.AnswerAsync(header[6], question, (unit, pdu) => ModbusFrames.Tcp((header[0] << 8) | header[1], unit, pdu), _stop.Token);
    }
}
