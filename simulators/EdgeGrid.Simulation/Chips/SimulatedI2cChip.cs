namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// A chip on a simulated I2C bus: what it does with the bytes that are written to it, and what it answers. The bus
/// calls it from one thread at a time.
/// </summary>
public abstract class SimulatedI2cChip
{
    /// <summary>Bytes written in one transaction, between start and stop or repeated start.</summary>
    public abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Fills in what the chip answers.</summary>
    public abstract void Read(Span<byte> bytes);

    /// <summary>False while it does not acknowledge its address: some do not while they measure.</summary>
    /// <param name="reads">Asked to answer, and not to listen.</param>
    public virtual bool Acknowledges(bool reads) => true;

    /// <summary>Time that passed on the bus while bits went over it: chips convert and measure in the meantime.</summary>
    public virtual void Elapse(TimeSpan busTime)
    {
    }
}
