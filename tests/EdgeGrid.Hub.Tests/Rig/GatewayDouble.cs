using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Broker;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeGrid.Hub.Tests.Rig;

/// <summary>A gateway's end of the wire: publishes records and waits for the hub's own acknowledgement.</summary>
internal sealed class GatewayDouble : IDisposable
{
    private readonly IMqttClient _client;
    private readonly GatewayId _gateway;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Ack>> _waiting = new();
    private long _sequence;

    private GatewayDouble(IMqttClient client, GatewayId gateway) => (_client, _gateway) = (client, gateway);

    public string Epoch { get; init; } = Records.NewId();

    public GatewayId Gateway => _gateway;

    public IMqttClient Client => _client;

    public static async Task<GatewayDouble> ConnectAsync(IPEndPoint broker, string gateway, string? user = null, string? password = null)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(broker.Address.ToString(), broker.Port)
            .WithClientId(ClientIdentity.AgentPrefix + gateway)
            .WithCleanStart();
        if (user is not null)
        {
            options.WithCredentials(user, password);
        }

        var rig = new GatewayDouble(client, GatewayId.Parse(gateway));
        client.ApplicationMessageReceivedAsync += rig.AckedAsync;
        var connected = await client.ConnectAsync(options.Build());
        Assert.Equal(MqttClientConnectResultCode.Success, connected.ResultCode);
        await client.SubscribeAsync(Topics.Acks(rig._gateway), MqttQualityOfServiceLevel.AtLeastOnce);
        return rig;
    }

    public RecordIdentity Next(int count = 1) => new(_gateway, Epoch, Interlocked.Add(ref _sequence, count) - count + 1, count);

    public Task AnnounceAsync(GatewayStatus? status = null) => PublishAsync(new MqttApplicationMessage
    {
        Topic = Topics.Status(_gateway),
        PayloadSegment = JsonSerializer.SerializeToUtf8Bytes(status ?? Records.Status(_gateway.ToString()), WireJson.Default.GatewayStatus),
        ContentType = ContentTypes.Json,
        Retain = true,
    });

    public Task<Ack> SendAsync(Alert alert, bool simulated = false) => SendAsync(Next(), alert, simulated);

    public Task<Ack> SendAsync(RecordIdentity identity, Alert alert, bool simulated = false) => SendAsync(
        Topics.AlertsLeaf,
        identity,
        ContentTypes.CloudEvents,
        JsonSerializer.SerializeToUtf8Bytes(Records.Event(identity, alert, simulated), WireJson.Default.AlertEvent));

    public Task<Ack> SendAsync(Loss loss) => SendAsync(Next(), loss);

    public Task<Ack> SendAsync(RecordIdentity identity, Loss loss) =>
        SendAsync(Topics.LossesLeaf, identity, ContentTypes.Json, JsonSerializer.SerializeToUtf8Bytes(loss, WireJson.Wire.Loss));

    public async Task<Ack> SendAsync(string leaf, RecordIdentity identity, string contentType, byte[] payload, string? alertId = null)
    {
        var correlation = Guid.NewGuid().ToByteArray();
        var waiting = new TaskCompletionSource<Ack>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[Convert.ToHexString(correlation)] = waiting;
        var message = new MqttApplicationMessageBuilder()
            .WithTopic($"{Topics.Root}/{_gateway}/{leaf}")
            .WithPayload(payload)
            .WithContentType(contentType)
            .WithResponseTopic(Topics.Acks(_gateway))
            .WithCorrelationData(correlation);
        Mark(message, UserProperties.Epoch, identity.Epoch);
        Mark(message, UserProperties.Sequence, identity.Sequence.ToString(CultureInfo.InvariantCulture));
        Mark(message, UserProperties.Count, identity.Count.ToString(CultureInfo.InvariantCulture));
        if (alertId is not null)
        {
            Mark(message, UserProperties.AlertId, alertId);
        }

        await PublishAsync(message.Build());
        return await waiting.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public async Task<MqttClientPublishReasonCode> PublishAsync(MqttApplicationMessage message)
    {
        message.QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce;
        return (await _client.PublishAsync(message)).ReasonCode;
    }

    public void Dispose() => _client.Dispose();

    private static void Mark(MqttApplicationMessageBuilder message, string name, string value) =>
        message.WithUserProperty(name, Encoding.UTF8.GetBytes(value).AsMemory());

    private Task AckedAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        if (message.CorrelationData is { } correlation && _waiting.TryRemove(Convert.ToHexString(correlation), out var waiting))
        {
            waiting.SetResult(JsonSerializer.Deserialize(message.Payload.ToArray(), WireJson.Default.Ack)!);
        }

        return Task.CompletedTask;
    }
}
