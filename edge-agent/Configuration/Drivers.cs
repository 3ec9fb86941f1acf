using EdgeGrid.Devices;
using EdgeGrid.Devices.Camera;

namespace EdgeGrid.Agent.Configuration;

/// <summary>The drivers that this agent is built with: those of EdgeGrid.Devices, and the camera, which has a project of its own.</summary>
public static class Drivers
{
    public static IReadOnlyList<DeviceKind> All { get; } = [.. DeviceKinds.All, CameraDevice.Kind];
}
