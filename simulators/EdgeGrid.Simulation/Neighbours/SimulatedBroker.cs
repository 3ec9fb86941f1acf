using System.Net;
using System.Net.Sockets;
using MQTTnet.Server;

namespace EdgeGrid.Simulation.Neighbours;

/// <summary>A broker on the loopback address, for neighbours that have no other. It keeps retained messages until it is stopped.</summary>
public sealed class SimulatedBroker : IAsyncDisposable
{
    private MqttServer _server;

    private SimulatedBroker(int port) => (Port, _server) = (port, Make(port));

    /// <summary>TCP.</summary>
    public int Port { get; }

    /// <summary>Starts one.</summary>
    /// <param name="port">0: one that is free.</param>
    public static async Task<SimulatedBroker> StartAsync(int port = 0)
    {
        var broker = new SimulatedBroker(port == 0 ? FreePort() : port);
        await broker._server.StartAsync();
        return broker;
    }

    /// <summary>It is gone, and who was connected with it.</summary>
    public async Task StopAsync()
    {
        if (_server.IsStarted)
        {
            await _server.StopAsync(new MqttServerStopOptionsBuilder().Build());
            _server.Dispose();
        }
    }

    /// <summary>After <see cref="StopAsync"/>, on the same port.</summary>
    public async Task RestartAsync()
    {
        _server = Make(Port);
        await _server.StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static MqttServer Make(int port) => new MqttServerFactory().CreateMqttServer(
        new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(port)
            .WithDefaultEndpointReuseAddress()
            .Build());

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
