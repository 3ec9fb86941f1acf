using System.Device.Spi;

namespace EdgeGrid.Devices.Buses.BusLink;

/// <summary>One chip select of a simulated SPI bus, reached over the bus link.</summary>
internal sealed class BusLinkSpiDevice(BusLinkConnection connection, SpiConnectionSettings settings) : SpiDevice
{
    private const int HeaderBytes = 2;

    public override SpiConnectionSettings ConnectionSettings { get; } = settings;

    public override void Read(Span<byte> buffer)
    {
        Span<byte> nothing = stackalloc byte[buffer.Length];
        nothing.Clear();
        TransferFullDuplex(nothing, buffer);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Span<byte> ignored = stackalloc byte[buffer.Length];
        TransferFullDuplex(buffer, ignored);
    }

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(writeBuffer.Length, BusLinkProtocol.MaxTransfer, nameof(writeBuffer));
        ArgumentOutOfRangeException.ThrowIfNotEqual(readBuffer.Length, writeBuffer.Length, nameof(readBuffer));
        Span<byte> request = stackalloc byte[HeaderBytes + writeBuffer.Length];
        request[0] = (byte)BusLinkOperation.SpiTransfer;
        request[1] = (byte)ConnectionSettings.ChipSelectLine;
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
