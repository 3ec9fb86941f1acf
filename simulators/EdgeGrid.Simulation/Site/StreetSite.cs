using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Simulation.Site;

/// <summary>
/// A lamp post's board, wired as deploy/examples/street.jsonc says: an ADS1115 at 0x49 with the optical smoke sensor of
/// an e-bike shed on AIN0. Its camera is a clip.
/// </summary>
public sealed class StreetSite
{
    private readonly SimulatedSmokeSensor _chamber = new();

    public StreetSite(TimeProvider time)
    {
        SmokeDecibelsPerMetre = new Signal(time, 0);
        var converter = new SimulatedAds1115(time);
        converter.Connect(0, ShedVolts);
        Board.I2c.Attach(0x49, converter);
    }

    public SimulatedBoard Board { get; } = new();

    /// <summary>In the e-bike shed.</summary>
    public Signal SmokeDecibelsPerMetre { get; }

    private double ShedVolts()
    {
        _chamber.DecibelsPerMetre = SmokeDecibelsPerMetre.Value;
        return _chamber.Volts;
    }
}
