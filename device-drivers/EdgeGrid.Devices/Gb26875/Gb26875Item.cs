using System.Buffers.Binary;

namespace EdgeGrid.Devices.Gb26875;

/// <summary>One object of a frame's data (section 8); what its type does not have is 0, empty or null.</summary>
/// <param name="Type">What it is about.</param>
internal readonly record struct Gb26875Item(Gb26875Type Type)
{
    /// <summary>Kind of the system: <see cref="Gb26875Words.System"/>.</summary>
    public int SystemType { get; init; }

    /// <summary>Which of the device's systems.</summary>
    public int System { get; init; }

    /// <summary>Kind of the component: <see cref="Gb26875Words.Component"/>.</summary>
    public int ComponentType { get; init; }

    /// <summary>Zone of the component.</summary>
    public int Zone { get; init; }

    /// <summary>Its point in the zone.</summary>
    public int Point { get; init; }

    /// <summary>Bits of a state or an operation.</summary>
    public int State { get; init; }

    /// <summary>Kind of an analogue value: 3 temperature, 6 gas, 8 voltage.</summary>
    public int AnalogueType { get; init; }

    /// <summary>An analogue value, as sent.</summary>
    public int Value { get; init; }

    /// <summary>A description.</summary>
    public string Text { get; init; } = "";

    /// <summary>When it was so, by the device's clock; null when no clock shows that, or it is not told.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Reads one object, and takes it away from the beginning.</summary>
    /// <returns>False when it is not all there.</returns>
    public static bool TryRead(Gb26875Type type, ref ReadOnlySpan<byte> data, out Gb26875Item item)
    {
        item = new Gb26875Item(type);
        var length = LengthOf(type, data);
        if (length > data.Length)
        {
            return false;
        }

        var bytes = data[..length];
        data = data[length..];
        item = type < Gb26875Type.DeviceState ? OfSystem(item, bytes) : OfDevice(item, bytes);
        return true;
    }

    /// <summary>Objects of this type can be read.</summary>
    public static bool IsKnown(Gb26875Type type) => LengthOf(type, default) != int.MaxValue || type is Gb26875Type.SystemConfiguration or Gb26875Type.DeviceConfiguration;

    /// <summary>How long an object of this type is, if it ends with the time at which it was so; null for others.</summary>
    public static int? TimedLength(Gb26875Type type) => type is Gb26875Type.SystemState or Gb26875Type.SystemOperation or Gb26875Type.ComponentState
        or Gb26875Type.Analogue or Gb26875Type.DeviceState or Gb26875Type.DeviceOperation ? LengthOf(type, default) : null;

    private static int LengthOf(Gb26875Type type, ReadOnlySpan<byte> data) => type switch
    {
        Gb26875Type.SystemState or Gb26875Type.SystemOperation => 10,
        Gb26875Type.ComponentState => 46,
        Gb26875Type.Analogue => 16,
        Gb26875Type.SystemVersion => 4,
        Gb26875Type.SystemConfiguration => data.Length < 3 ? int.MaxValue : 3 + data[2],
        Gb26875Type.ComponentConfiguration => 38,
        Gb26875Type.SystemTime or Gb26875Type.DeviceOperation => 8,
        Gb26875Type.DeviceState => 7,
        Gb26875Type.DeviceVersion => 2,
        Gb26875Type.DeviceConfiguration => data.IsEmpty ? int.MaxValue : 1 + data[0],
        Gb26875Type.DeviceTime or Gb26875Type.SetTime => 6,
        Gb26875Type.GuardCheck => 1,
        _ => int.MaxValue,
    };

    private static Gb26875Item OfSystem(Gb26875Item item, ReadOnlySpan<byte> bytes)
    {
        item = item with { SystemType = bytes[0], System = bytes[1] };
        return item.Type switch
        {
            Gb26875Type.SystemState => item with { State = Word(bytes, 2), At = Gb26875Header.Time(bytes[4..]) },
            Gb26875Type.SystemOperation => item with { State = bytes[2], Value = bytes[3], At = Gb26875Header.Time(bytes[4..]) },
            Gb26875Type.SystemVersion => item with { Text = $"{bytes[2]}.{bytes[3]}" },
            Gb26875Type.SystemConfiguration => item with { Text = Gb26875Words.Text(bytes[3..]) },
            Gb26875Type.SystemTime => item with { At = Gb26875Header.Time(bytes[2..]) },
            Gb26875Type.ComponentState => Component(item, bytes) with
            {
                State = Word(bytes, 7), Text = Gb26875Words.Text(bytes.Slice(9, 31)), At = Gb26875Header.Time(bytes[40..]),
            },
            Gb26875Type.ComponentConfiguration => Component(item, bytes) with { Text = Gb26875Words.Text(bytes.Slice(7, 31)) },
            _ => Component(item, bytes) with
            {
                AnalogueType = bytes[7], Value = BinaryPrimitives.ReadInt16LittleEndian(bytes[8..]), At = Gb26875Header.Time(bytes[10..]),
            },
        };
    }

    private static Gb26875Item OfDevice(Gb26875Item item, ReadOnlySpan<byte> bytes) => item.Type switch
    {
        Gb26875Type.DeviceState => item with { State = bytes[0], At = Gb26875Header.Time(bytes[1..]) },
        Gb26875Type.DeviceOperation => item with { State = bytes[0], Value = bytes[1], At = Gb26875Header.Time(bytes[2..]) },
        Gb26875Type.DeviceVersion => item with { Text = $"{bytes[0]}.{bytes[1]}" },
        Gb26875Type.DeviceConfiguration => item with { Text = Gb26875Words.Text(bytes[1..]) },
        Gb26875Type.GuardCheck => item with { Value = bytes[0] },
        _ => item with { At = Gb26875Header.Time(bytes) },
    };

    private static Gb26875Item Component(Gb26875Item item, ReadOnlySpan<byte> bytes) =>
        item with { ComponentType = bytes[2], Zone = Word(bytes, 3), Point = Word(bytes, 5) };

    private static int Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
