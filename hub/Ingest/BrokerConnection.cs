using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Polly;
using Polly.Retry;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// The hub as a client of the broker, embedded or not: takes messages in without acknowledging them, tells the world
/// whether the hub is there, and publishes. Connects again with backoff for as long as it runs.
/// </summary>
internal sealed class BrokerConnection(Func<BrokerAddress> address, IngestIntake intake, IngestInlet inlet, TimeProvider time, ILogger<BrokerConnection> logger) : IDisposable
{
    /// <summary>So many messages an external broker may have under way to us: with their sizes, the bound of our memory.</summary>
    private const ushort ReceiveMaximum = 512;

    /// <summary>
    /// Of the socket, to each side: a batch of readings. MQTTnet asks for 8 KB, which holds less than the one segment
    /// after which a receiver confirms at once, so that each batch waits 40 ms for a delayed one (RFC 9293, section 3.8.6.3).
    /// </summary>
    private const int SocketBuffer = 256 * 1024;

    /// <summary>Presence first, so that a gateway is known before anything else of it is read.</summary>
    private static readonly string[] Filters = [Topics.AllStatus, Topics.AllAlerts, Topics.AllLosses, Topics.AllEvidence, Topics.AllReadings, Topics.AllConfigReported, Topics.AllCommandAnswers];

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly string Version = typeof(BrokerConnection).Assembly.GetName().Version?.ToString(3) ?? "0";

    private readonly TaskCompletionSource _connectedOnce = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _clientId = $"edgegrid-hub-{Guid.CreateVersion7():n}";
    private IMqttClient? _client;
    private TaskCompletionSource<string> _gone = new();

    /// <summary>Completes when the broker was reached for the first time.</summary>
    public Task ConnectedOnce => _connectedOnce.Task;

    public bool IsConnected => _client is { IsConnected: true };

    /// <summary>Called whenever the broker has been reached: it may be one that remembers nothing.</summary>
    public Action? Reached { get; set; }

    /// <summary>Stays connected until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var retries = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<MqttCommunicationException>().Handle<TimeoutException>(),
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(5),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                OnRetry = retry =>
                {
                    IngestLog.ConnectFailed(logger, address().ToString(), retry.Outcome.Exception?.Message ?? "no reason");
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        while (!cancellationToken.IsCancellationRequested)
        {
            await retries.ExecuteAsync(async token => await ConnectAsync(token), cancellationToken);
            IngestLog.Connected(logger, address().ToString());
            _connectedOnce.TrySetResult();
            Reached?.Invoke();
            var reason = await _gone.Task.WaitAsync(cancellationToken);
            inlet.Pressure.Flow(false);
            IngestLog.Disconnected(logger, reason);
        }
    }

    /// <summary>Publishes with QoS 1, and returns when the broker has it.</summary>
    /// <exception cref="MqttCommunicationException">There is no connection, it broke, or the broker refuses.</exception>
    public async Task PublishAsync(string topic, byte[] payload, byte[]? correlationData = null, bool retain = false, string? responseTopic = null)
    {
        var client = _client ?? throw new MqttCommunicationException("not connected");
        var result = await client.PublishAsync(new MqttApplicationMessage
        {
            Topic = topic,
            PayloadSegment = payload,
            ContentType = ContentTypes.Json,
            CorrelationData = correlationData,
            ResponseTopic = responseTopic,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            Retain = retain,
        });
        if (!result.IsSuccess)
        {
            throw new MqttCommunicationException($"the broker does not let the hub publish on {topic}: {result.ReasonCode}");
        }
    }

    /// <summary>Publishes with QoS 1, or says why it could not.</summary>
    /// <returns>Null when the broker has it.</returns>
    public async Task<string?> TryPublishAsync(string topic, byte[] payload, byte[]? correlationData = null, bool retain = false, string? responseTopic = null)
    {
        try
        {
            await PublishAsync(topic, payload, correlationData, retain, responseTopic);
            return null;
        }
        catch (Exception e) when (e is MqttCommunicationException or InvalidOperationException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            return e.Message;
        }
    }

    /// <summary>Tells the gateways that they must keep what they have, and takes nothing more.</summary>
    public async Task SayGoodbyeAsync()
    {
        if (_client is not { IsConnected: true } client)
        {
            return;
        }

        try
        {
            await PublishAsync(Topics.HubStatus, Presence(online: false), retain: true);
            await client.UnsubscribeAsync(new MqttClientUnsubscribeOptions { TopicFilters = [.. Filters] });
        }
        catch (Exception e) when (e is MqttCommunicationException or InvalidOperationException)
        {
            IngestLog.Disconnected(logger, e.Message);
        }
        finally
        {
            inlet.Pressure.Flow(false);
        }
    }

    public void Dispose() => _client?.Dispose();

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _client?.Dispose();
        var client = new MqttClientFactory().CreateMqttClient();
        _client = client;
        var gone = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _gone = gone;
        client.ApplicationMessageReceivedAsync += received => ReceiveAsync(received, cancellationToken);
        client.DisconnectedAsync += disconnected =>
        {
            gone.TrySetResult(disconnected.Exception?.Message ?? disconnected.ReasonString ?? disconnected.Reason.ToString());
            return Task.CompletedTask;
        };

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            var connected = await client.ConnectAsync(Options(address()), limit.Token);
            if (connected.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new MqttCommunicationException($"it answers {connected.ResultCode} {connected.ReasonString}".TrimEnd());
            }

            inlet.Pressure.Flow(true);
            await SubscribeAsync(client, limit.Token);
            await PublishAsync(Topics.HubStatus, Presence(online: true), retain: true);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {Timeout.TotalSeconds:F0} s", e);
        }
    }

    private static async Task SubscribeAsync(IMqttClient client, CancellationToken cancellationToken)
    {
        foreach (var filter in Filters)
        {
            var granted = await client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce).Build(), cancellationToken);
            var code = granted.Items.Single().ResultCode;
            if (code > MqttClientSubscribeResultCode.GrantedQoS2)
            {
                throw new MqttCommunicationException($"the broker does not let the hub subscribe to {filter}: {code}");
            }
        }
    }

    private async Task ReceiveAsync(MqttApplicationMessageReceivedEventArgs received, CancellationToken cancellationToken)
    {
        received.AutoAcknowledge = false;
        var raw = received.ApplicationMessage;
        if (IsOurOwn(raw.Topic))
        {
            await received.AcknowledgeAsync(cancellationToken);
            return;
        }

        var properties = new Dictionary<string, string>();
        foreach (var property in raw.UserProperties ?? [])
        {
            properties[property.Name] = Encoding.UTF8.GetString(property.ValueBuffer.Span);
        }

        var message = new InboundMessage
        {
            Topic = raw.Topic,
            Payload = raw.Payload.IsSingleSegment ? raw.Payload.First : raw.Payload.ToArray(),
            ContentType = raw.ContentType,
            ResponseTopic = string.IsNullOrEmpty(raw.ResponseTopic) ? null : raw.ResponseTopic,
            CorrelationData = raw.CorrelationData,
            Retained = raw.Retain,
            Properties = properties,
        };
        intake.Take(message, received.AcknowledgeAsync);
    }

    /// <summary>What the filters catch besides the gateways' topics: <c>+</c> matches <c>hub</c> and <c>cases</c> as well.</summary>
    private static bool IsOurOwn(string topic) =>
        topic.StartsWith(Topics.Root + "/hub/", StringComparison.Ordinal) || topic.StartsWith(Topics.Root + "/cases/", StringComparison.Ordinal);

    private MqttClientOptions Options(BrokerAddress broker)
    {
        var options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(broker.Host, broker.Port)
            .WithTcpServer(tcp => tcp.BufferSize = SocketBuffer)
            .WithClientId(_clientId)
            .WithCleanStart()
            .WithReceiveMaximum(ReceiveMaximum)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15))
            .WithTimeout(Timeout)
            .WithWillTopic(Topics.HubStatus)
            .WithWillPayload(Presence(online: false))
            .WithWillContentType(ContentTypes.Json)
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain();
        if (broker.User is not null)
        {
            options.WithCredentials(broker.User, broker.Password);
        }

        if (broker.Tls)
        {
            options.WithTlsOptions(tls =>
            {
                tls.UseTls();
                if (broker.CaFile is not null)
                {
                    var authority = new X509Certificate2Collection();
                    authority.ImportFromPemFile(broker.CaFile);
                    tls.WithTrustChain(authority);
                }
            });
        }

        return options.Build();
    }

    private byte[] Presence(bool online) =>
        JsonSerializer.SerializeToUtf8Bytes(new HubStatus(online, Version, time.GetUtcNow()), WireJson.Wire.HubStatus);
}
