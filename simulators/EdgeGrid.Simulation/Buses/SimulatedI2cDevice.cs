using System.Device.I2c;
using EdgeGrid.Devices.Buses.BusLink;

namespace EdgeGrid.Simulation.Buses;

/// <summary>One address of a simulated bus in the same process: fails as the kernel's I2C device does.</summary>
internal sealed class SimulatedI2cDevice(SimulatedI2cBus bus, int address, Action giveBack) : I2cDevice
{
    public override I2cConnectionSettings ConnectionSettings { get; } = new(busId: 0, address);

    protected override void Dispose(bool disposing)
    {
        giveBack();
        base.Dispose(disposing);
    }

    public override void Read(Span<byte> buffer) => WriteRead([], buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => WriteRead(buffer, []);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        switch (bus.Transfer(address, writeBuffer, readBuffer))
        {
            case BusLinkStatus.Ok:
                return;
            case BusLinkStatus.Nack:
                throw new IOException("Error 121 performing I2C data transfer: nobody acknowledged the address.");
            case BusLinkStatus.Stuck:
                throw new IOException("Error 11 performing I2C data transfer: arbitration lost, a line is held low.");
            default:
                throw new IOException("Error 110 performing I2C data transfer: timed out.");
        }
    }
}
