using System.Net;
using System.Net.Sockets;
using EdgeGrid.Simulation.Network;

namespace EdgeGrid.Simulation.Tests.Network;

public sealed class CableTests : IAsyncDisposable
{
    private readonly TcpListener _broker = new(IPAddress.Loopback, 0);
    private readonly Cable _cable;

    public CableTests()
    {
        _broker.Start();
        _cable = new Cable((IPEndPoint)_broker.LocalEndpoint, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _cable.DisposeAsync();
        _broker.Dispose();
    }

    [Fact]
    public async Task Cable_Whole_CarriesBothWays()
    {
        var (gateway, broker) = await ConnectAsync();
        await gateway.SendAsync("up"u8.ToArray());
        await broker.SendAsync("down"u8.ToArray());
        Assert.Equal("up"u8.ToArray(), await ReceiveAsync(broker, 2));
        Assert.Equal("down"u8.ToArray(), await ReceiveAsync(gateway, 4));
    }

    [Fact]
    public async Task Cable_WhoseFarEndCloses_DeliversWhatItSaidBefore()
    {
        var (gateway, broker) = await ConnectAsync();
        var last = new byte[8_000_000];
        var saying = Task.Run(() =>
        {
            broker.Send(last);
            broker.Dispose();
        });
        Assert.Equal(last.Length, (await ReceiveAsync(gateway, last.Length)).Length);
        Assert.Equal(0, await gateway.ReceiveAsync(new byte[1]));
        await saying;
    }

    [Fact]
    public async Task Cable_Cut_ResetsBothEnds()
    {
        var (gateway, broker) = await ConnectAsync();
        _cable.Cut();
        await Assert.ThrowsAsync<SocketException>(() => ReceiveAsync(gateway, 1));
        Assert.Equal(0, await EndAsync(broker));
    }

    [Fact]
    public async Task Cable_Mended_CarriesAgain()
    {
        _cable.Cut();
        Assert.Equal(0, await EndAsync(null));

        _cable.Mend();
        await Cable_Whole_CarriesBothWays();
    }

    private async Task<(Socket Gateway, Socket Broker)> ConnectAsync()
    {
        var gateway = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await gateway.ConnectAsync(IPAddress.Loopback, _cable.Port);
        return (gateway, await _broker.AcceptSocketAsync());
    }

    private static async Task<byte[]> ReceiveAsync(Socket socket, int count)
    {
        var buffer = new byte[count];
        for (var received = 0; received < count;)
        {
            received += await socket.ReceiveAsync(buffer.AsMemory(received)) is > 0 and var more
                ? more
                : throw new EndOfStreamException();
        }

        return buffer;
    }

    // The end of a connection (a new one when none is given) reads as zero bytes or as a reset, whichever is seen first.
    private async Task<int> EndAsync(Socket? socket)
    {
        try
        {
            if (socket is null)
            {
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, _cable.Port);
            }

            return await socket.ReceiveAsync(new byte[1]);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
