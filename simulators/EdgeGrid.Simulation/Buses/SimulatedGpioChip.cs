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
        Span<byte> read = [0];
        var status = Do(pin, _ => { }, out var fault);
        if (status == BusLinkStatus.Ok)
        {
            read[0] = _pins[pin].Level ? (byte)1 : (byte)0;
            if (fault?.Kind == BusFaultKind.BitFlip)
            {
                read[0] ^= 1;
            }
        }

        level = read[0] != 0;
        return status;
    }

    private BusLinkStatus? Do(int pin, Action<SimulatedGpioPin> action) => Do(pin, action, out _);

    private BusLinkStatus? Do(int pin, Action<SimulatedGpioPin> action, out BusFault? fault)
    {
        fault = null;
        if (pin is < 0 or >= PinCount)
        {
            return BusLinkStatus.BadPin;
        }

        fault = Faults.Strike(pin);
        switch (fault?.Kind)
        {
            case null or BusFaultKind.BitFlip:
                action(_pins[pin]);
                return BusLinkStatus.Ok;
            case BusFaultKind.Silence or BusFaultKind.ShortRead:
                return null;
            case BusFaultKind.Stuck:
                return BusLinkStatus.Stuck;
            default:
                return BusLinkStatus.Nack;
        }
    }
}
