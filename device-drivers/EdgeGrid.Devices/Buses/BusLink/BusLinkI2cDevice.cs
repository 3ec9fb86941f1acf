using System.Buffers.Binary;
using System.Device.I2c;

namespace EdgeGrid.Devices.Buses.BusLink;

/// <summary>One address of a simulated I2C bus, reached over the bus link.</summary>
internal sealed class BusLinkI2cDevice(BusLinkConnection connection, int address) : I2cDevice
{
    private const int HeaderBytes = 4;

    // The bus has no number; what counts is the address.
    public override I2cConnectionSettings ConnectionSettings { get; } = new(busId: 0, address);

    public override void Read(Span<byte> buffer) => WriteRead([], buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => WriteRead(buffer, []);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(writeBuffer.Length, BusLinkProtocol.MaxTransfer, nameof(writeBuffer));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(readBuffer.Length, BusLinkProtocol.MaxTransfer, nameof(readBuffer));
        Span<byte> request = stackalloc byte[HeaderBytes + writeBuffer.Length];
        request[0] = (byte)BusLinkOperation.I2cTransfer;
        request[1] = (byte)address;
        BinaryPrimitives.WriteUInt16BigEndian(request[2..], (ushort)readBuffer.Length);
        writeBuffer.CopyTo(request[HeaderBytes..]);
        connection.Exchange(request, readBuffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }
}
