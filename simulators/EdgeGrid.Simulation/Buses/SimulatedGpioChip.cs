using System.Device.Gpio;
using EdgeGrid.Devices.Buses.BusLink;
using EdgeGrid.Simulation.Faults;

namespace EdgeGrid.Simulation.Buses;

/// <summary>A GPIO chip with the pins of a Raspberry Pi's header.</summary>
public sealed class SimulatedGpioChip
{
    private readonly SimulatedGpioPin[] _pins = [.. Enumerable.Range(0, PinCount).Select(number => new SimulatedGpioPin(number))];

    /// <summary>GPIO 0 to 27.</summary>
    public const int PinCount = 28;

    /// <summary>A flipped bit is a wrong level; every other fault makes the pin fail to answer.</summary>
    public BusFaults Faults { get; } = new();

    public SimulatedGpioPin this[int pin] => _pins[pin];

    internal BusLinkStatus? SetMode(int pin, PinMode mode) => Do(pin, found => found.SetMode(mode));

    internal BusLinkStatus? Write(int pin, bool level) => Do(pin, found => found.Write(level));

    internal BusLinkStatus? Read(int pin, out bool level)
    {
        var found = false;
        var status = Do(pin, asked => found = asked.Level, reads: true, out var fault);
        level = found != (fault?.Kind == BusFaultKind.BitFlip);
        return status;
    }

    private BusLinkStatus? Do(int pin, Action<SimulatedGpioPin> action) => Do(pin, action, reads: false, out _);

    private BusLinkStatus? Do(int pin, Action<SimulatedGpioPin> action, bool reads, out BusFault? fault)
    {
        fault = null;
        if (pin is < 0 or >= PinCount)
        {
            return BusLinkStatus.BadPin;
        }

        fault = Faults.Strike(pin, reads);
        switch (fault?.Kind)
        {
            case null or BusFaultKind.BitFlip:
                action(_pins[pin]);
                return BusLinkStatus.Ok;
            case BusFaultKind.Silence or BusFaultKind.ShortRead or BusFaultKind.ClockStretching:
                return null;
            case BusFaultKind.Stuck:
                return BusLinkStatus.Stuck;
            default:
                return BusLinkStatus.Nack;
        }
    }
}
