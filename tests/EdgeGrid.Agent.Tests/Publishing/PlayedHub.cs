using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;
using MQTTnet;
using MQTTnet.Server;

namespace EdgeGrid.Agent.Tests.Publishing;

/// <summary>A real broker, and the hub behind it as a test wants it: there or not, acknowledging or not.</summary>
internal sealed class PlayedHub : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _received = new();
    private MqttServer? _server;

    /// <summary>Made anew for each test, so that a broker can come back where it was.</summary>
    public int Port { get; } = Ports.Free();

    /// <summary>What the hub answers; null is silence.</summary>
    public Func<Received, AckOutcome?> Answer { get; set; } = _ => AckOutcome.Committed;

    /// <summary>What the broker does before it takes a message.</summary>
    public Func<Received, Task> Delay { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whom the broker lets in.</summary>
    public Func<string?, string?, bool> LetsIn { get; set; } = (_, _) => true;

    public IReadOnlyCollection<Received> Messages => _received;

    public IEnumerable<Received> Alerts => _received.Where(message => message.Leaf == Topics.AlertsLeaf);

    public IEnumerable<Received> Batches => _received.Where(message => message.Leaf == Topics.ReadingsLeaf);

    public GatewayStatus? LastStatus => _received.LastOrDefault(message => message.Leaf == Topics.StatusLeaf) is { } message
        ? JsonSerializer.Deserialize(message.Payload, WireJson.Default.GatewayStatus)
        : null;

    public async Task StartAsync(bool online = true)
    {
        var options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(Port)
            .WithDefaultEndpointReuseAddress()
            .Build();
        _server = new MqttServerFactory().CreateMqttServer(options);
        _server.InterceptingPublishAsync += OnPublishAsync;
        _server.ValidatingConnectionAsync += connection =>
        {
            connection.ReasonCode = LetsIn(connection.UserName, connection.Password)
                ? MQTTnet.Protocol.MqttConnectReasonCode.Success
                : MQTTnet.Protocol.MqttConnectReasonCode.BadUserNameOrPassword;
            return Task.CompletedTask;
        };
        await _server.StartAsync();
        if (online)
        {
            await SetOnlineAsync(true);
        }
    }

    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.StopAsync(new MqttServerStopOptions());
            server.Dispose();
        }
    }

    public Task SetOnlineAsync(bool online) => SendAsync(
        Topics.HubStatus,
        JsonSerializer.SerializeToUtf8Bytes(new HubStatus(online, "test", SampleInputs.At), WireJson.Wire.HubStatus),
        retain: true);

    public Task SendAsync(string topic, byte[] payload, bool retain = false) => SendAsync(new MqttApplicationMessageBuilder()
        .WithTopic(topic)
        .WithPayload(payload)
        .WithRetainFlag(retain));

    /// <summary>Sends something that wants an answer.</summary>
    public Task SendAsync(string topic, byte[] payload, string responseTopic) => SendAsync(new MqttApplicationMessageBuilder()
        .WithTopic(topic)
        .WithPayload(payload)
        .WithResponseTopic(responseTopic)
        .WithCorrelationData("asked"u8.ToArray()));

    private Task SendAsync(MqttApplicationMessageBuilder message) => _server!.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(message.WithQualityOfServiceLevel(MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce).Build())
        {
            SenderClientId = "hub",
        });

    public Task AcknowledgeAsync(Received message, AckOutcome outcome) => SendAsync(
        message.ResponseTopic!,
        JsonSerializer.SerializeToUtf8Bytes(
            new Ack(message.Epoch, message.Sequence, message.Count, outcome, outcome == AckOutcome.Quarantined ? "not understood" : null), WireJson.Wire.Ack));

    public async Task<MqttApplicationMessage?> RetainedAsync(string topic) => await _server!.GetRetainedMessageAsync(topic);

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task OnPublishAsync(InterceptingPublishEventArgs publish)
    {
        if (publish.ClientId == "hub")
        {
            return;
        }

        var message = Received.From(publish.ApplicationMessage);
        await Delay(message);
        _received.Enqueue(message);
        if (message.ResponseTopic is not null && Answer(message) is { } outcome)
        {
            await AcknowledgeAsync(message, outcome);
        }
    }
}

/// <summary>A message as the hub sees it.</summary>
internal sealed record Received(
    string Leaf, byte[] Payload, string? ContentType, string? ResponseTopic, string? Correlation, IReadOnlyDictionary<string, string> Properties)
{
    public string Epoch => Properties[UserProperties.Epoch];

    public long Sequence => long.Parse(Properties[UserProperties.Sequence]);

    public int Count => Properties.TryGetValue(UserProperties.Count, out var count) ? int.Parse(count) : 1;

    public static Received From(MqttApplicationMessage message)
    {
        Assert.True(Topics.TryParse(message.Topic, out _, out var leaf), message.Topic);
        return new Received(
            leaf,
            message.Payload.ToArray(),
            message.ContentType,
            message.ResponseTopic,
            message.CorrelationData is { } correlation ? Encoding.ASCII.GetString(correlation) : null,
            (message.UserProperties ?? []).ToDictionary(property => property.Name, property => Encoding.UTF8.GetString(property.ValueBuffer.Span)));
    }
}
