using System.Buffers.Binary;

namespace EdgeGrid.Simulation.Modbus;

/// <summary>Frames as they travel.</summary>
public static class ModbusFrames
{
    /// <summary>On a serial line: unit, function and data, CRC-16 low byte first (Modbus over Serial Line 1.02, section 6.2.2).</summary>
    public static byte[] Rtu(byte unit, ReadOnlySpan<byte> pdu)
    {
        byte[] frame = [unit, .. pdu, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(frame.Length - 2), Crc(frame.AsSpan(0, frame.Length - 2)));
        return frame;
    }

    /// <summary>On a TCP connection: transaction, protocol 0, length, unit, function and data (Messaging on TCP/IP 1.0b, section 3.1).</summary>
    public static byte[] Tcp(int transaction, byte unit, ReadOnlySpan<byte> pdu)
    {
        byte[] frame = [0, 0, 0, 0, 0, 0, unit, .. pdu];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)transaction);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(4), (ushort)(pdu.Length + 1));
        return frame;
    }

    /// <summary>Starts at 0xFFFF; each bit that falls out at the right turns 0xA001 in.</summary>
    public static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0xFFFF;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                var fallsOut = (crc & 1) == 1;
                crc >>= 1;
                crc ^= (ushort)(fallsOut ? 0xA001 : 0);
            }
        }

        return crc;
    }
}
