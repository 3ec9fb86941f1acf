using EdgeGrid.Simulation.Buses;

namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// What switches an MQ-7's heater between 5 V and 1.4 V, by a pin. At 5 V the layer is cleaned and tells of clean air; at 1.4 V
/// it comes to what the gas makes of it within the phase.
/// </summary>
public sealed class SimulatedMq7Heater
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private readonly SimulatedGpioPin _pin;
    private readonly TimeProvider _time;
    private readonly bool _activeHigh;
    private long _changedAt;

    public SimulatedMq7Heater(SimulatedGpioPin pin, TimeProvider time, bool activeHigh = true)
    {
        ArgumentNullException.ThrowIfNull(pin);
        ArgumentNullException.ThrowIfNull(time);
        (_pin, _time, _activeHigh) = (pin, time, activeHigh);
        _changedAt = time.GetTimestamp();
        _pin.LevelChanged += (_, _) => _changedAt = time.GetTimestamp();
    }

    /// <summary>True at 5 V. A pin that is no output leaves the heater at 1.4 V.</summary>
    public bool IsHigh => _pin.Mode == System.Device.Gpio.PinMode.Output && _pin.Level == _activeHigh;

    /// <summary>How far the layer has come to what the gas makes of it: 0 to 1.</summary>
    public double Settled => IsHigh ? 0 : 1 - Math.Exp(-(_time.GetElapsedTime(_changedAt) / Settling));
}
