using System.Buffers.Binary;

namespace EdgeGrid.Devices.Jt808;

/// <summary>The head of a message (JT/T 808-2013 and -2019, section 4.4.3).</summary>
/// <param name="Id">What it is: <see cref="Jt808Id"/>.</param>
/// <param name="Encryption">0 none, 1 RSA.</param>
/// <param name="Version">Null in the edition of 2013 and before; 1 in that of 2019.</param>
/// <param name="Phone">Of the terminal: 12 digits, 20 since 2019, with zeros in front.</param>
/// <param name="Serial">Of the message.</param>
/// <param name="Parts">In how many it comes; 1 when it is whole.</param>
/// <param name="Part">Which of them, from 1.</param>
internal readonly record struct Jt808Header(int Id, int Encryption, byte? Version, string Phone, int Serial, int Parts, int Part)
{
    private const int PhoneBytes = 6;
    private const int PhoneBytes2019 = 10;
    private const int LengthMask = 0x03FF;
    private const int SplitFlag = 1 << 13;
    private const int VersionFlag = 1 << 14;

    /// <summary>Of the shortest.</summary>
    public const int LeastLength = 2 + 2 + PhoneBytes + 2;

    /// <summary>Of the longest, with the greatest body.</summary>
    public const int MostWithBody = 2 + 2 + 1 + PhoneBytes2019 + 2 + 4 + LengthMask;

    /// <summary>Reads the head of an unescaped frame without its checksum.</summary>
    /// <returns>False when the lengths do not agree.</returns>
    public static bool TryRead(ReadOnlySpan<byte> frame, out Jt808Header header, out ReadOnlySpan<byte> body)
    {
        header = default;
        body = default;
        var properties = BinaryPrimitives.ReadUInt16BigEndian(frame[2..]);
        var is2019 = (properties & VersionFlag) != 0;
        var isSplit = (properties & SplitFlag) != 0;
        var phoneAt = is2019 ? 5 : 4;
        var phoneBytes = is2019 ? PhoneBytes2019 : PhoneBytes;
        var length = phoneAt + phoneBytes + 2 + (isSplit ? 4 : 0);
        if (frame.Length != length + (properties & LengthMask))
        {
            return false;
        }

        var serialAt = phoneAt + phoneBytes;
        header = new Jt808Header(
            BinaryPrimitives.ReadUInt16BigEndian(frame),
            (properties >> 10) & 7,
            is2019 ? frame[4] : null,
            Convert.ToHexString(frame.Slice(phoneAt, phoneBytes)),
            BinaryPrimitives.ReadUInt16BigEndian(frame[serialAt..]),
            isSplit ? BinaryPrimitives.ReadUInt16BigEndian(frame[(serialAt + 2)..]) : 1,
            isSplit ? BinaryPrimitives.ReadUInt16BigEndian(frame[(serialAt + 4)..]) : 1);
        body = frame[length..];
        return true;
    }

    /// <summary>Writes a frame to a terminal: head, body and checksum, escaped.</summary>
    /// <param name="id">What it is.</param>
    /// <param name="to">A head of the terminal's: its phone and its edition.</param>
    /// <param name="serial">Of the message.</param>
    /// <param name="body">Less than 1,024 bytes.</param>
    public static byte[] Frame(int id, in Jt808Header to, int serial, ReadOnlySpan<byte> body)
    {
        Span<byte> plain = stackalloc byte[MostWithBody + 1];
        BinaryPrimitives.WriteUInt16BigEndian(plain, (ushort)id);
        BinaryPrimitives.WriteUInt16BigEndian(plain[2..], (ushort)(body.Length | (to.Version is null ? 0 : VersionFlag)));
        var length = 4;
        if (to.Version is { } version)
        {
            plain[length++] = version;
        }

        Convert.FromHexString(to.Phone, plain[length..], out _, out var phoneBytes);
        length += phoneBytes;
        BinaryPrimitives.WriteUInt16BigEndian(plain[length..], (ushort)serial);
        length += 2;
        body.CopyTo(plain[length..]);
        length += body.Length;
        plain[length] = Checksum(plain[..length]);
        return Escape(plain[..(length + 1)]);
    }

    /// <summary>The bytes, each xor the next.</summary>
    public static byte Checksum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var value in bytes)
        {
            sum ^= value;
        }

        return sum;
    }

    private static byte[] Escape(ReadOnlySpan<byte> plain)
    {
        Span<byte> escaped = stackalloc byte[(2 * plain.Length) + 2];
        var length = 0;
        escaped[length++] = Jt808Framer.Flag;
        foreach (var value in plain)
        {
            if (value is Jt808Framer.Flag or Jt808Framer.Escape)
            {
                escaped[length++] = Jt808Framer.Escape;
                escaped[length++] = value == Jt808Framer.Flag ? (byte)2 : (byte)1;
            }
            else
            {
                escaped[length++] = value;
            }
        }

        escaped[length++] = Jt808Framer.Flag;
        return escaped[..length].ToArray();
    }
}
