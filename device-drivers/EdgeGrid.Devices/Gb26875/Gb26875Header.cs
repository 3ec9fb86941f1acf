using System.Buffers.Binary;
using EdgeGrid.Devices.Jt808;

namespace EdgeGrid.Devices.Gb26875;

/// <summary>What a frame is for (GB 26875.3-2011, table 2).</summary>
internal enum Gb26875Command
{
    /// <summary>The centre wants something done.</summary>
    Control = 1,

    /// <summary>The device tells something.</summary>
    Send = 2,

    /// <summary>It was understood.</summary>
    Confirm = 3,

    /// <summary>The centre asks.</summary>
    Request = 4,

    /// <summary>The device answers.</summary>
    Reply = 5,

    /// <summary>It was not understood, or is refused.</summary>
    Deny = 6,
}

/// <summary>The head of a frame (section 6); numbers have their low byte first.</summary>
/// <param name="Serial">Of who asks; the answer has the same.</param>
/// <param name="Version">Of the protocol; 1.</param>
/// <param name="UserVersion">Of the maker's part of it.</param>
/// <param name="At">When it was sent, by the sender's clock; null when no clock shows that.</param>
/// <param name="Source">Address of the sender, six bytes.</param>
/// <param name="Destination">Address of the receiver.</param>
/// <param name="Command">What it is for.</param>
internal readonly record struct Gb26875Header(int Serial, byte Version, byte UserVersion, DateTimeOffset? At, ulong Source, ulong Destination, Gb26875Command Command)
{
    /// <summary>From <c>40 40</c> to the command.</summary>
    public const int Length = 27;

    /// <summary>Checksum and <c>23 23</c>.</summary>
    public const int TailLength = 3;

    /// <summary>Of the data.</summary>
    public const int MostData = 1024;

    /// <summary>Of a time: s, min, h, d, month, year, each in binary.</summary>
    public const int TimeBytes = 6;

    private const int AddressBytes = 6;

    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    /// <summary>How long the data are, of a frame whose head is there.</summary>
    public static int DataLength(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt16LittleEndian(frame[24..]);

    /// <summary>Reads the head of a whole frame.</summary>
    public static Gb26875Header Read(ReadOnlySpan<byte> frame) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]),
        frame[4],
        frame[5],
        Time(frame[6..]),
        Address(frame[12..]),
        Address(frame[18..]),
        (Gb26875Command)frame[26]);

    /// <summary>A time in China's time; null when no clock shows that.</summary>
    public static DateTimeOffset? Time(ReadOnlySpan<byte> bytes) =>
        Jt808Values.TryTime(bytes[5], bytes[4], bytes[3], bytes[2], bytes[1], bytes[0], out var utc) ? utc : null;

    /// <summary>The bytes of a time.</summary>
    public static byte[] Time(DateTimeOffset at)
    {
        var local = at.ToOffset(ChinaStandardTime);
        return [(byte)local.Second, (byte)local.Minute, (byte)local.Hour, (byte)local.Day, (byte)local.Month, (byte)(local.Year % 100)];
    }

    /// <summary>The low byte of the sum.</summary>
    public static byte Checksum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var value in bytes)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>The whole frame with these data.</summary>
    public byte[] Frame(ReadOnlySpan<byte> data)
    {
        var frame = new byte[Length + data.Length + TailLength];
        frame[0] = frame[1] = Gb26875Framer.Start;
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(2), (ushort)Serial);
        (frame[4], frame[5]) = (Version, UserVersion);
        Time(At ?? DateTimeOffset.UnixEpoch).CopyTo(frame, 6);
        Write(frame.AsSpan(12), Source);
        Write(frame.AsSpan(18), Destination);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(24), (ushort)data.Length);
        frame[26] = (byte)Command;
        data.CopyTo(frame.AsSpan(Length));
        frame[^3] = Checksum(frame.AsSpan(2, frame.Length - 2 - TailLength));
        frame[^2] = frame[^1] = Gb26875Framer.Finish;
        return frame;
    }

    private static ulong Address(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) << 32);

    private static void Write(Span<byte> bytes, ulong address)
    {
        for (var i = 0; i < AddressBytes; i++)
        {
            bytes[i] = (byte)(address >> (8 * i));
        }
    }
}
