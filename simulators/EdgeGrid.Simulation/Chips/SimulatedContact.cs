using EdgeGrid.Simulation.Buses;

namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// The potential-free contact of a smoke alarm, a door or a button between a pin and ground, the pin having a pull-up.
/// </summary>
public sealed class SimulatedContact
{
    private readonly SimulatedGpioPin _pin;
    private readonly bool _normallyClosed;
    private bool _active;

    public SimulatedContact(SimulatedGpioPin pin, bool normallyClosed = false)
    {
        ArgumentNullException.ThrowIfNull(pin);
        (_pin, _normallyClosed) = (pin, normallyClosed);
        Active = false;
    }

    /// <summary>True while it alarms.</summary>
    public bool Active
    {
        get => _active;
        set
        {
            _active = value;
            var closed = value != _normallyClosed;
            _pin.Drive(closed ? false : null);
        }
    }
}
