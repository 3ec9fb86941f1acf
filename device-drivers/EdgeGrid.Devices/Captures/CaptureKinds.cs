using EdgeGrid.Devices.Gb26875;
using EdgeGrid.Devices.Gnss;
using EdgeGrid.Devices.Jt808;
using EdgeGrid.Devices.Modbus;

namespace EdgeGrid.Devices.Captures;

/// <summary>Every protocol whose captures can be read. A new one is one file and one line here.</summary>
public static class CaptureKinds
{
    /// <summary>In the order in which a technician is shown them.</summary>
    public static IReadOnlyList<CaptureKind> All { get; } =
    [
        NmeaCapture.Kind,
        Jt808Capture.Kind,
        Gb26875Capture.Kind,
        ModbusCapture.Kind,
    ];
}
