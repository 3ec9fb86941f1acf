namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// The MCP3008 (Microchip DS21295) bit by bit (section 5, figures 5-1 and 5-2): it waits for a start bit, takes the mode and the
/// channel, samples for a clock and a half, and shifts out a null bit, ten bits from the most significant, nine more from the
/// least significant on, and zeros. Until the null bit its output floats, and a pull-up makes ones.
/// </summary>
public sealed class SimulatedMcp3008 : SimulatedSpiChip
{
    private const int FullScale = 1024, CommandBits = 5, SampleBits = 1, NullBits = 1, ResultBits = 10;

    private readonly Func<double>[] _inputs = [() => 0, () => 0, () => 0, () => 0, () => 0, () => 0, () => 0, () => 0];

    /// <summary>At VREF.</summary>
    public double ReferenceVolts { get; init; } = 3.3;

    /// <summary>What hangs on CH0 to CH7, in volts. An input with nothing on it is at 0 V.</summary>
    public void Connect(int channel, Func<double> volts) => _inputs[channel] = volts;

    /// <inheritdoc/>
    public override void Transfer(ReadOnlySpan<byte> written, Span<byte> answer)
    {
        answer.Fill(0xFF);
        var start = 0;
        while (start < written.Length * 8 && !Bit(written, start))
        {
            start++;
        }

        var first = start + CommandBits + SampleBits;
        if (first > written.Length * 8)
        {
            return;
        }

        var code = Convert(written, start + 1);
        for (var at = first; at < answer.Length * 8; at++)
        {
            if (!Shift(code, at - first))
            {
                answer[at / 8] &= (byte)~(0x80 >> (at % 8));
            }
        }
    }

    private static bool Bit(ReadOnlySpan<byte> bytes, int at) => at < bytes.Length * 8 && (bytes[at / 8] & (0x80 >> (at % 8))) != 0;

    // The bits after the sample: null, B9 … B0, B1 … B9, zeros.
    private static bool Shift(int code, int at) => at switch
    {
        < NullBits => false,
        < NullBits + ResultBits => (code >> (NullBits + ResultBits - 1 - at) & 1) != 0,
        < NullBits + ResultBits + ResultBits - 1 => (code >> (at - NullBits - ResultBits + 1) & 1) != 0,
        _ => false,
    };

    // Table 5-2: SGL/DIFF, D2, D1, D0; of a pair the odd one is positive when D0 is set.
    private int Convert(ReadOnlySpan<byte> written, int at)
    {
        var channel = (Bit(written, at + 1) ? 4 : 0) | (Bit(written, at + 2) ? 2 : 0) | (Bit(written, at + 3) ? 1 : 0);
        var volts = _inputs[channel]() - (Bit(written, at) ? 0 : _inputs[channel ^ 1]());
        return (int)Math.Clamp(Math.Floor(volts / ReferenceVolts * FullScale), 0, FullScale - 1);
    }
}
