using System.Runtime.InteropServices;

namespace EdgeGrid.Devices.Gnss;

/// <summary>The checksum of NMEA 0183: every byte between <c>$</c> and <c>*</c>, exclusive-or, two hexadecimal digits.</summary>
internal static class NmeaChecksum
{
    /// <summary>Eight bytes at a time, folded at the end: exclusive-or does not mind the order.</summary>
    public static byte Of(ReadOnlySpan<byte> body)
    {
        ulong wide = 0;
        foreach (var part in MemoryMarshal.Cast<byte, ulong>(body))
        {
            wide ^= part;
        }

        wide ^= wide >> 32;
        wide ^= wide >> 16;
        wide ^= wide >> 8;
        var sum = (byte)wide;
        foreach (var b in body[(body.Length & ~7)..])
        {
            sum ^= b;
        }

        return sum;
    }

    /// <summary>Of one hexadecimal digit; -1 when it is none.</summary>
    public static int Digit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        _ => -1,
    };
}
