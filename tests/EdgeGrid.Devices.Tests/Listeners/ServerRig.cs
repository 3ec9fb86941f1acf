using System.Net;
using System.Net.Sockets;
using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Listeners;

/// <summary>A protocol server as the suite of drivers wants it, with one simulated terminal. Silence: another program has the port.</summary>
internal abstract class ServerRig : ListeningDriverRig
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _terminal;
    private Socket? _blocker;

    /// <param name="runTerminal">Connects to a port again and again, until it is cancelled.</param>
    protected ServerRig(Func<int, CancellationToken, Task> runTerminal)
    {
        Port = Ports.Free();
        _terminal = runTerminal(Port, _stop.Token);
    }

    public int Port { get; }

    public override DeviceContext Context { get; } = new(new SimulatedHardware(), TimeProvider.System);

    public override string Where => $"127.0.0.1:{Port}";

    public override void Silence()
    {
        var blocker = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            blocker.Bind(new IPEndPoint(IPAddress.Loopback, Port));
            blocker.Listen();
            _blocker = blocker;
        }
        catch (SocketException)
        {
            // The server has it already: nothing to take away.
            blocker.Dispose();
        }
    }

    public override void Restore() => _blocker?.Dispose();

    public override void Break() => _stop.Cancel();

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _terminal;
        _blocker?.Dispose();
        _stop.Dispose();
    }
}
