namespace EdgeGrid.Simulation.Chips;

/// <summary>The SCD41 (Sensirion, SCD4x datasheet, section 3): idle, or measuring by itself every five seconds, when it takes no other command than to stop.</summary>
public sealed class SimulatedScd4x(TimeProvider time) : SimulatedSensirionChip(time)
{
    private bool _measures;
    private long _measuredAt;

    /// <summary>Carbon dioxide in the air, ppm.</summary>
    public double CarbonDioxidePpm { get; set; } = 500;

    /// <summary>Temperature.</summary>
    public double Celsius { get; set; } = 25;

    /// <summary>Relative humidity.</summary>
    public double HumidityPercent { get; set; } = 37;

    /// <summary>Between two measurements.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>As it was told, m.</summary>
    public int AltitudeMetres { get; private set; }

    /// <summary>As it was told.</summary>
    public bool CalibratesItself { get; private set; } = true;

    private bool IsReady => _measures && Time.GetElapsedTime(_measuredAt) >= Interval;

    /// <inheritdoc/>
    protected override (ushort[]? Answer, TimeSpan Busy) Execute(ushort command, ReadOnlySpan<ushort> arguments)
    {
        switch (command)
        {
            case 0x3F86:
                _measures = false;
                return After(500, null);
            case 0xE4B8:
                return After(1, IsReady ? (ushort)0x8006 : (ushort)0x8000);
            case 0xEC05 when IsReady:
                _measuredAt = Time.GetTimestamp();
                return After(1, (ushort)Math.Round(CarbonDioxidePpm), (ushort)Math.Round((Celsius + 45) * 65535 / 175), (ushort)Math.Round(HumidityPercent * 65535 / 100));
        }

        if (_measures)
        {
            return After(0, null);
        }

        switch (command)
        {
            case 0x21B1:
                (_measures, _measuredAt) = (true, Time.GetTimestamp());
                return After(0, null);
            case 0x2427 when arguments.Length == 1:
                AltitudeMetres = arguments[0];
                return After(1, null);
            case 0x2416 when arguments.Length == 1:
                CalibratesItself = arguments[0] == 1;
                return After(1, null);
            case 0x3682:
                return After(1, [.. SerialNumber]);
            case 0x202F:
                return After(1, 0x1440);
            default:
                return After(0, null);
        }
    }
}
