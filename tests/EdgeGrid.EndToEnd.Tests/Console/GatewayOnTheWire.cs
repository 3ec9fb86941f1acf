using System.Buffers;
using System.Net;
using System.Text.Json;
using EdgeGrid.Contracts;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeGrid.EndToEnd.Tests.Console;

/// <summary>A gateway as the hub sees one: an MQTT client that speaks the wire.</summary>
internal sealed class GatewayOnTheWire : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly GatewayId _id;
    private readonly string _epoch = Guid.CreateVersion7().ToString("N");
    private long _sequence;

    private GatewayOnTheWire(string id) => _id = GatewayId.Parse(id);

    public static async Task<GatewayOnTheWire> ConnectAsync(string id, int port)
    {
        var gateway = new GatewayOnTheWire(id);
        await gateway._client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer(IPAddress.Loopback.ToString(), port)
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
            .WithClientId($"edgegrid-agent-{id}")
            .Build());
        return gateway;
    }

    public Task AnnounceAsync(params DeviceStatus[] devices)
    {
        var now = TimeProvider.System.GetUtcNow();
        var status = new GatewayStatus
        {
            Gateway = _id,
            Online = true,
            Name = $"Building {_id}",
            Place = "Heping Road 18",
            Position = new Position(34.245, 117.195),
            Version = "0.1.0",
            BootId = "0e2b9f6e-6f43-4a55-9e0c-2f9a3c1d7b11",
            StartedAt = now,
            At = now,
            ConfigHash = "0123456789ab",
            Devices = devices,
        };
        return PublishAsync(
            Topics.Status(_id), ContentTypes.Json, JsonSerializer.SerializeToUtf8Bytes(status, WireJson.Default.GatewayStatus), retain: true, []);
    }

    /// <returns>The alert's id.</returns>
    public async Task<string> AlertAsync(WarningLevel level, string place, string measured)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = Guid.CreateVersion7().ToString("N");
        var identity = new RecordIdentity(_id, _epoch, ++_sequence);
        var happened = new AlertEvent
        {
            Id = identity.ToString(),
            Source = $"edgegrid/v1/{_id}",
            Type = AlertEvent.TypeOf(AlertTransition.Raised),
            Subject = "kitchen",
            Time = now,
            Simulated = true,
            Data = new Alert
            {
                AlertId = id,
                Transition = AlertTransition.Raised,
                Kind = AlertKind.Gas,
                Level = level,
                Device = "kitchen",
                Place = place,
                Position = new Position(34.245, 117.195),
                Measured = measured,
                SampledAt = now,
                RaisedAt = now,
                Clock = new ClockReading("0e2b9f6e-6f43-4a55-9e0c-2f9a3c1d7b11", 1000, ClockQuality.Ntp),
                Actions = ["siren on"],
            },
        };
        await PublishAsync(
            Topics.Alerts(_id),
            ContentTypes.CloudEvents,
            JsonSerializer.SerializeToUtf8Bytes(happened, WireJson.Default.AlertEvent),
            retain: false,
            Identity(identity));
        return id;
    }

    public Task EvidenceAsync(string alertId, byte[] jpeg) => PublishAsync(
        Topics.Evidence(_id),
        ContentTypes.Jpeg,
        jpeg,
        retain: false,
        [.. Identity(new RecordIdentity(_id, _epoch, ++_sequence)), Property(UserProperties.AlertId, alertId)]);

    /// <summary>Says what became of a revision.</summary>
    /// <param name="desired">The message that it heard of it.</param>
    /// <param name="state">What became of it.</param>
    /// <param name="inForce">What runs.</param>
    /// <param name="problems">Why it was refused.</param>
    public Task ReportAsync(DesiredConfiguration desired, ConfigurationState state, long inForce, params ConfigurationIssue[] problems)
    {
        var report = new ReportedConfiguration
        {
            Gateway = _id,
            Revision = desired.Revision,
            RevisionHash = desired.Hash,
            State = state,
            InForce = inForce,
            Hash = "0123456789ab",
            Problems = problems,
            At = TimeProvider.System.GetUtcNow(),
        };
        return PublishAsync(Topics.ConfigReported(_id), ContentTypes.Json, JsonSerializer.SerializeToUtf8Bytes(report, WireJson.Default.ReportedConfiguration), retain: false, []);
    }

    /// <summary>Carries out what it is asked for, by its own words; a snapshot sends a picture.</summary>
    public async Task ObeyAsync(string words, byte[] picture)
    {
        _client.ApplicationMessageReceivedAsync += async received =>
        {
            if (JsonSerializer.Deserialize(received.ApplicationMessage.Payload.ToArray(), WireJson.Default.GatewayCommand) is { } command)
            {
                var answer = new CommandAnswer { Id = command.Id, Gateway = _id, Outcome = CommandOutcome.Done, Words = words, At = TimeProvider.System.GetUtcNow() };
                await PublishAsync(Topics.CommandAnswers(_id), ContentTypes.Json, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Default.CommandAnswer), retain: false, []);
                await (command.Name == CommandNames.Snapshot ? EvidenceAsync(command.Id, picture) : Task.CompletedTask);
            }
        };
        await _client.SubscribeAsync(Topics.AllCommands(_id), MqttQualityOfServiceLevel.AtLeastOnce);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync();
        _client.Dispose();
    }

    private static MqttUserProperty[] Identity(RecordIdentity identity) =>
    [
        Property(UserProperties.Epoch, identity.Epoch),
        Property(UserProperties.Sequence, identity.Sequence.ToString()),
        Property(UserProperties.Simulated, "true"),
    ];

    private static MqttUserProperty Property(string name, string value) => new(name, System.Text.Encoding.UTF8.GetBytes(value));

    private async Task PublishAsync(string topic, string contentType, byte[] payload, bool retain, IEnumerable<MqttUserProperty> properties)
    {
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            ContentType = contentType,
            PayloadSegment = payload,
            Retain = retain,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            UserProperties = [.. properties],
        };
        var answer = await _client.PublishAsync(message);
        Assert.True(answer.IsSuccess, $"The broker refused {topic}: {answer.ReasonCode} {answer.ReasonString}");
    }
}
