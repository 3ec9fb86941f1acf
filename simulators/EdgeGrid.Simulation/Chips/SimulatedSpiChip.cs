namespace EdgeGrid.Simulation.Chips;

/// <summary>A chip on a simulated SPI bus. The bus calls it from one thread at a time.</summary>
public abstract class SimulatedSpiChip
{
    /// <summary>One transfer, from the fall of its chip select to the rise: as many bytes in as out.</summary>
    public abstract void Transfer(ReadOnlySpan<byte> written, Span<byte> answer);
}
