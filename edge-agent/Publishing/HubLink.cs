using System.Buffers;
using System.Text.Json;
using EdgeGrid.Agent.Centre;
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

/// <summary>Who is told of what comes; each must be quick.</summary>
/// <param name="Acknowledged">For each acknowledgement.</param>
/// <param name="HubPresent">When the hub says that it is there, or not.</param>
/// <param name="Centre">For what else the hub wants.</param>
internal sealed record HubLinkListeners(Action<Ack> Acknowledged, Action<bool> HubPresent, Action<CentreMessage> Centre);

/// <summary>One connection to the broker, from connect to its end. It never comes back: the next one is a new link.</summary>
internal sealed class HubLink : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly TaskCompletionSource<LinkEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GatewayId _gateway;
    private readonly ILogger _log;
    private readonly HubLinkListeners _listeners;

    private HubLink(GatewayId gateway, ILogger log, HubLinkListeners listeners)
    {
        _gateway = gateway;
        _log = log;
        _listeners = listeners;
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
    /// <param name="listeners">Who is told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MqttCommunicationException">There is no broker, or it does not let this gateway in.</exception>
    public static async Task<HubLink> ConnectAsync(
        MqttClientOptions options, GatewayId gateway, ILogger log, HubLinkListeners listeners, CancellationToken cancellationToken)
    {
        var link = new HubLink(gateway, log, listeners);
        try
        {
            var connected = await link._client.ConnectAsync(options, cancellationToken);
            if (connected.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new MqttCommunicationException($"the broker refused the connection: {connected.ResultCode} {connected.ReasonString}".TrimEnd());
            }

            await link.SubscribeAsync(Topics.Acks(gateway), cancellationToken);

            // Before the hub's presence, so that what it wants is heard of when it is known to be there.
            await link.TrySubscribeAsync(Topics.Config(gateway), cancellationToken);
            await link.TrySubscribeAsync(Topics.AllCommands(gateway), cancellationToken);
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
        if (await RefusalAsync(topic, cancellationToken) is { } refusal)
        {
            throw new MqttCommunicationException($"the broker does not let this gateway subscribe to {topic}: {refusal}");
        }
    }

    // A broker that grants no more than alerts need still gets its alerts.
    private async Task TrySubscribeAsync(string topic, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(topic, cancellationToken) is { } refusal)
        {
            _log.NotSubscribed(topic, refusal.ToString());
        }
    }

    private async Task<MqttClientSubscribeResultCode?> RefusalAsync(string topic, CancellationToken cancellationToken)
    {
        var result = await _client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        return result.Items.Select(item => item.ResultCode).FirstOrDefault(code => (int)code >= 0x80) is var refusal && (int)refusal >= 0x80 ? refusal : null;
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
                _listeners.HubPresent(present);
            }
            else if (topic == Topics.Acks(_gateway) && JsonSerializer.Deserialize(ref reader, WireJson.Default.Ack) is { } ack)
            {
                _listeners.Acknowledged(ack);
            }
            else if (topic != Topics.Acks(_gateway) && Topics.TryParse(topic, out var gateway, out var leaf) && gateway == _gateway)
            {
                var message = received.ApplicationMessage;
                _listeners.Centre(new CentreMessage(leaf, message.Payload.ToArray(), message.ResponseTopic, message.CorrelationData));
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
