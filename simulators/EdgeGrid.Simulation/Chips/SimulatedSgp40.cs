namespace EdgeGrid.Simulation.Chips;

/// <summary>The SGP40 (Sensirion): a raw signal that falls when there is more in the air.</summary>
public sealed class SimulatedSgp40(TimeProvider time) : SimulatedSensirionChip(time)
{
    /// <summary>What it tells, ticks.</summary>
    public int Ticks { get; set; } = 30_000;

    /// <summary>What it was last told of humidity and temperature.</summary>
    public (ushort Humidity, ushort Temperature) Told { get; private set; }

    /// <summary>Product type and version.</summary>
    public ushort Features { get; init; } = 0x3220;

    /// <inheritdoc/>
    protected override (ushort[]? Answer, TimeSpan Busy) Execute(ushort command, ReadOnlySpan<ushort> arguments)
    {
        switch (command)
        {
            case 0x260F when arguments.Length == 2:
                Told = (arguments[0], arguments[1]);
                return After(30, (ushort)Ticks);
            case 0x202F:
                return After(10, Features);
            case 0x3682:
                return After(0.5, [.. SerialNumber]);
            default:
                return After(0, null);
        }
    }
}
