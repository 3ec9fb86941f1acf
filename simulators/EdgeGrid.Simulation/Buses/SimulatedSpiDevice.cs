using System.Device.Spi;
using EdgeGrid.Devices.Buses.BusLink;

namespace EdgeGrid.Simulation.Buses;

/// <summary>One chip select of a simulated bus in the same process.</summary>
internal sealed class SimulatedSpiDevice(SimulatedSpiBus bus, int chipSelect, Action giveBack) : SpiDevice
{
    public override SpiConnectionSettings ConnectionSettings { get; } = new(busId: 0, chipSelect);

    protected override void Dispose(bool disposing)
    {
        giveBack();
        base.Dispose(disposing);
    }

    public override void Read(Span<byte> buffer) => TransferFullDuplex(new byte[buffer.Length], buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => TransferFullDuplex(buffer, new byte[buffer.Length]);

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(readBuffer.Length, writeBuffer.Length, nameof(readBuffer));
        if (bus.Transfer(chipSelect, writeBuffer, readBuffer) != BusLinkStatus.Ok)
        {
            throw new IOException("Error 110 performing SPI data transfer: timed out.");
        }
    }
}
