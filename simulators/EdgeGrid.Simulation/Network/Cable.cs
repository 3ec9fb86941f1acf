using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Simulation.Network;

/// <summary>
/// The cable between gateways and broker: a TCP forwarder on a loopback port of its own. Cut, it resets what is
/// connected and resets what comes; mended, it carries again. What one end closes is closed at the other, after all
/// that was sent has arrived.
/// </summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly IPEndPoint _farEnd;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, byte> _carried = new();
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private volatile bool _cut;

    /// <summary>Begins to carry.</summary>
    /// <param name="farEnd">Where the broker listens.</param>
    /// <param name="time">Dates <see cref="LastCut"/>.</param>
    public Cable(IPEndPoint farEnd, TimeProvider time)
    {
        (_farEnd, _time) = (farEnd, time);
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>What the gateways connect to, on loopback.</summary>
    public int Port { get; }

    /// <summary>When it was last cut and mended; null when it never was.</summary>
    public (DateTimeOffset From, DateTimeOffset Until)? LastCut { get; private set; }

    /// <summary>Resets every connection, and refuses new ones until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        _cut = true;
        LastCut = (_time.GetUtcNow(), DateTimeOffset.MaxValue);
        foreach (var socket in _carried.Keys)
        {
            Reset(socket);
        }
    }

    /// <summary>Carries again.</summary>
    public void Mend()
    {
        if (_cut)
        {
            _cut = false;
            LastCut = (LastCut!.Value.From, _time.GetUtcNow());
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> carrying = [];
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                carrying.RemoveAll(connection => connection.IsCompleted);
                carrying.Add(CarryAsync(near));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(carrying);
        }
    }

    private async Task CarryAsync(Socket near)
    {
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _carried.TryAdd(near, 0);
        try
        {
            // Checked after the socket is listed: a cut in between finds it in the list.
            if (!_cut)
            {
                near.NoDelay = true;
                await far.ConnectAsync(_farEnd, _stop.Token);
                await Task.WhenAll(PumpAsync(near, far), PumpAsync(far, near));
                near.Dispose();
            }
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The broker is away: the gateway is to see exactly that.
        }
        finally
        {
            _carried.TryRemove(near, out _);
            Reset(near);
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int received;
            while ((received = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, received), _stop.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone, which ends the other.
            Reset(from);
            Reset(to);
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // The other side was quicker to hang up.
        }
    }
}
