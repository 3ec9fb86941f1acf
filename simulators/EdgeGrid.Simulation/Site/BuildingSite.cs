using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Simulation.Site;

/// <summary>
/// A stairwell with its gateway's board, wired as deploy/examples/building.jsonc says: an ADS1115 at 0x48 with an MQ-4
/// in the kitchen on AIN0 and an MQ-7 in the boiler room on AIN1, a smoke alarm's relay on pin 17, a siren on pin 22.
/// </summary>
public sealed class BuildingSite
{
    private readonly SimulatedMq4 _methane = new();
    private readonly SimulatedMq7 _carbonMonoxide = new();

    public BuildingSite(TimeProvider time)
    {
        MethanePercentLel = new Signal(time, 0);
        CarbonMonoxidePpm = new Signal(time, 0);
        var converter = new SimulatedAds1115(time);
        converter.Connect(0, KitchenVolts);
        converter.Connect(1, BoilerRoomVolts);
        Board.I2c.Attach(0x48, converter);
        SmokeAlarm = new SimulatedContact(Board.Gpio[17]);
        Siren = new SimulatedRelay(Board.Gpio[22]);
    }

    public SimulatedBoard Board { get; } = new();

    /// <summary>In the kitchen.</summary>
    public Signal MethanePercentLel { get; }

    /// <summary>In the boiler room.</summary>
    public Signal CarbonMonoxidePpm { get; }

    /// <summary>In the stairwell.</summary>
    public SimulatedContact SmokeAlarm { get; }

    public SimulatedRelay Siren { get; }

    /// <summary>The wire of the boiler room's sensor comes off.</summary>
    public void BreakBoilerRoomWire() => _carbonMonoxide.Unplugged = true;

    private double KitchenVolts()
    {
        _methane.PercentLel = MethanePercentLel.Value;
        return _methane.Volts;
    }

    private double BoilerRoomVolts()
    {
        _carbonMonoxide.CarbonMonoxidePpm = CarbonMonoxidePpm.Value;
        return _carbonMonoxide.Volts;
    }
}
