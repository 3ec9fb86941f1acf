using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Simulation.Network;

/// <summary>A TCP server on the loopback address that can be stopped and started again, as a daemon or a device is. All members may be called from any thread.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _talk;
    private TcpListener _listener;
    private Task _serving;
    private int _connections;

    /// <summary>Starts it.</summary>
    /// <param name="port">0: one that the system chooses.</param>
    /// <param name="talk">With one client, until it goes away.</param>
    public LoopbackServer(int port, Func<NetworkStream, CancellationToken, Task> talk)
    {
        _talk = talk;
        _listener = Listen(port);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync(_listener);
    }

    /// <summary>TCP.</summary>
    public int Port { get; }

    /// <summary>Connections so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

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
        Interlocked.Increment(ref _connections);
        try
        {
            client.NoDelay = true;
            await _talk(client.GetStream(), _stop.Token);
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
}
