using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Simulation.Neighbours;

namespace EdgeGrid.Devices.Mqtt.Tests;

/// <summary>Settings of the driver, written shorter.</summary>
internal static class MappedSettings
{
    /// <summary>As <see cref="Zigbee2MqttDialect"/> is mapped.</summary>
    public static (string, object)[][] Zigbee2MqttMap =>
    [
        Row("zigbee2mqtt/+", "smoke", "fire"),
        Row("zigbee2mqtt/+", "contact", "contact", ("active", "false")),
        Row("zigbee2mqtt/+", "temperature", "temperature"),
        Row("zigbee2mqtt/+", "battery", "battery"),
        Row("zigbee2mqtt/+", "linkquality", "link-quality", ("scale", 0.392)),
    ];

    public static (string, object)[][] Zigbee2MqttAvailability =>
        [[("topic", "zigbee2mqtt/+/availability"), ("json", "state")], [("topic", "zigbee2mqtt/bridge/state"), ("json", "state")]];

    /// <summary>One row of the map.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="json">Null for a payload that is the value.</param>
    /// <param name="quantity">Its quantity.</param>
    /// <param name="more">What else it sets.</param>
    public static (string, object)[] Row(string topic, string? json, string quantity, params (string, object)[] more) =>
        [("topic", topic), ("quantity", quantity), .. json is null ? [] : ((string, object)[])[("json", json)], .. more];

    /// <summary>Of a whole device; null parts: all are taken.</summary>
    public static DeviceSettings Of(IReadOnlyList<string>? parts, params (string, object)[] values) => DriverSettings.ForParts(MqttNeighbours.Kind, parts, values);

    /// <summary>Only a map.</summary>
    public static NeighbourMap Map(params (string, object)[][] rows) => new(Of(null, ("map", rows)));
}
