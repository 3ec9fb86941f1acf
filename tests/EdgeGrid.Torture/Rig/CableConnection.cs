using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace EdgeGrid.Torture.Rig;

/// <summary>One connection through the cable. Each way of it is read as it comes and written as the cable's fault lets it.</summary>
internal sealed class CableConnection(FaultyCable cable, Socket gateway, Socket broker) : IDisposable
{
    // What is under way fits into the cable: who sends more must wait, as before a slow link.
    private const int PiecesUnderWay = 64;
    private const int PieceBytes = 4096;
    private const int SlicesPerSecond = 20;

    private readonly bool[] _lacks = new bool[2];

    /// <summary>Something was swallowed: what follows it makes no sense to the receiver any more, and is swallowed, too.</summary>
    public bool LacksBytes => _lacks[0] || _lacks[1];

    /// <summary>Carries until both ends have closed, or one is reset.</summary>
    public async Task RunAsync(IPEndPoint farEnd, CancellationToken stopping)
    {
        try
        {
            (gateway.NoDelay, broker.NoDelay) = (true, true);
            await broker.ConnectAsync(farEnd, stopping);
            await Task.WhenAll(
                CarryAsync(Way.ToBroker, gateway, broker, stopping),
                CarryAsync(Way.ToGateway, broker, gateway, stopping));
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            // The broker is away: the gateway is to see exactly that.
            Reset();
        }
    }

    /// <summary>Closes both ends, as one that hangs up.</summary>
    public void Close()
    {
        gateway.Dispose();
        broker.Dispose();
    }

    /// <summary>Closes both ends with RST: nobody is told of an end, and what is under way is gone.</summary>
    public void Reset()
    {
        Reset(gateway);
        Reset(broker);
    }

    public void Dispose() => Close();

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            // It is closed already.
        }

        socket.Dispose();
    }

    private static bool IsBroken(Exception exception) => exception is SocketException or OperationCanceledException or ObjectDisposedException;

    private async Task CarryAsync(Way way, Socket from, Socket to, CancellationToken stopping)
    {
        var underWay = Channel.CreateBounded<Piece>(PiecesUnderWay);
        try
        {
            await Task.WhenAll(ReadAsync(from, underWay.Writer, stopping), WriteAsync(way, underWay.Reader, to, stopping));
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            // An end that broke is told to the other one, unless the cable keeps such things to itself.
            if (!LacksBytes)
            {
                Reset();
            }
        }
    }

    private async Task ReadAsync(Socket from, ChannelWriter<Piece> underWay, CancellationToken stopping)
    {
        try
        {
            var buffer = new byte[PieceBytes];
            int received;
            while ((received = await from.ReceiveAsync(buffer, stopping)) > 0)
            {
                var latency = cable.Fault?.Latency ?? TimeSpan.Zero;
                await underWay.WriteAsync(new Piece(buffer[..received], TimeProvider.System.GetUtcNow() + latency), stopping);
            }

            underWay.Complete();
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            underWay.Complete(broken);
            throw;
        }
    }

    private async Task WriteAsync(Way way, ChannelReader<Piece> underWay, Socket to, CancellationToken stopping)
    {
        await foreach (var piece in underWay.ReadAllAsync(stopping))
        {
            if (piece.DueAt - TimeProvider.System.GetUtcNow() is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, TimeProvider.System, stopping);
            }

            var fault = cable.Fault;
            _lacks[(int)way] |= fault?.Swallows(way) ?? false;
            if (_lacks[(int)way])
            {
                continue;
            }

            if (fault?.Resets(way) ?? false)
            {
                await to.SendAsync(piece.Bytes.AsMemory(0, cable.PartOf(piece.Bytes.Length)), stopping);
                Reset();
                return;
            }

            await SendAsync(piece.Bytes, to, stopping);
        }

        if (!_lacks[(int)way])
        {
            to.Shutdown(SocketShutdown.Send);
        }
    }

    // As fast as the cable is at the moment: slow in slices, so that it can be mended in between.
    private async Task SendAsync(ReadOnlyMemory<byte> bytes, Socket to, CancellationToken stopping)
    {
        while (bytes.Length > 0)
        {
            var slice = Math.Min(bytes.Length, (cable.Fault?.BytesPerSecond ?? int.MaxValue) / SlicesPerSecond);
            await to.SendAsync(bytes[..slice], stopping);
            bytes = bytes[slice..];
            if (cable.Fault is { Kind: CableFaultKind.Slow })
            {
                await Task.Delay(TimeSpan.FromSeconds(1) / SlicesPerSecond, TimeProvider.System, stopping);
            }
        }
    }

    private readonly record struct Piece(byte[] Bytes, DateTimeOffset DueAt);
}
