using EdgeGrid.Devices.Air;
using EdgeGrid.Devices.Analogue;
using EdgeGrid.Devices.Gas;
using EdgeGrid.Devices.Gb26875;
using EdgeGrid.Devices.Gnss;
using EdgeGrid.Devices.Host;
using EdgeGrid.Devices.Jt808;
using EdgeGrid.Devices.Modbus;
using EdgeGrid.Devices.Smoke;
using EdgeGrid.Devices.Switches;

namespace EdgeGrid.Devices;

/// <summary>Every driver of this project. A new one is one file and one line here.</summary>
public static class DeviceKinds
{
    /// <summary>In the order in which a technician is shown them.</summary>
    public static IReadOnlyList<DeviceKind> All { get; } =
    [
        Mq2.Kind,
        Mq4.Kind,
        Mq7.Kind,
        Transmitter.Kind,
        OpticalSmoke.Kind,
        Scd4x.Kind,
        Bme280.Kind,
        Sgp30.Kind,
        Sgp40.Kind,
        Bme680.Kind,
        ModbusTransmitter.Kind,
        Contact.Kind,
        ContactLine.Kind,
        NmeaReceiver.Kind,
        GpsdClient.Kind,
        Jt808Server.Kind,
        Gb26875Server.Kind,
        HostDevice.Kind,
        Relay.Kind,
        ModbusCoil.Kind,
    ];
}
