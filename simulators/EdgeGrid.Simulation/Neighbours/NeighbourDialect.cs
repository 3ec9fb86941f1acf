using System.Globalization;

namespace EdgeGrid.Simulation.Neighbours;

/// <summary>How a family of sensors tells what it senses.</summary>
/// <param name="Name">Of the neighbour.</param>
public abstract record NeighbourDialect(string Name)
{
    /// <summary>What the broker tells when the connection is gone.</summary>
    public abstract NeighbourMessage Will { get; }

    /// <summary>Told once, after it has connected.</summary>
    public abstract IEnumerable<NeighbourMessage> Greeting { get; }

    /// <summary>Told again and again.</summary>
    /// <param name="state">Of the sensors.</param>
    /// <param name="now">When.</param>
    public abstract IEnumerable<NeighbourMessage> Report(NeighbourState state, DateTimeOffset now);

    /// <summary>What belongs in the agent's configuration for it: the lists "map" and "availability".</summary>
    public abstract string Mapping { get; }

    private protected static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private protected static string Flag(bool value) => value ? "true" : "false";

    private protected static string Switch(bool value) => value ? "ON" : "OFF";
}

/// <summary>
/// Zigbee2MQTT (its guide, "MQTT topics and messages" and "Device availability"): one JSON object for a device, in which
/// <c>contact</c> is true while the door is closed.
/// </summary>
/// <param name="Name">The friendly name.</param>
public sealed record Zigbee2MqttDialect(string Name) : NeighbourDialect(Name)
{
    // Of 255.
    private const double BestLink = 255;

    /// <inheritdoc/>
    public override NeighbourMessage Will => new("zigbee2mqtt/bridge/state", """{"state":"offline"}""", Retained: true);

    /// <inheritdoc/>
    public override IEnumerable<NeighbourMessage> Greeting =>
    [
        new("zigbee2mqtt/bridge/state", """{"state":"online"}""", Retained: true),
        Availability(online: true),
    ];

    /// <inheritdoc/>
    public override string Mapping =>
        """
        "map": [ { "topic": "zigbee2mqtt/+", "json": "smoke", "quantity": "fire" },
          { "topic": "zigbee2mqtt/+", "json": "contact", "quantity": "contact", "active": "false" },
          { "topic": "zigbee2mqtt/+", "json": "temperature", "quantity": "temperature" },
          { "topic": "zigbee2mqtt/+", "json": "battery", "quantity": "battery" },
          { "topic": "zigbee2mqtt/+", "json": "linkquality", "quantity": "link-quality", "scale": 0.392 } ],
        "availability": [ { "topic": "zigbee2mqtt/+/availability", "json": "state" }, { "topic": "zigbee2mqtt/bridge/state", "json": "state" } ]
        """;

    /// <summary>The bridge has heard it lately, or has not.</summary>
    public NeighbourMessage Availability(bool online) =>
        new($"zigbee2mqtt/{Name}/availability", $$"""{"state":"{{(online ? "online" : "offline")}}"}""", Retained: true);

    /// <inheritdoc/>
    public override IEnumerable<NeighbourMessage> Report(NeighbourState state, DateTimeOffset now) =>
    [
        new(
            $"zigbee2mqtt/{Name}",
            $$"""{"battery":{{state.Battery}},"battery_low":false,"contact":{{Flag(!state.Open)}},"last_seen":"{{now.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}}","linkquality":{{Math.Round(state.Link * BestLink / 100)}},"smoke":{{Flag(state.Smoke)}},"tamper":false,"temperature":{{Number(state.Celsius)}},"voltage":2985}"""),
    ];
}

/// <summary>Tasmota (its documentation, "MQTT" and "Status responses"): a last will, and telemetry as JSON under <c>tele/</c>.</summary>
/// <param name="Name">Its topic.</param>
public sealed record TasmotaDialect(string Name) : NeighbourDialect(Name)
{
    /// <inheritdoc/>
    public override NeighbourMessage Will => new($"tele/{Name}/LWT", "Offline", Retained: true);

    /// <inheritdoc/>
    public override IEnumerable<NeighbourMessage> Greeting => [Will with { Payload = "Online" }];

    /// <inheritdoc/>
    public override string Mapping =>
        """
        "map": [ { "topic": "tele/+/SENSOR", "json": "Switch1", "quantity": "fire" },
          { "topic": "tele/+/SENSOR", "json": "Switch2", "quantity": "contact" },
          { "topic": "tele/+/SENSOR", "json": "AM2301.Temperature", "quantity": "temperature" },
          { "topic": "tele/+/STATE", "json": "Wifi.RSSI", "quantity": "link-quality" } ],
        "availability": [ { "topic": "tele/+/LWT" } ], "heardWithin": "15m"
        """;

    /// <inheritdoc/>
    public override IEnumerable<NeighbourMessage> Report(NeighbourState state, DateTimeOffset now) =>
    [
        new(
            $"tele/{Name}/SENSOR",
            $$$"""{"Time":"{{{now.UtcDateTime:yyyy-MM-ddTHH:mm:ss}}}","Switch1":"{{{Switch(state.Smoke)}}}","Switch2":"{{{Switch(state.Open)}}}","AM2301":{"Temperature":{{{Number(state.Celsius)}}},"Humidity":44.1,"DewPoint":8.7},"TempUnit":"C"}"""),
        new(
            $"tele/{Name}/STATE",
            $$$"""{"Time":"{{{now.UtcDateTime:yyyy-MM-ddTHH:mm:ss}}}","Uptime":"0T00:10:11","Heap":24,"POWER":"OFF","Wifi":{"AP":1,"Channel":3,"RSSI":{{{state.Link}}},"Signal":-77}}"""),
    ];
}

/// <summary>ESPHome (its documentation, "MQTT client component"): a topic for each sensor, the value as text, all of it retained.</summary>
/// <param name="Name">Its topic prefix.</param>
public sealed record EspHomeDialect(string Name) : NeighbourDialect(Name)
{
    /// <inheritdoc/>
    public override NeighbourMessage Will => new($"{Name}/status", "offline", Retained: true);

    /// <inheritdoc/>
    public override IEnumerable<NeighbourMessage> Greeting => [Will with { Payload = "online" }];

    /// <inheritdoc/>
    public override string Mapping =>
        """
        "map": [ { "topic": "+/binary_sensor/smoke/state", "quantity": "fire" },
          { "topic": "+/binary_sensor/door/state", "quantity": "contact" },
          { "topic": "+/sensor/temperature/state", "quantity": "temperature" },
          { "topic": "+/sensor/wifi_signal/state", "quantity": "link-quality", "scale": 2, "offset": 200 } ],
        "availability": [ { "topic": "+/status" } ], "heardWithin": "15m"
        """;

    /// <inheritdoc/>
    public override IEnumerable<NeighbourMessage> Report(NeighbourState state, DateTimeOffset now) =>
    [
        new($"{Name}/binary_sensor/smoke/state", Switch(state.Smoke), Retained: true),
        new($"{Name}/binary_sensor/door/state", Switch(state.Open), Retained: true),
        new($"{Name}/sensor/temperature/state", Number(state.Celsius), Retained: true),
        new($"{Name}/sensor/wifi_signal/state", Number((state.Link / 2.0) - 100), Retained: true),
    ];
}
