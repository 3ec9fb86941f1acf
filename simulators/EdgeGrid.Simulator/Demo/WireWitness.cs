using System.Buffers;
using System.Text.Json;
using EdgeGrid.Contracts;
using MQTTnet;
using MQTTnet.Formatter;

namespace EdgeGrid.Simulator.Demo;

/// <summary>
/// Reads the wire as anyone's own software can: an MQTT client with no special rights that sees every alert and every
/// step of every case.
/// </summary>
internal sealed class WireWitness : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    /// <summary>A transition of an alert crossed the wire.</summary>
    public required Action<AlertEvent> OnAlert { get; init; }

    /// <summary>A case took a step.</summary>
    public required Action<CaseNotice> OnCase { get; init; }

    /// <summary>Connects and subscribes.</summary>
    public async Task StartAsync(int port, CancellationToken cancellationToken)
    {
        _client.ApplicationMessageReceivedAsync += ReceiveAsync;
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port)
            .WithClientId("edgegrid-demo")
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .Build();
        await _client.ConnectAsync(options, cancellationToken);
        await _client.SubscribeAsync(Topics.AllAlerts, cancellationToken: cancellationToken);
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
        var payload = received.ApplicationMessage.Payload.ToArray();
        if (received.ApplicationMessage.Topic.EndsWith("/" + Topics.AlertsLeaf, StringComparison.Ordinal))
        {
            if (JsonSerializer.Deserialize(payload, WireJson.Default.AlertEvent) is { } alert)
            {
                OnAlert(alert);
            }
        }
        else if (JsonSerializer.Deserialize(payload, WireJson.Default.CaseNotice) is { } notice)
        {
            OnCase(notice);
        }

        return Task.CompletedTask;
    }
}
