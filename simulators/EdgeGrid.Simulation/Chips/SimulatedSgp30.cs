namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// The SGP30 (Sensirion): from its initialisation on it tells 400 ppm and 0 ppb for fifteen seconds, and has a baseline then, which can
/// be got and set. Real ones measure without initialisation, too, and their baseline is zero until they have one.
/// </summary>
public sealed class SimulatedSgp30(TimeProvider time) : SimulatedSensirionChip(time)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    private long? _beganAt;

    /// <summary>Organic compounds in the air, ppb.</summary>
    public double OrganicsPpb { get; set; }

    /// <summary>Baselines of carbon dioxide and of organic compounds.</summary>
    public (ushort CarbonDioxide, ushort Organics) Baseline { get; set; } = (0x8A12, 0x8B34);

    /// <summary>Product type and version.</summary>
    public ushort Features { get; init; } = 0x0022;

    private bool IsWarm => _beganAt is { } at && Time.GetElapsedTime(at) >= WarmUp;

    /// <inheritdoc/>
    protected override (ushort[]? Answer, TimeSpan Busy) Execute(ushort command, ReadOnlySpan<ushort> arguments)
    {
        switch (command)
        {
            case 0x2003:
                _beganAt = Time.GetTimestamp();
                return After(10, null);
            case 0x2008:
                _beganAt ??= Time.GetTimestamp();
                return After(12, 400, IsWarm ? (ushort)Math.Round(OrganicsPpb) : (ushort)0);
            case 0x2015:
                return IsWarm ? After(10, Baseline.CarbonDioxide, Baseline.Organics) : After(10, 0, 0);
            case 0x201E when arguments.Length == 2:
                Baseline = (arguments[1], arguments[0]);
                return After(10, null);
            case 0x202F:
                return After(10, Features);
            case 0x3682:
                return After(0.5, [.. SerialNumber]);
            default:
                return After(0, null);
        }
    }
}
