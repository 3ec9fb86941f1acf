using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeGrid.Benchmarks.Rig;

/// <summary>
/// A gateway as a hub sees it: a connection of its own that has told its status, and so many messages on their way at
/// once. What counts is the hub's own acknowledgement, which says that a message is committed.
/// </summary>
internal sealed class FleetGateway : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Action<long, AckOutcome> _answered;
    private readonly SemaphoreSlim _window;
    private readonly int _size;
    private readonly string _epoch = Guid.CreateVersion7().ToString("n");
    private long _sequence;

    private FleetGateway(GatewayId id, int window, Action<long, AckOutcome> answered)
    {
        (Id, _size, _window, _answered) = (id, window, new SemaphoreSlim(window), answered);
        _client.ApplicationMessageReceivedAsync += AnsweredAsync;
    }

    public GatewayId Id { get; }

    /// <summary>Connects, and announces itself.</summary>
    /// <param name="port">Of the broker, on loopback.</param>
    /// <param name="id">Its id.</param>
    /// <param name="window">So many messages are on their way at once.</param>
    /// <param name="answered">Called with what was given to <see cref="SendAsync"/>, and what became of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<FleetGateway> ConnectAsync(int port, string id, int window, Action<long, AckOutcome> answered, CancellationToken cancellationToken)
    {
        var gateway = new FleetGateway(GatewayId.Parse(id), window, answered);
        var options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer("127.0.0.1", port)
            .WithClientId("edgegrid-agent-" + id)
            .Build();
        await gateway._client.ConnectAsync(options, cancellationToken);
        await gateway._client.SubscribeAsync(Topics.Acks(gateway.Id), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        await gateway.AnnounceAsync(cancellationToken);
        return gateway;
    }

    /// <summary>The next record's identity.</summary>
    public RecordIdentity Next(int count)
    {
        var identity = new RecordIdentity(Id, _epoch, _sequence + 1, count);
        _sequence += count;
        return identity;
    }

    /// <summary>Sends a record once there is room for it on the way, and returns when the broker has it.</summary>
    /// <param name="mark">What the caller knows it by.</param>
    /// <param name="identity">Of it.</param>
    /// <param name="topic">Where to.</param>
    /// <param name="contentType">Of the payload.</param>
    /// <param name="payload">The record.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SendAsync(long mark, RecordIdentity identity, string topic, string contentType, byte[] payload, CancellationToken cancellationToken)
    {
        await _window.WaitAsync(cancellationToken);
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithContentType(contentType)
            .WithPayload(payload)
            .WithResponseTopic(Topics.Acks(Id))
            .WithCorrelationData(BitConverter.GetBytes(mark));
        Add(message, UserProperties.Epoch, identity.Epoch);
        Add(message, UserProperties.Sequence, identity.Sequence.ToString(CultureInfo.InvariantCulture));
        Add(message, UserProperties.Count, identity.Count.ToString(CultureInfo.InvariantCulture));
        await _client.PublishAsync(message.Build(), cancellationToken);
    }

    /// <summary>Returns when everything has been answered.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        for (var free = 0; free < _size; free++)
        {
            await _window.WaitAsync(cancellationToken);
        }

        _window.Release(_size);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync();
        _client.Dispose();
        _window.Dispose();
    }

    private static void Add(MqttApplicationMessageBuilder message, string name, string value) =>
        message.WithUserProperty(name, Encoding.UTF8.GetBytes(value));

    private Task<MqttClientPublishResult> AnnounceAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var status = new GatewayStatus
        {
            Gateway = Id,
            Online = true,
            Name = Id.ToString(),
            Place = "Benchmark",
            Version = "0",
            BootId = "00000000-0000-4000-8000-000000000000",
            StartedAt = now,
            At = now,
            ConfigHash = "000000000000",
        };
        return _client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic(Topics.Status(Id))
                .WithContentType(ContentTypes.Json)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .WithRetainFlag()
                .WithPayload(JsonSerializer.SerializeToUtf8Bytes(status, WireJson.Wire.GatewayStatus))
                .Build(),
            cancellationToken);
    }

    private Task AnsweredAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        var reader = new Utf8JsonReader(message.Payload);
        var answer = JsonSerializer.Deserialize(ref reader, WireJson.Default.Ack);
        _answered(BitConverter.ToInt64(message.CorrelationData), answer!.Outcome);
        _window.Release();
        return Task.CompletedTask;
    }
}
