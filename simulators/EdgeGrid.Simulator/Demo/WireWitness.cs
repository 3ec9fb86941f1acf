using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using EdgeGrid.Contracts;
using MQTTnet;
using MQTTnet.Formatter;

namespace EdgeGrid.Simulator.Demo;

/// <summary>
/// Reads the wire as anyone's own software can: an MQTT client with a token that sees every alert, every step of every
/// case and what the gateways tell of themselves.
/// </summary>
internal sealed class WireWitness : IAsyncDisposable
{
    private const string User = "administrator";

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentDictionary<GatewayId, GatewayStatus> _statuses = new();

    /// <summary>A transition of an alert crossed the wire.</summary>
    public required Action<AlertEvent> OnAlert { get; init; }

    /// <summary>A case took a step.</summary>
    public required Action<CaseNotice> OnCase { get; init; }

    /// <summary>The newest of each gateway.</summary>
    public IReadOnlyCollection<GatewayStatus> Statuses => [.. _statuses.Values];

    /// <summary>Connects and subscribes.</summary>
    public async Task StartAsync(int port, string token, CancellationToken cancellationToken)
    {
        _client.ApplicationMessageReceivedAsync += ReceiveAsync;
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port)
            .WithCredentials(User, token)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .Build();
        await _client.ConnectAsync(options, cancellationToken);
        await _client.SubscribeAsync(Topics.AllAlerts, cancellationToken: cancellationToken);
        await _client.SubscribeAsync(Topics.AllStatus, cancellationToken: cancellationToken);
        await _client.SubscribeAsync(Topics.Cases("+"), cancellationToken: cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
        {
            await _client.DisconnectAsync();
        }

        _client.Dispose();
    }

    private Task ReceiveAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var (topic, payload) = (received.ApplicationMessage.Topic, received.ApplicationMessage.Payload.ToArray());
        if (Topics.TryParse(topic, out var gateway, out var leaf))
        {
            if (leaf == Topics.AlertsLeaf && JsonSerializer.Deserialize(payload, WireJson.Default.AlertEvent) is { } alert)
            {
                OnAlert(alert);
            }
            else if (leaf == Topics.StatusLeaf && JsonSerializer.Deserialize(payload, WireJson.Default.GatewayStatus) is { } status)
            {
                // A will was written when its connection began.
                _statuses.AddOrUpdate(gateway, status, (_, before) => status.At > before.At ? status : before);
            }
        }
        else if (topic != Topics.HubStatus && JsonSerializer.Deserialize(payload, WireJson.Default.CaseNotice) is { } notice)
        {
            OnCase(notice);
        }

        return Task.CompletedTask;
    }
}
