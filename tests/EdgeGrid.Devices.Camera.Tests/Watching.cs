using EdgeGrid.Conformance.Drivers;

namespace EdgeGrid.Devices.Camera.Tests;

/// <summary>Plays a source through the real driver and decoder.</summary>
internal static class Watching
{
    public static CameraDevice Device(string source, params (string Option, object Value)[] options) => (CameraDevice)CameraDevice.Kind.Create(
        DriverSettings.For(CameraDevice.Kind, [("source", source), ("pace", "fast"), .. options]),
        new DeviceContext(new EdgeGrid.Devices.Buses.BoardHardware(), TimeProvider.System));

    /// <summary>All measurements of a file, at five a second of its own time.</summary>
    public static async Task<List<Measurement>> AllAsync(string source, params (string Option, object Value)[] options)
    {
        await using var device = Device(source, options);
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return await device.ListenAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The longest unbroken run of pictures with a body of at least this size: detection asks for a second, that is five.</summary>
    public static int LongestRun(IEnumerable<Measurement> measurements, double minArea)
    {
        int run = 0, longest = 0;
        foreach (var measurement in measurements)
        {
            run = measurement.Fault == DeviceFault.None && measurement.Value >= minArea ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
