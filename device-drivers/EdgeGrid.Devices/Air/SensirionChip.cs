using System.Buffers.Binary;
using System.Device.I2c;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Air;

/// <summary>
/// A sensor of Sensirion's on I2C: commands of 16 bits, and words of 16 bits each with a checksum behind it (polynomial 0x31 from
/// 0xFF; BE EF gives 92).
/// </summary>
internal sealed class SensirionChip : IDisposable
{
    private const int WordBytes = 3;

    private readonly I2cDevice _device;
    private readonly TimeProvider _time;

    private SensirionChip(I2cDevice device, TimeProvider time, string where) => (_device, _time, Where) = (device, time, where);

    /// <summary>Bus and address.</summary>
    public string Where { get; }

    /// <summary>Opens an address of a bus. Nothing is sent yet.</summary>
    /// <exception cref="DeviceException">There is no such bus.</exception>
    public static SensirionChip Open(DeviceContext context, string bus, int address) =>
        new(context.Hardware.OpenI2c(bus, address), context.Time, $"{bus} 0x{address:X2}");

    /// <summary>CRC-8 of a word.</summary>
    public static byte Checksum(ReadOnlySpan<byte> word)
    {
        var checksum = 0xFF;
        foreach (var octet in word)
        {
            checksum ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (checksum & 0x80) != 0 ? (checksum << 1) ^ 0x31 : checksum << 1;
            }
        }

        return (byte)checksum;
    }

    /// <summary>A command that is not answered, and the time it takes.</summary>
    public DeviceFault Do(ushort command, TimeSpan takes, params ReadOnlySpan<ushort> arguments)
    {
        if (Tell(command, arguments) is var fault and not DeviceFault.None)
        {
            return fault;
        }

        Pause.For(_time, takes);
        return DeviceFault.None;
    }

    /// <summary>A command, the time it takes, and its answer.</summary>
    public DeviceFault Ask(ushort command, TimeSpan wait, Span<ushort> answer, params ReadOnlySpan<ushort> arguments)
    {
        if (Tell(command, arguments) is var fault and not DeviceFault.None)
        {
            return fault;
        }

        Pause.For(_time, wait);
        Span<byte> bytes = stackalloc byte[WordBytes * answer.Length];
        try
        {
            _device.Read(bytes);
        }
        catch (IOException)
        {
            return DeviceFault.NotResponding;
        }

        for (var i = 0; i < answer.Length; i++)
        {
            var word = bytes.Slice(WordBytes * i, WordBytes);
            if (Checksum(word[..2]) != word[2])
            {
                return DeviceFault.BadChecksum;
            }

            answer[i] = BinaryPrimitives.ReadUInt16BigEndian(word);
        }

        return DeviceFault.None;
    }

    /// <summary>What a technician is told when it is not what it should be.</summary>
    public DeviceException Refuse(DeviceFault fault, string name) => new(
        fault,
        fault == DeviceFault.NotResponding
            ? $"No {name} answers at {Where}. Check its supply and the wires SDA, SCL and ground; its address cannot be changed."
            : $"What answers at {Where} is no {name}: its checksums are wrong. Look for another chip at this address, or for a bad contact.");

    public void Dispose() => _device.Dispose();

    private DeviceFault Tell(ushort command, params ReadOnlySpan<ushort> arguments)
    {
        Span<byte> bytes = stackalloc byte[2 + WordBytes * arguments.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, command);
        for (var i = 0; i < arguments.Length; i++)
        {
            var word = bytes.Slice(2 + WordBytes * i, WordBytes);
            BinaryPrimitives.WriteUInt16BigEndian(word, arguments[i]);
            word[2] = Checksum(word[..2]);
        }

        try
        {
            _device.Write(bytes);
            return DeviceFault.None;
        }
        catch (IOException)
        {
            return DeviceFault.NotResponding;
        }
    }
}
