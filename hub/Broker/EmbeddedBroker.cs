using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Ingest;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace EdgeGrid.Hub.Broker;

/// <summary>
/// The broker inside the hub. It lets in, keeps everyone to their own topics, and holds senders back when ingest is
/// full. It keeps nothing safe: what counts is ingest's own acknowledgement.
/// </summary>
internal sealed class EmbeddedBroker(HubOptions options, BrokerAccess access, IngestInlet inlet, IdentityConflicts conflicts, ILogger<EmbeddedBroker> logger)
    : IHostedService, IAsyncDisposable
{
    private const string SessionOwner = "owner";

    private readonly BrokerLimits _limits = new();
    private BrokerListener? _listener;
    private MqttServer? _server;
    private long _dropped;

    /// <summary>Where gateways connect; known once started.</summary>
    public IPEndPoint EndPoint => _listener?.Bound[0] ?? throw new InvalidOperationException("The broker has not started.");

    /// <summary>Where the hub's own client connects: the same, or a plain port on loopback beside the one that speaks TLS.</summary>
    public IPEndPoint InnerEndPoint => _listener?.Bound[^1] ?? throw new InvalidOperationException("The broker has not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var certificate = options.MqttCertificate is { } pem ? Load(pem) : null;
        List<BrokerEndPoint> endPoints = [new(options.Mqtt, certificate)];
        if (certificate is not null || !IPAddress.IsLoopback(options.Mqtt.Address))
        {
            endPoints.Add(new(new IPEndPoint(IPAddress.Loopback, 0), Certificate: null));
        }

        var serverOptions = new MqttServerOptionsBuilder()
            .WithMaxPendingMessagesPerClient(_limits.PendingPerClient)
            .WithoutDefaultEndpoint()
            .Build();
        _listener = new BrokerListener(endPoints, _limits, logger, options.Time);
        _server = new MqttServerFactory().CreateMqttServer(serverOptions, [_listener]);
        _server.ValidatingConnectionAsync += AdmitAsync;
        _server.InterceptingPublishAsync += PublishAsync;
        _server.InterceptingSubscriptionAsync += SubscribeAsync;
        _server.InterceptingOutboundPacketAsync += TellLimitsAsync;
        _server.ClientDisconnectedAsync += DisconnectedAsync;
        _server.QueuedApplicationMessageOverwrittenAsync += DroppedAsync;
        try
        {
            await _server.StartAsync();
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw HubStartException.ForEndPoint("MQTT", options.Mqtt, "--mqtt", e);
        }

        foreach (var bound in _listener.Bound)
        {
            BrokerLog.Listening(logger, bound);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is { IsStarted: true } server)
        {
            await server.StopAsync(new MqttServerStopOptionsBuilder().Build());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _server?.Dispose();
        _listener?.Dispose();
    }

    private static X509Certificate2 Load(CertificateOptions pem)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(pem.CertificateFile, pem.KeyFile);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new HubStartException(
                $"The certificate {pem.CertificateFile} and the key {pem.KeyFile} cannot be used: {e.Message.TrimEnd('.')}. Both must be PEM and belong together, and the key must have no password; see --mqtt-cert and --mqtt-key.",
                e);
        }
    }

    private async Task AdmitAsync(ValidatingConnectionEventArgs client)
    {
        var refusal = access.Refuse(new Greeting(client.ClientId, client.UserName, client.RawPassword, client.ProtocolVersion, client.RemoteEndPoint));
        if (refusal is null && access.Identify(client.ClientId, client.UserName).Role == ClientRole.Observer)
        {
            refusal = await RefuseAnothersSessionAsync(client);
        }

        if (string.IsNullOrEmpty(client.ClientId))
        {
            // MQTT 5, section 3.1.3.1: whoever brings no name is given one. mosquitto_sub brings none.
            client.AssignedClientIdentifier = $"observer-{Guid.CreateVersion7():n}";
        }

        if (refusal is not null)
        {
            BrokerLog.Refused(logger, client.ClientId, client.RemoteEndPoint, refusal.Reason);
            client.ReasonCode = refusal.Code;
            client.ReasonString = refusal.Reason;
        }
    }

    /// <summary>Whoever takes up a session is handed what waits in it, and keeps what its owner subscribed to.</summary>
    private async Task<Refusal?> RefuseAnothersSessionAsync(ValidatingConnectionEventArgs client)
    {
        client.SessionItems[SessionOwner] = client.UserName;
        var standing = (await _server!.GetSessionsAsync()).FirstOrDefault(session => session.Id == client.ClientId);
        return standing is null || Equals(standing.Items[SessionOwner], client.UserName)
            ? null
            : new Refusal(MqttConnectReasonCode.ClientIdentifierNotValid, "another user has a session under that client id: choose another");
    }

    private async Task PublishAsync(InterceptingPublishEventArgs publish)
    {
        var client = access.Identify(publish.ClientId, publish.UserName);
        var message = publish.ApplicationMessage;
        if (client.Role == ClientRole.Hub)
        {
            return;
        }

        if (!client.MayPublish(message.Topic))
        {
            BrokerLog.PublishDenied(logger, client, message.Topic);
            inlet.TryRefuse(message.Topic, client.Role == ClientRole.Gateway ? client.Name : "", $"{client} may not publish here", message.Payload.ToArray());
            publish.ProcessPublish = false;
            publish.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
            publish.Response.ReasonString = "only a gateway's own topics";
            return;
        }

        // Only presence is kept for those who come later; a kept alert would be old news for ever.
        message.Retain = message.Retain && message.Topic.EndsWith("/" + Topics.StatusLeaf, StringComparison.Ordinal);
        if (IngestInlet.Takes(message.Topic))
        {
            await inlet.Pressure.EnterAsync(message.Payload.Length, publish.CancellationToken);
        }
    }

    private Task SubscribeAsync(InterceptingSubscriptionEventArgs subscription)
    {
        var client = access.Identify(subscription.ClientId, subscription.UserName);
        if (!client.MaySubscribe(subscription.TopicFilter.Topic))
        {
            BrokerLog.SubscriptionDenied(logger, client, subscription.TopicFilter.Topic);
            subscription.ProcessSubscription = false;
            subscription.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        }

        return Task.CompletedTask;
    }

    private Task TellLimitsAsync(InterceptingPacketEventArgs packet)
    {
        if (packet.Packet is MqttConnAckPacket { ReasonCode: MqttConnectReasonCode.Success } greeting)
        {
            greeting.MaximumPacketSize = (uint)_limits.Packets.Packet;
        }

        return Task.CompletedTask;
    }

    private Task DisconnectedAsync(ClientDisconnectedEventArgs client)
    {
        if (client.DisconnectType == MqttClientDisconnectType.Takeover
            && access.Identify(client.ClientId, client.UserName) is { Role: ClientRole.Gateway } gateway
            && conflicts.TakenOver(gateway.Name))
        {
            BrokerLog.TwoAgents(logger, gateway.Name);
        }

        return Task.CompletedTask;
    }

    private Task DroppedAsync(QueueMessageOverwrittenEventArgs dropped)
    {
        // Counted, and said at every power of two: whoever does not read must not fill the log as well.
        var count = Interlocked.Increment(ref _dropped);
        if (System.Numerics.BitOperations.IsPow2(count))
        {
            BrokerLog.MessagesDropped(logger, dropped.ReceiverClientId, count);
        }

        return Task.CompletedTask;
    }
}
