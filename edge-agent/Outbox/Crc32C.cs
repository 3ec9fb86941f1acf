using System.Buffers.Binary;
using System.Numerics;

namespace EdgeGrid.Agent.Outbox;

/// <summary>The Castagnoli CRC (RFC 3720, appendix B.4), which processors know.</summary>
internal static class Crc32C
{
    /// <param name="bytes">Any number.</param>
    /// <param name="before">The CRC of what stands before them; 0 when that is nothing.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }
}
