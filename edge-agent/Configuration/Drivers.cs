using EdgeGrid.Devices;
using EdgeGrid.Devices.Camera;
using EdgeGrid.Devices.Mqtt;

namespace EdgeGrid.Agent.Configuration;

/// <summary>The drivers that this agent is built with: those of EdgeGrid.Devices, and the camera and MQTT, which have projects of their own.</summary>
public static class Drivers
{
    public static IReadOnlyList<DeviceKind> All { get; } = [.. DeviceKinds.All, CameraDevice.Kind, MqttNeighbours.Kind];
}
