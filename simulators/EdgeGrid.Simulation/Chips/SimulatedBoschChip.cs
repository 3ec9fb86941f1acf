namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// What Bosch's sensors of the air have in common: a map of registers, written in pairs of address and value and read onwards from
/// one, and a measurement that begins when its mode is set and takes its time, on the bus or on the clock.
/// </summary>
/// <param name="time">The clock.</param>
public abstract class SimulatedBoschChip(TimeProvider time) : SimulatedI2cChip
{
    private byte _pointer;
    private bool _measures;
    private long _startedAt;
    private TimeSpan _busTime;

    /// <summary>Temperature.</summary>
    public double Celsius { get; set; } = 21;

    /// <summary>Relative humidity.</summary>
    public double HumidityPercent { get; set; } = 45;

    /// <summary>Air pressure, hPa.</summary>
    public double Hectopascal { get; set; } = 1013;

    /// <summary>Its registers.</summary>
    protected byte[] Map { get; } = new byte[256];

    /// <summary>The register that holds the mode in its two lowest bits; 1 is one measurement.</summary>
    protected abstract byte ModeRegister { get; }

    /// <summary>The register with the filter, which is written while the chip is asleep.</summary>
    protected abstract byte ConfigurationRegister { get; }

    /// <summary>How long a measurement takes.</summary>
    protected abstract TimeSpan Measurement { get; }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _pointer = bytes[0];
        }

        for (var i = 0; i + 1 < bytes.Length; i += 2)
        {
            if (bytes[i] == ConfigurationRegister && (Map[ModeRegister] & 0b11) == 0b11)
            {
                // Measuring by itself, it takes no configuration.
                continue;
            }

            Map[bytes[i]] = bytes[i + 1];
            if (bytes[i] == ModeRegister && (bytes[i + 1] & 0b11) == 1)
            {
                (_measures, _startedAt, _busTime) = (true, time.GetTimestamp(), TimeSpan.Zero);
                ShowState(measures: true);
            }
        }
    }

    /// <inheritdoc/>
    public override void Read(Span<byte> bytes)
    {
        if (_measures && time.GetElapsedTime(_startedAt) + _busTime >= Measurement)
        {
            _measures = false;
            Map[ModeRegister] &= 0b1111_1100;
            Convert();
            ShowState(measures: false);
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Map[(byte)(_pointer + i)];
        }
    }

    /// <inheritdoc/>
    public override void Elapse(TimeSpan busTime) => _busTime += busTime;

    /// <summary>Writes what is measured into the data registers.</summary>
    protected abstract void Convert();

    /// <summary>Writes into the status register whether a measurement is going on.</summary>
    protected abstract void ShowState(bool measures);

    /// <summary>The raw value of so many bits of which the datasheet's formula makes a truth; the formula rises or falls all along.</summary>
    protected static int Solve(int bits, Func<int, double> formula, double truth)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var (low, high) = (0, (1 << bits) - 1);
        var rises = formula(high) > formula(low);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = formula(middle) < truth == rises ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>A 16-bit coefficient, the lower byte first.</summary>
    protected void SetWord(int register, int value) => (Map[register], Map[register + 1]) = ((byte)value, (byte)(value >> 8));

    /// <summary>A 20-bit result: eight, eight and four bits.</summary>
    protected void SetTwentyBits(int register, int value) =>
        (Map[register], Map[register + 1], Map[register + 2]) = ((byte)(value >> 12), (byte)(value >> 4), (byte)(value << 4));
}
