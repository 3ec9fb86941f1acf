using EdgeGrid.Simulation.Buses;

namespace EdgeGrid.Simulation.Chips;

/// <summary>What happened to the wires of a contact.</summary>
public enum LineDamage
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A wire is cut.</summary>
    Cut,

    /// <summary>The wires touch.</summary>
    Shorted,
}

/// <summary>
/// A contact with resistors at the end of a line, as fire alarm and intruder systems wire it, and a resistor from the supply at its
/// beginning. Normally open: the end-of-line resistor lies across the line, and the contact switches another beside it. Normally
/// closed: the end-of-line resistor lies in the line, and the contact bridges another in series.
/// </summary>
public sealed class SimulatedContactLine
{
    public double SupplyVolts { get; init; } = 3.3;

    public double PullUpOhms { get; init; } = 10_000;

    public double EndOhms { get; init; } = 10_000;

    public double ContactOhms { get; init; } = 4_700;

    public double WireOhms { get; init; } = 20;

    public bool NormallyClosed { get; init; }

    /// <summary>True while it alarms.</summary>
    public bool Active { get; set; }

    public LineDamage Damage { get; set; }

    /// <summary>Without its wires.</summary>
    public double Ohms => (NormallyClosed, Active) switch
    {
        (false, false) or (true, false) => EndOhms,
        (false, true) => EndOhms * ContactOhms / (EndOhms + ContactOhms),
        (true, true) => EndOhms + ContactOhms,
    };

    /// <summary>At the beginning of the line.</summary>
    public double Volts => Damage switch
    {
        LineDamage.Cut => SupplyVolts,
        LineDamage.Shorted => SupplyVolts * WireOhms / (PullUpOhms + WireOhms),
        _ => SupplyVolts * (Ohms + WireOhms) / (PullUpOhms + Ohms + WireOhms),
    };
}

/// <summary>A contact that changes over between two pins, each of which has a pull-up: one is closed to ground, and the other is not.</summary>
public sealed class SimulatedChangeOver
{
    private readonly SimulatedGpioPin _closedInAlarm;
    private readonly SimulatedGpioPin _closedAtRest;
    private bool _active;
    private LineDamage _damage;

    public SimulatedChangeOver(SimulatedGpioPin closedInAlarm, SimulatedGpioPin closedAtRest)
    {
        ArgumentNullException.ThrowIfNull(closedInAlarm);
        ArgumentNullException.ThrowIfNull(closedAtRest);
        (_closedInAlarm, _closedAtRest) = (closedInAlarm, closedAtRest);
        Drive();
    }

    /// <summary>True while it alarms.</summary>
    public bool Active
    {
        get => _active;
        set
        {
            _active = value;
            Drive();
        }
    }

    public LineDamage Damage
    {
        get => _damage;
        set
        {
            _damage = value;
            Drive();
        }
    }

    private void Drive()
    {
        _closedInAlarm.Drive(_damage == LineDamage.Shorted || (_active && _damage == LineDamage.None) ? false : null);
        _closedAtRest.Drive(_damage == LineDamage.Shorted || (!_active && _damage == LineDamage.None) ? false : null);
    }
}
