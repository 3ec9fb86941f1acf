using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Torture.Rig;

/// <summary>
/// The cable between gateways and their broker: a TCP forwarder on a loopback port of its own that can fail in every
/// way that a network does. The simulator's cable can be cut and mended; this one also lies.
/// </summary>
internal sealed class FaultyCable : IAsyncDisposable
{
    private readonly IPEndPoint _broker;
    private readonly Random _dice;
    private readonly Lock _diceLock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<CableConnection, byte> _connections = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;
    private volatile CableFault? _fault;

    /// <summary>Begins to carry.</summary>
    /// <param name="brokerPort">Where the broker listens, on loopback.</param>
    /// <param name="dice">Where in a packet a reset happens.</param>
    public FaultyCable(int brokerPort, Random dice)
    {
        (_broker, _dice) = (new IPEndPoint(IPAddress.Loopback, brokerPort), dice);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>What the gateways connect to.</summary>
    public int Port { get; }

    /// <summary>What is wrong now; null while it is whole.</summary>
    public CableFault? Fault => _fault;

    /// <summary>Fails from now on.</summary>
    public void Fail(CableFault fault)
    {
        _fault = fault;
        if (fault.Kind == CableFaultKind.Cut)
        {
            CloseAll();
        }
    }

    /// <summary>Fails in the plainest way: every connection is closed, and each new one at once.</summary>
    public void Cut() => Fail(new CableFault(CableFaultKind.Cut));

    /// <summary>Is whole again. What was swallowed does not come back, so that connections which lack something never work again.</summary>
    public void Mend()
    {
        var over = _fault;
        _fault = null;
        if (over is { ResetAtMend: true })
        {
            foreach (var connection in _connections.Keys.Where(connection => connection.LacksBytes))
            {
                connection.Reset();
            }
        }
    }

    /// <summary>How many bytes of a packet still arrive before its connection is reset: some, and not all.</summary>
    public int PartOf(int packet)
    {
        lock (_diceLock)
        {
            return packet < 2 ? 0 : _dice.Next(1, packet);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        CloseAll();
        await _accepting;
        _stop.Dispose();
    }

    private void CloseAll()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Close();
        }
    }

    private async Task AcceptAsync()
    {
        List<Task> carrying = [];
        try
        {
            while (true)
            {
                var gateway = await _listener.AcceptSocketAsync(_stop.Token);
                carrying.RemoveAll(connection => connection.IsCompleted);
                carrying.Add(CarryAsync(gateway));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(carrying);
        }
    }

    private async Task CarryAsync(Socket gateway)
    {
        var broker = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var connection = new CableConnection(this, gateway, broker);
        _connections.TryAdd(connection, 0);

        // Looked at after the connection is listed: a cut in between finds it there.
        if (_fault is not { Kind: CableFaultKind.Cut } && !_stop.IsCancellationRequested)
        {
            await connection.RunAsync(_broker, _stop.Token);
        }

        _connections.TryRemove(connection, out _);
    }
}
