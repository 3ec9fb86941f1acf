using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;

namespace EdgeGrid.Hub.Broker;

/// <summary>One address on which the broker listens.</summary>
/// <param name="EndPoint">Port 0 lets the system choose.</param>
/// <param name="Certificate">Speaks TLS with it; plain when null.</param>
internal sealed record BrokerEndPoint(IPEndPoint EndPoint, X509Certificate2? Certificate);

/// <summary>Accepts the broker's connections: a bounded number of them, each behind a <see cref="PacketSizeGuard"/>.</summary>
internal sealed class BrokerListener(IReadOnlyList<BrokerEndPoint> endPoints, BrokerLimits limits, ILogger logger, TimeProvider time) : IMqttServerAdapter
{
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    private readonly List<TcpListener> _listeners = [];
    private readonly CancellationTokenSource _stopping = new();
    private int _connections;
    private int _disposed;

    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    /// <summary>Where it really listens, in the order of the end points asked for.</summary>
    public IReadOnlyList<IPEndPoint> Bound => [.. _listeners.Select(listener => (IPEndPoint)listener.LocalEndpoint)];

    /// <exception cref="SocketException">An address cannot be used.</exception>
    public Task StartAsync(MqttServerOptions options, IMqttNetLogger mqttLogger)
    {
        foreach (var endPoint in endPoints)
        {
            var listener = new TcpListener(endPoint.EndPoint);
            listener.Start();
            _listeners.Add(listener);
            _ = AcceptAsync(listener, endPoint.Certificate, options, mqttLogger);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        foreach (var listener in _listeners)
        {
            listener.Stop();
        }
    }

    public void Dispose()
    {
        // The server disposes its adapters, and whoever made this one does too.
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _stopping.Cancel();
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        _stopping.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, X509Certificate2? certificate, MqttServerOptions options, IMqttNetLogger mqttLogger)
    {
        var stopping = _stopping.Token;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stopping);
                _ = ServeAsync(client, certificate, options, mqttLogger);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // Out of file handles, most likely: those in use keep working, and new ones get a chance later.
                BrokerLog.AcceptFailed(logger, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
            }
        }
    }

    private async Task ServeAsync(TcpClient client, X509Certificate2? certificate, MqttServerOptions options, IMqttNetLogger mqttLogger)
    {
        using var connection = client;
        var remote = client.Client.RemoteEndPoint;
        if (Interlocked.Increment(ref _connections) > limits.Connections)
        {
            Interlocked.Decrement(ref _connections);
            BrokerLog.TooManyConnections(logger, remote, limits.Connections);
            return;
        }

        try
        {
            client.NoDelay = true;
            var stream = await SecureAsync(client.GetStream(), certificate);
            await using var guard = new PacketSizeGuard(stream, limits.Packets, bytes => BrokerLog.PacketTooLarge(logger, remote, bytes, limits.Packets.Packet));
            using var channel = new MqttTcpChannel(guard, client.Client.LocalEndPoint, remote, clientCertificate: null);
            var formatter = new MqttPacketFormatterAdapter(new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax));
            using var adapter = new MqttChannelAdapter(channel, formatter, mqttLogger);
            if (ClientHandler is { } handle)
            {
                await handle(adapter);
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            BrokerLog.ConnectionFailed(logger, remote, e.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task<Stream> SecureAsync(NetworkStream plain, X509Certificate2? certificate)
    {
        if (certificate is null)
        {
            return plain;
        }

        // Whoever connects and says nothing must not hold a connection for ever.
        using var limit = new CancellationTokenSource(HandshakeTime, time);
        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, limit.Token);
            return secure;
        }
        catch (Exception)
        {
            await secure.DisposeAsync();
            throw;
        }
    }
}

/// <summary>How much the broker takes on.</summary>
internal sealed record BrokerLimits
{
    /// <summary>Clients at once.</summary>
    public int Connections { get; init; } = 2000;

    /// <summary>
    /// Messages that wait for one client. Beyond it the server drops the oldest while the sender is told "success":
    /// high enough that only a client that has stopped reading ever gets there.
    /// </summary>
    public int PendingPerClient { get; init; } = 20_000;

    /// <summary>A packet: a picture of 1 MB and its properties.</summary>
    public PacketLimits Packets { get; init; } = new(FirstPacket: 64 * 1024, Packet: 1280 * 1024);
}
