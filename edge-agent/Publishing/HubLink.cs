using System.Text.Json;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeGrid.Agent.Publishing;

/// <summary>How a connection ended.</summary>
/// <param name="Words">Why, for the log.</param>
/// <param name="TakenOver">Another client connected under this one's name.</param>
internal sealed record LinkEnd(string Words, bool TakenOver = false);

/// <summary>One connection to the broker, from connect to its end. It never comes back: the next one is a new link.</summary>
internal sealed class HubLink : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly TaskCompletionSource<LinkEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GatewayId _gateway;
    private readonly ILogger _log;
    private readonly Action<Ack> _acknowledged;
    private readonly Action<bool> _hubPresent;

    private HubLink(GatewayId gateway, ILogger log, Action<Ack> acknowledged, Action<bool> hubPresent)
    {
        _gateway = gateway;
        _log = log;
        _acknowledged = acknowledged;
        _hubPresent = hubPresent;
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
        _client.DisconnectedAsync += OnDisconnectedAsync;
    }

    /// <summary>Completes when the connection is over.</summary>
    public Task<LinkEnd> Ended => _ended.Task;

    /// <summary>
    /// Connects and subscribes.
    /// </summary>
    /// <param name="options">As <see cref="HubLinkOptions"/> makes them.</param>
    /// <param name="gateway">Whose acknowledgements are wanted.</param>
    /// <param name="log">For what cannot be understood.</param>
    /// <param name="acknowledged">Called for each acknowledgement; must be quick.</param>
    /// <param name="hubPresent">Called when the hub says that it is there, or not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MqttCommunicationException">There is no broker, or it does not let this gateway in.</exception>
    public static async Task<HubLink> ConnectAsync(
        MqttClientOptions options, GatewayId gateway, ILogger log, Action<Ack> acknowledged, Action<bool> hubPresent, CancellationToken cancellationToken)
    {
        var link = new HubLink(gateway, log, acknowledged, hubPresent);
        try
        {
            var connected = await link._client.ConnectAsync(options, cancellationToken);
            if (connected.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new MqttCommunicationException($"the broker refused the connection: {connected.ResultCode} {connected.ReasonString}".TrimEnd());
            }

            await link.SubscribeAsync(Topics.Acks(gateway), cancellationToken);
            await link.SubscribeAsync(Topics.HubStatus, cancellationToken);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends, and returns with the broker's answer.</summary>
    public Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage message, CancellationToken cancellationToken) =>
        _client.PublishAsync(message, cancellationToken);

    /// <summary>Gives the connection up: something on it failed. When the broker has ended it already, its own reason counts.</summary>
    public void Fail(string words)
    {
        if (_client.IsConnected)
        {
            _ended.TrySetResult(new LinkEnd(words));
        }
    }

    /// <summary>Leaves in order, so that the broker keeps the will to itself.</summary>
    public async Task LeaveAsync() =>
        await _client.TryDisconnectAsync(MqttClientDisconnectOptionsReason.NormalDisconnection, "the gateway stops");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.ApplicationMessageReceivedAsync -= OnMessageAsync;
        _client.DisconnectedAsync -= OnDisconnectedAsync;
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SubscribeAsync(string topic, CancellationToken cancellationToken)
    {
        var result = await _client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        foreach (var item in result.Items)
        {
            if ((int)item.ResultCode >= 0x80)
            {
                throw new MqttCommunicationException($"the broker does not let this gateway subscribe to {topic}: {item.ResultCode}");
            }
        }
    }

    private Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var topic = received.ApplicationMessage.Topic;
        try
        {
            var reader = new Utf8JsonReader(received.ApplicationMessage.Payload);
            if (topic == Topics.HubStatus)
            {
                // An emptied retained message is a hub that is not there.
                var present = received.ApplicationMessage.Payload.Length > 0
                    && JsonSerializer.Deserialize(ref reader, WireJson.Default.HubStatus) is { Online: true };
                _hubPresent(present);
            }
            else if (topic == Topics.Acks(_gateway) && JsonSerializer.Deserialize(ref reader, WireJson.Default.Ack) is { } ack)
            {
                _acknowledged(ack);
            }
        }
        catch (JsonException exception)
        {
            _log.MessageNotUnderstood(topic, received.ApplicationMessage.Payload.Length, exception.Message);
        }

        return Task.CompletedTask;
    }

    private Task OnDisconnectedAsync(MqttClientDisconnectedEventArgs ended)
    {
        var words = ended.Exception?.Message ?? $"the broker ended it: {ended.Reason} {ended.ReasonString}".TrimEnd();
        _ended.TrySetResult(new LinkEnd(words, ended.Reason == MqttClientDisconnectReason.SessionTakenOver));
        return Task.CompletedTask;
    }
}
