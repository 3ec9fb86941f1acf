using System.Device.Gpio;
using EdgeGrid.Simulation.Buses;

namespace EdgeGrid.Simulation.Chips;

/// <summary>A relay board on an output pin, and what hangs on it: a siren, a valve, a lamp.</summary>
public sealed class SimulatedRelay
{
    private readonly SimulatedGpioPin _pin;
    private readonly bool _activeHigh;

    public SimulatedRelay(SimulatedGpioPin pin, bool activeHigh = true)
    {
        ArgumentNullException.ThrowIfNull(pin);
        (_pin, _activeHigh) = (pin, activeHigh);
        _pin.LevelChanged += (_, _) => Switched?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Each time its pin changes.</summary>
    public event EventHandler? Switched;

    /// <summary>A pin that is no output drives no relay.</summary>
    public bool IsOn => _pin.Mode == PinMode.Output && _pin.Level == _activeHigh;
}
