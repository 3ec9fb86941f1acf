using System.Buffers.Binary;

namespace EdgeGrid.Devices.Jt808;

/// <summary>A location report (0x0200, section 8.12; 8.18 in 2019): 28 bytes, then further items.</summary>
/// <param name="Alarms">One bit each: <see cref="Jt808Alarm"/>.</param>
/// <param name="Status">One bit each: 0 ignition, 1 fix, 2 south, 3 west.</param>
/// <param name="Fault">Why the position cannot be used.</param>
/// <param name="Told">The position as it is told, whether it can be used or not; null when it can be nowhere.</param>
/// <param name="MileageKilometres">Item 01.</param>
/// <param name="Signal">Item 30: strength of the radio network.</param>
/// <param name="Leftover">Bytes at the end that are no item. Terminals append fill and tables of their own: nobody is left without help for that.</param>
internal readonly record struct Jt808Location(uint Alarms, uint Status, DeviceFault Fault, GnssFix? Told, double? MileageKilometres, int? Signal, int Leftover)
{
    /// <summary>Without further items.</summary>
    public const int LeastBytes = 28;

    private const int FixBit = 1 << 1;
    private const int SouthBit = 1 << 2;
    private const int WestBit = 1 << 3;
    private const double InDegree = 1e6;

    /// <summary>The position, if it can be used.</summary>
    public GnssFix? Fix => Fault == DeviceFault.None ? Told : null;

    /// <summary>The button is pressed.</summary>
    public bool IsSos => (Alarms & Jt808Alarm.Sos) != 0;

    /// <summary>The terminal is out of order: its receiver, its antenna or its supply.</summary>
    public bool IsTrouble => (Alarms & Jt808Alarm.Trouble) != 0;

    /// <summary>Reads a body.</summary>
    /// <returns>False when it is too short.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out Jt808Location location)
    {
        location = default;
        if (body.Length < LeastBytes)
        {
            return false;
        }

        var status = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        var items = new Items(body[LeastBytes..]);
        var (told, fault) = Position(body, status, items.Satellites);
        location = new Jt808Location(BinaryPrimitives.ReadUInt32BigEndian(body), status, fault, told, items.MileageKilometres, items.Signal, items.Leftover);
        return true;
    }

    private static (GnssFix? Told, DeviceFault Fault) Position(ReadOnlySpan<byte> body, uint status, int? satellites)
    {
        var latitude = BinaryPrimitives.ReadUInt32BigEndian(body[8..]) / InDegree;
        var longitude = BinaryPrimitives.ReadUInt32BigEndian(body[12..]) / InDegree;
        var heading = BinaryPrimitives.ReadUInt16BigEndian(body[20..]);
        var speed = BinaryPrimitives.ReadUInt16BigEndian(body[18..]) / 36.0;
        var bcd = body.Slice(22, Jt808Values.TimeBytes);
        var hasTime = Jt808Values.TryTime(bcd, out var at);
        var isPossible = latitude <= 90 && longitude <= 180 && heading <= 360 && (hasTime || bcd.IndexOfAnyExcept((byte)0) < 0);

        // In the Gulf of Guinea there is no city: so a terminal says that it does not know.
        var isKnown = (status & FixBit) != 0 && (latitude != 0 || longitude != 0);
        var told = new GnssFix(
            hasTime ? at : null,
            (status & SouthBit) == 0 ? latitude : -latitude,
            (status & WestBit) == 0 ? longitude : -longitude,
            BinaryPrimitives.ReadUInt16BigEndian(body[16..]),
            speed,
            speed > 0 ? heading % 360 : null,
            satellites,
            null);
        return (isPossible ? told : null, !isKnown ? DeviceFault.NoFix : isPossible ? DeviceFault.None : DeviceFault.OutOfRange);
    }

    /// <summary>What follows the fixed part: id, length, value.</summary>
    private ref struct Items
    {
        public Items(ReadOnlySpan<byte> bytes)
        {
            while (bytes.Length >= 2 && bytes.Length >= 2 + bytes[1])
            {
                Take(bytes[0], bytes.Slice(2, bytes[1]));
                bytes = bytes[(2 + bytes[1])..];
            }

            Leftover = bytes.Length;
        }

        public double? MileageKilometres { get; private set; }

        public int? Signal { get; private set; }

        public int? Satellites { get; private set; }

        public int Leftover { get; }

        private void Take(byte id, ReadOnlySpan<byte> value)
        {
            switch (id)
            {
                case 0x01 when value.Length == 4:
                    MileageKilometres = BinaryPrimitives.ReadUInt32BigEndian(value) / 10.0;
                    break;
                case 0x30 when value.Length == 1:
                    Signal = value[0];
                    break;
                case 0x31 when value.Length == 1:
                    Satellites = value[0];
                    break;
                default:
                    // Of the maker's own, or of no use here.
                    break;
            }
        }
    }
}
