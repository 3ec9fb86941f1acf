using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeGrid.Devices.Mqtt;

/// <summary>
/// Sensors that tell a broker in the local network what they sense: through Zigbee2MQTT, Tasmota, ESPHome or whatever else speaks
/// MQTT. What their topics mean stands in the configuration. Each neighbour is a part of the device.
/// </summary>
public sealed class MqttNeighbours : IListeningDevice
{
    // More than a burst of all retained messages of a house; a sampler takes them in milliseconds.
    private const int MostUntold = 20_000;

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    // Retained messages have come by then: a neighbour that is said to be away is never told to be there first.
    private static readonly TimeSpan FirstBeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(5);

    // For as long as the device is configured so: it is made anew whenever the broker was away.
    private static readonly ConditionalWeakTable<DeviceSettings, Neighbours> Known = [];

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<Measurement> _told = Channel.CreateBounded<Measurement>(new BoundedChannelOptions(MostUntold) { SingleReader = true });
    private readonly DeviceSettings _settings;
    private readonly TimeProvider _time;
    private readonly BrokerAddress _broker;
    private readonly Neighbours _neighbours;
    private NeighbourMap? _map;

    internal MqttNeighbours(DeviceSettings settings, TimeProvider time)
    {
        (_settings, _time, _broker) = (settings, time, BrokerAddress.Parse(settings.Text("broker")));
        _neighbours = Known.GetValue(settings, configured => new Neighbours(new NeighbourOptions(configured.Parts, configured.AllowsOtherParts, configured.Duration("heardWithin")), time));
    }

    /// <summary>The driver.</summary>
    public static DeviceKind Kind { get; } = new(
        "mqtt",
        "Sensors that tell a broker what they sense: Zigbee2MQTT, Tasmota, ESPHome, OwnTracks",
        [Quantity.Trouble, .. MapOptions.Quantities.Where(quantity => quantity != Quantity.Trouble)],
        [
            new("broker", OptionType.Text, "The broker: mqtt://192.0.2.10:1883, or mqtts:// with a certificate that the system trusts.") { Default = "mqtt://127.0.0.1:1883", Objection = BrokerAddress.Objection },
            new("login", OptionType.Login, "A file in the folder logins beside the technician's configuration: it holds the broker's address with user and password, mqtt://user:password@192.0.2.10:1883."),
            .. MapOptions.All,
        ],
        (settings, context) => new MqttNeighbours(settings, context.Time))
    {
        Chosen = MapOptions.Measured,
        Parts = new PartKind("neighbour", "kitchen-smoke", PartKind.IsName),
    };

    /// <inheritdoc/>
    public async ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        _map = new NeighbourMap(_settings);
        lock (_neighbours.Gate)
        {
            _neighbours.Begin();
        }

        _client.ApplicationMessageReceivedAsync += HearAsync;
        _client.DisconnectedAsync += EndAsync;
        var options = _broker.Connect(_settings.OptionalText("login"), AnswerWithin);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = _time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), limit, AnswerWithin, Timeout.InfiniteTimeSpan);
        try
        {
            var answer = await _client.ConnectAsync(options, limit.Token);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw Trouble($"refuses: {answer.ResultCode} {answer.ReasonString}".TrimEnd() + (answer.ResultCode == MqttClientConnectResultCode.UnsupportedProtocolVersion
                    ? ". It must speak MQTT 5: mosquitto does since 1.6"
                    : ". User and password belong in the file that \"login\" names"));
            }

            foreach (var topic in _map.Topics)
            {
                await SubscribeAsync(topic, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Trouble("takes the connection and does not answer: is it another program's port?");
        }
        catch (Exception failed) when (failed is MqttCommunicationException or MqttProtocolViolationException or IOException or SocketException or AuthenticationException)
        {
            throw Trouble($"cannot be reached ({(failed.InnerException ?? failed).Message.TrimEnd('.')}). Does it run, and speak MQTT 5? sudo systemctl status mosquitto. From another machine only with a listener for it in mosquitto.conf", failed);
        }

        return new DeviceIdentity("MQTT broker", $"{_broker.Name}, {_map.Topics.Count} topic{(_map.Topics.Count > 1 ? "s" : "")}");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Measurement> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_map is null)
        {
            throw new InvalidOperationException("The device is listened to before it was opened.");
        }

        await using var beats = _time.CreateTimer(_ => Beat(), null, FirstBeat, BeatEvery);
        await foreach (var measurement in _told.Reader.ReadAllAsync(cancellationToken))
        {
            yield return measurement;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.ApplicationMessageReceivedAsync -= HearAsync;
        _client.DisconnectedAsync -= EndAsync;
        if (_client.IsConnected)
        {
            await _client.TryDisconnectAsync();
        }

        _client.Dispose();
    }

    private async Task SubscribeAsync(string topic, CancellationToken cancellationToken)
    {
        var answer = await _client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        if (answer.Items.Any(item => item.ResultCode >= MqttClientSubscribeResultCode.UnspecifiedError))
        {
            throw Trouble($"does not let this gateway listen to {topic}: {answer.Items.First().ResultCode} {answer.ReasonString}".TrimEnd());
        }
    }

    private Task HearAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        if (message.Payload.Length <= NeighbourMap.LargestPayload)
        {
            lock (_neighbours.Gate)
            {
                var meaning = _map!.Read(message.Topic, message.Payload.IsSingleSegment ? message.Payload.First : message.Payload.ToArray(), part => _neighbours.Wants(part, message.Retain));
                Tell(_neighbours.Take(meaning, message.Retain));
            }
        }

        return Task.CompletedTask;
    }

    private void Beat()
    {
        lock (_neighbours.Gate)
        {
            Tell(_neighbours.Beat());
        }
    }

    private void Tell(IReadOnlyList<Measurement> measurements)
    {
        foreach (var measurement in measurements)
        {
            if (!_told.Writer.TryWrite(measurement))
            {
                // What is lost so is told again by the retained messages, once it is connected anew.
                _told.Writer.TryComplete(Trouble($"tells more than can be taken: {MostUntold} values wait. Narrow the topics of \"map\""));
                return;
            }
        }
    }

    private Task EndAsync(MqttClientDisconnectedEventArgs ended)
    {
        _told.Writer.TryComplete(Trouble($"has ended the connection ({ended.Exception?.Message.TrimEnd('.') ?? ended.Reason.ToString()}); it is connected again by itself"));
        return Task.CompletedTask;
    }

    private DeviceException Trouble(string what, Exception? inner = null) => new(DeviceFault.NotResponding, $"The broker at {_broker.Name} {what}.", inner);
}
