using System.Text;

namespace EdgeGrid.Simulation.Terminals;

/// <summary>A frame as a transmission device writes it (GB 26875.3-2011, sections 6 to 8); the low byte first.</summary>
public static class Gb26875Frame
{
    private const int TextBytes = 31;

    /// <summary>The whole frame.</summary>
    /// <param name="serial">Of the frame.</param>
    /// <param name="at">When it is sent.</param>
    /// <param name="source">Address of the sender.</param>
    /// <param name="destination">Address of the receiver.</param>
    /// <param name="command">2 send, 3 confirm, 5 reply, 6 deny.</param>
    /// <param name="data">Type, count, objects.</param>
    public static byte[] Of(int serial, DateTimeOffset at, ulong source, ulong destination, int command, ReadOnlySpan<byte> data)
    {
        byte[] counted = [.. Word(serial), 1, 1, .. Time(at), .. Address(source), .. Address(destination), .. Word(data.Length), (byte)command, .. data];
        return [0x40, 0x40, .. counted, (byte)counted.Sum(value => value), 0x23, 0x23];
    }

    /// <summary>Data: the state of one component of a fire alarm system.</summary>
    /// <param name="at">Since when.</param>
    /// <param name="zone">Of the component.</param>
    /// <param name="point">In the zone.</param>
    /// <param name="state">Bits: 0 normal (not test), 1 fire, 2 fault, 8 power fault.</param>
    /// <param name="text">In GB18030, at most 31 bytes.</param>
    /// <param name="componentType">40 is a smoke detector.</param>
    public static byte[] ComponentState(DateTimeOffset at, int zone, int point, int state, ReadOnlySpan<byte> text = default, byte componentType = 40) =>
        [2, 1, 1, 1, componentType, .. Word(zone), .. Word(point), .. Word(state), .. text, .. new byte[TextBytes - text.Length], .. Time(at)];

    /// <summary>Data: an analogue value of one component.</summary>
    public static byte[] Analogue(DateTimeOffset at, int zone, int point, byte analogueType, int value) =>
        [3, 1, 1, 1, 10, .. Word(zone), .. Word(point), analogueType, .. Word(value), .. Time(at)];

    /// <summary>Data: the state of a system.</summary>
    public static byte[] SystemState(DateTimeOffset at, int state) => [1, 1, 1, 1, .. Word(state), .. Time(at)];

    /// <summary>Data: somebody operated a system; bit 0 reset, 2 manual alarm.</summary>
    public static byte[] SystemOperation(DateTimeOffset at, byte operation) => [4, 1, 1, 1, operation, 7, .. Time(at)];

    /// <summary>Data: the device's own state.</summary>
    public static byte[] DeviceState(DateTimeOffset at, byte state) => [21, 1, state, .. Time(at)];

    /// <summary>Data: somebody operated the device; bit 5 answers a guard check.</summary>
    public static byte[] DeviceOperation(DateTimeOffset at, byte operation) => [24, 1, operation, 7, .. Time(at)];

    /// <summary>A text as the standard has it.</summary>
    public static byte[] Text(string text) => CodePagesEncodingProvider.Instance.GetEncoding(54936)!.GetBytes(text);

    private static byte[] Word(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Address(ulong address) => [.. Enumerable.Range(0, 6).Select(i => (byte)(address >> (8 * i)))];

    private static byte[] Time(DateTimeOffset at)
    {
        var local = at.ToOffset(TimeSpan.FromHours(8));
        return [(byte)local.Second, (byte)local.Minute, (byte)local.Hour, (byte)local.Day, (byte)local.Month, (byte)(local.Year % 100)];
    }
}
