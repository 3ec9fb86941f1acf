using System.Buffers.Binary;

namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// What Sensirion's sensors have in common on the bus: a command of 16 bits with words and their checksums behind it, some time,
/// and an answer of words with checksums. Until then it acknowledges nothing, and without a command that it knows it is not read.
/// </summary>
/// <param name="time">The clock.</param>
public abstract class SimulatedSensirionChip(TimeProvider time) : SimulatedI2cChip
{
    private ushort[]? _answer;
    private long _askedAt;
    private TimeSpan _busTime;
    private TimeSpan _busy;

    /// <summary>Its own number, of three words.</summary>
    public IReadOnlyList<ushort> SerialNumber { get; init; } = [0xF896, 0x9F07, 0x3BBE];

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>CRC-8 as the datasheets have it, by table: polynomial 0x31, start 0xFF.</summary>
    public static byte Checksum(ushort word)
    {
        var checksum = 0xFF ^ (word >> 8);
        for (var bit = 0; bit < 16; bit++)
        {
            if (bit == 8)
            {
                checksum ^= word & 0xFF;
            }

            checksum = ((checksum << 1) ^ ((checksum & 0x80) == 0 ? 0 : 0x31)) & 0xFF;
        }

        return (byte)checksum;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        _answer = null;
        if (bytes.Length < 2 || (bytes.Length - 2) % 3 != 0)
        {
            return;
        }

        var arguments = new ushort[(bytes.Length - 2) / 3];
        for (var i = 0; i < arguments.Length; i++)
        {
            var word = bytes.Slice(2 + 3 * i, 3);
            arguments[i] = BinaryPrimitives.ReadUInt16BigEndian(word);
            if (Checksum(arguments[i]) != word[2])
            {
                return;
            }
        }

        (_answer, _busy) = Execute(BinaryPrimitives.ReadUInt16BigEndian(bytes), arguments);
        (_askedAt, _busTime) = (Time.GetTimestamp(), TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public override void Read(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var word = i / 3 < _answer!.Length ? _answer[i / 3] : (ushort)0xFFFF;
            bytes[i] = i / 3 >= _answer.Length ? (byte)0xFF : (i % 3) switch { 0 => (byte)(word >> 8), 1 => (byte)word, _ => Checksum(word) };
        }

        _answer = null;
    }

    /// <inheritdoc/>
    public override bool Acknowledges(bool reads) => Time.GetElapsedTime(_askedAt) + _busTime >= _busy && (!reads || _answer is not null);

    /// <inheritdoc/>
    public override void Elapse(TimeSpan busTime) => _busTime += busTime;

    /// <summary>Does what a command asks.</summary>
    /// <returns>The answer, null for none, and how long it takes.</returns>
    protected abstract (ushort[]? Answer, TimeSpan Busy) Execute(ushort command, ReadOnlySpan<ushort> arguments);

    /// <summary>An answer after so many milliseconds.</summary>
    protected static (ushort[]? Answer, TimeSpan Busy) After(double milliseconds, params ushort[]? answer) => (answer, TimeSpan.FromMilliseconds(milliseconds));
}
