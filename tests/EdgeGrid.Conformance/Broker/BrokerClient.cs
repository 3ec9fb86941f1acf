using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Contracts;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeGrid.Conformance.Broker;

/// <summary>A message as it came.</summary>
internal sealed record Heard(string Topic, byte[] Payload, string? ContentType, bool Retained, MqttQualityOfServiceLevel Level)
{
    public string? ResponseTopic { get; init; }

    public string? Correlation { get; init; }

    public IReadOnlyList<(string Name, string Value)> Properties { get; init; } = [];

    /// <summary>All of it, to compare.</summary>
    public string Everything => string.Join(
        '\n',
        [Topic, Convert.ToHexString(Payload), ContentType, $"{Retained} {Level}", ResponseTopic, Correlation, .. Properties.Select(property => property.ToString())]);

    public bool SaysOnline => JsonSerializer.Deserialize(Payload, WireJson.Default.GatewayStatus)!.Online;

    public static Heard From(MqttApplicationMessage message) => new(
        message.Topic, message.Payload.ToArray(), message.ContentType, message.Retain, message.QualityOfServiceLevel)
    {
        ResponseTopic = message.ResponseTopic,
        Correlation = message.CorrelationData is { } data ? Encoding.ASCII.GetString(data) : null,
        Properties = [.. (message.UserProperties ?? []).Select(property => (property.Name, Encoding.UTF8.GetString(property.ValueBuffer.Span)))],
    };
}

/// <summary>A client of the broker: a gateway that connects exactly as an agent does, or somebody who listens.</summary>
internal sealed class BrokerClient : IDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<Heard> _heard = new();
    private readonly ConcurrentQueue<Func<Task>> _held = new();

    private BrokerClient(bool holds)
    {
        _client.ApplicationMessageReceivedAsync += received =>
        {
            received.AutoAcknowledge = !holds;
            _held.Enqueue(() => received.AcknowledgeAsync(CancellationToken.None));
            _heard.Enqueue(Heard.From(received.ApplicationMessage));
            return Task.CompletedTask;
        };
        _client.DisconnectedAsync += ended =>
        {
            Ended = ended.Reason;
            return Task.CompletedTask;
        };
    }

    public IReadOnlyCollection<Heard> Messages => _heard;

    /// <summary>Why the broker ended the connection; null while it has not.</summary>
    public MqttClientDisconnectReason? Ended { get; private set; }

    public static async Task<BrokerClient> GatewayAsync(IPEndPoint broker, string gateway)
    {
        var client = new BrokerClient(holds: false);
        var hub = new HubOptions { Url = new Uri($"mqtt://{broker}") };
        await client._client.ConnectAsync(HubLinkOptions.Make(hub, GatewayId.Parse(gateway), Status(gateway, online: false, "will")));
        return client;
    }

    /// <param name="broker">Where.</param>
    /// <param name="filter">To what.</param>
    /// <param name="holds">Acknowledges nothing by itself, as the hub does until it has committed.</param>
    public static async Task<BrokerClient> ListenerAsync(BrokerUnderTest broker, string filter, bool holds = false)
    {
        var client = new BrokerClient(holds);
        await client._client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(broker.EndPoint.Address.ToString(), broker.EndPoint.Port)
            .WithClientId($"listener-{Guid.CreateVersion7():n}")
            .WithCredentials(broker.Listener.User, broker.Listener.Password)
            .WithReceiveMaximum(512)
            .WithCleanStart()
            .Build());
        await client._client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        return client;
    }

    public async Task PublishAsync(MqttApplicationMessage message)
    {
        message.QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce;
        var answer = await _client.PublishAsync(message);
        Assert.True(answer.IsSuccess, $"{answer.ReasonCode} {answer.ReasonString}");
    }

    /// <summary>Tells the status that a gateway keeps at the broker.</summary>
    public Task AnnounceAsync(string gateway, string name, bool online = true) => PublishAsync(new MqttApplicationMessage
    {
        Topic = Topics.Status(GatewayId.Parse(gateway)),
        PayloadSegment = JsonSerializer.SerializeToUtf8Bytes(Status(gateway, online, name), WireJson.Wire.GatewayStatus),
        ContentType = ContentTypes.Json,
        Retain = true,
    });

    /// <summary>Acknowledges to the broker what it has held.</summary>
    public async Task AcknowledgeHeldAsync()
    {
        while (_held.TryDequeue(out var acknowledge))
        {
            await acknowledge();
        }
    }

    public Task LeaveAsync() => _client.DisconnectAsync();

    /// <summary>Without a farewell: the connection is just gone.</summary>
    public void Dispose() => _client.Dispose();

    private static GatewayStatus Status(string gateway, bool online, string name) => new()
    {
        Gateway = GatewayId.Parse(gateway),
        Online = online,
        Name = name,
        Place = "Heping Road 18",
        Version = "0.1.0",
        BootId = "boot-1",
        StartedAt = DateTimeOffset.UnixEpoch,
        At = DateTimeOffset.UnixEpoch,
        ConfigHash = "0123456789ab",
    };
}
