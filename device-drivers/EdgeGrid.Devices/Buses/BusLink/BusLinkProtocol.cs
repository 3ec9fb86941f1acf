using System.Buffers.Binary;
using System.Net.Sockets;

namespace EdgeGrid.Devices.Buses.BusLink;

/// <summary>
/// What crosses the bus link: the transactions of one I2C bus, one SPI bus and one GPIO chip, between an agent and a simulator on
/// the same machine, over a Unix-domain stream socket. Simulated chips sit behind the server; the agent's drivers do
/// not know.
/// <para>
/// <b>Frames.</b> Every frame, both ways, is a length (2 bytes, big-endian, 1 to <see cref="MaxFrame"/>) and that many
/// bytes of body. A frame outside these bounds, or one that makes no sense, ends the connection: there is no way to
/// find the next frame in a stream that has gone wrong.
/// </para>
/// <para>
/// <b>Hello.</b> The client begins with <c>"EGBL"</c> and a version byte. The server answers a status and its own
/// version; a version that it does not speak gets <see cref="BusLinkStatus.Unsupported"/> and the connection ends.
/// </para>
/// <para>
/// <b>Requests.</b> One at a time; each gets exactly one answer: a status and, when that is
/// <see cref="BusLinkStatus.Ok"/>, the bytes that were asked for. Unknown operations are answered
/// <see cref="BusLinkStatus.Unsupported"/>, so that an older simulator says so instead of hanging.
/// </para>
/// <code>
/// I2cTransfer   op, address, read length (2, big-endian), bytes to write   →  status, bytes read
/// SpiTransfer   op, chip select, bytes out                                 →  status, as many bytes in
/// GpioMode      op, pin, mode (PinMode as a byte)                          →  status
/// GpioRead      op, pin, mode                                              →  status, 0 or 1
/// GpioWrite     op, pin, 0 or 1                                            →  status
/// GpioRelease   op, pin                                                    →  status
/// GpioPinCount  op                                                         →  status, count
/// </code>
/// A mode is 0 input, 1 output, 2 input with pull-down, 3 input with pull-up.
/// An I2C transfer with bytes both ways is a write, a repeated start and a read, as the drivers of real chips need it.
/// No request depends on an earlier one, so a simulator that was restarted needs to be told nothing again: a read
/// names the mode of its pin, and a write makes it an output.
/// </summary>
public static class BusLinkProtocol
{
    /// <summary>Of this protocol.</summary>
    public const byte Version = 1;

    /// <summary>Most bytes written or read in one transfer: a page of the largest EEPROMs with room to spare.</summary>
    public const int MaxTransfer = 4096;

    /// <summary>Most bytes in the body of one frame.</summary>
    public const int MaxFrame = MaxTransfer + 8;

    /// <summary>How a <c>sim:</c> bus begins.</summary>
    public const string Scheme = "sim:";

    private const int LengthBytes = 2;

    /// <summary>What the client's hello begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "EGBL"u8;

    /// <summary>Sends one frame.</summary>
    /// <exception cref="SocketException">The other end is gone, or does not read within the socket's time-out.</exception>
    public static void Send(Socket socket, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (body.Length is 0 or > MaxFrame)
        {
            throw new ArgumentException($"A bus link frame has 1 to {MaxFrame} bytes, not {body.Length}.", nameof(body));
        }

        Span<byte> frame = stackalloc byte[LengthBytes + body.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)body.Length);
        body.CopyTo(frame[LengthBytes..]);
        while (!frame.IsEmpty)
        {
            frame = frame[socket.Send(frame)..];
        }
    }

    /// <summary>Receives one frame.</summary>
    /// <param name="socket">Connected.</param>
    /// <param name="buffer">At least <see cref="MaxFrame"/> bytes.</param>
    /// <returns>Bytes in the body; 0 when the other end has closed the connection between two frames.</returns>
    /// <exception cref="SocketException">The connection broke, or nothing came within the socket's time-out.</exception>
    /// <exception cref="InvalidDataException">The length is out of bounds, or the connection ended inside a frame.</exception>
    public static int Receive(Socket socket, Span<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(socket);
        Span<byte> header = stackalloc byte[LengthBytes];
        if (!Fill(socket, header))
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(header);
        if (length is 0 or > MaxFrame)
        {
            throw new InvalidDataException($"A bus link frame of {length} bytes is not allowed; 1 to {MaxFrame} are.");
        }

        return Fill(socket, buffer[..length])
            ? length
            : throw new InvalidDataException("The bus link ended before a frame did.");
    }

    private static bool Fill(Socket socket, Span<byte> bytes)
    {
        var filled = 0;
        while (filled < bytes.Length)
        {
            var received = socket.Receive(bytes[filled..]);
            if (received == 0)
            {
                return filled == 0 ? false : throw new InvalidDataException("The bus link ended before a frame did.");
            }

            filled += received;
        }

        return true;
    }
}

/// <summary>What is asked of the other end of a bus link.</summary>
public enum BusLinkOperation : byte
{
    /// <summary>Write, read, or write and read at one I2C address.</summary>
    I2cTransfer = 1,

    /// <summary>A full-duplex transfer with one chip on the SPI bus.</summary>
    SpiTransfer = 2,

    /// <summary>Makes a pin an input, an output, or an input with a pull.</summary>
    GpioMode = 16,

    /// <summary>The level of a pin in a mode.</summary>
    GpioRead = 17,

    /// <summary>Makes a pin an output at a level.</summary>
    GpioWrite = 18,

    /// <summary>Gives a pin back: it becomes an input.</summary>
    GpioRelease = 19,

    /// <summary>How many pins there are.</summary>
    GpioPinCount = 20,
}

/// <summary>What became of a request on a bus link.</summary>
public enum BusLinkStatus : byte
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>Nobody acknowledged the address.</summary>
    Nack = 1,

    /// <summary>A line is held low; the bus cannot be used.</summary>
    Stuck = 2,

    /// <summary>There is no such pin, or it has no such mode.</summary>
    BadPin = 3,

    /// <summary>An operation or a version that this end does not know.</summary>
    Unsupported = 4,

    /// <summary>A request that makes no sense.</summary>
    BadRequest = 5,
}
