using System.Net.Sockets;
using EdgeGrid.Simulation.Network;

namespace EdgeGrid.Simulation.Modbus;

/// <summary>Units behind a TCP port, on the loopback address: MBAP frames, or RTU frames as a plain serial server passes them on.</summary>
public sealed class ModbusTcpServer : IAsyncDisposable
{
    private const int HeaderLength = 7;
    private const int RtuLength = 8;

    private readonly SimulatedModbus _units;
    private readonly bool _passesRtu;
    private readonly LoopbackServer _server;

    private ModbusTcpServer(SimulatedModbus units, int port, bool passesRtu)
    {
        (_units, _passesRtu) = (units, passesRtu);
        _server = new LoopbackServer(port, TalkAsync);
    }

    /// <summary>TCP.</summary>
    public int Port => _server.Port;

    /// <summary>Connections so far.</summary>
    public int Connections => _server.Connections;

    /// <summary>Starts it.</summary>
    /// <param name="units">Who answers.</param>
    /// <param name="port">0: one that the system chooses.</param>
    /// <param name="passesRtu">RTU frames in place of MBAP.</param>
    public static ModbusTcpServer Start(SimulatedModbus units, int port = 0, bool passesRtu = false) => new(units, port, passesRtu);

    /// <summary>Nobody can connect, and who was connected is no more.</summary>
    public void Stop() => _server.Stop();

    /// <summary>After <see cref="Stop"/>, on the same port.</summary>
    public void Restart() => _server.Restart();

    /// <summary>Cuts all connections.</summary>
    public void Disconnect() => _server.Disconnect();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TalkAsync(NetworkStream stream, CancellationToken stopping)
    {
        while (true)
        {
            await stream.WriteAsync(await (_passesRtu ? RtuAsync(stream, stopping) : MbapAsync(stream, stopping)), stopping);
        }
    }

    private async Task<byte[]> RtuAsync(NetworkStream stream, CancellationToken stopping)
    {
        var question = new byte[RtuLength];
        await stream.ReadExactlyAsync(question, stopping);
        return await _units.AnswerAsync(question[0], question[1..^2], (unit, pdu) => ModbusFrames.Rtu(unit, pdu), stopping);
    }

    private async Task<byte[]> MbapAsync(NetworkStream stream, CancellationToken stopping)
    {
        var header = new byte[HeaderLength];
        await stream.ReadExactlyAsync(header, stopping);
        var question = new byte[header[5] - 1];
        await stream.ReadExactlyAsync(question, stopping);
        return await _units.AnswerAsync(header[6], question, (unit, pdu) => ModbusFrames.Tcp((header[0] << 8) | header[1], unit, pdu), stopping);
    }
}
