using System.Collections.Concurrent;
using System.Device.Gpio;
using EdgeGrid.Devices.Buses.BusLink;

namespace EdgeGrid.Simulation.Buses;

/// <summary>The pins of a simulated chip in the same process.</summary>
internal sealed class SimulatedGpioDriver(SimulatedGpioChip chip, Action giveBack) : GpioDriver
{
    private readonly ConcurrentDictionary<(int Pin, PinChangeEventHandler Callback), EventHandler<PinLevelEventArgs>> _callbacks = [];

    protected override int PinCount => SimulatedGpioChip.PinCount;

    protected override void OpenPin(int pinNumber) => SetPinMode(pinNumber, PinMode.Input);

    // A faulty pin can be given back, too.
    protected override void ClosePin(int pinNumber) => chip[pinNumber].SetMode(PinMode.Input);

    protected override void SetPinMode(int pinNumber, PinMode mode) => Demand(chip.SetMode(pinNumber, mode));

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        if (mode == PinMode.Output)
        {
            Write(pinNumber, initialValue);
        }
        else
        {
            SetPinMode(pinNumber, mode);
        }
    }

    protected override PinMode GetPinMode(int pinNumber) => chip[pinNumber].Mode;

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) =>
        mode is PinMode.Input or PinMode.InputPullDown or PinMode.InputPullUp or PinMode.Output;

    protected override PinValue Read(int pinNumber)
    {
        Demand(chip.Read(pinNumber, out var level));
        return level;
    }

    protected override void Write(int pinNumber, PinValue value) => Demand(chip.Write(pinNumber, value == PinValue.High));

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        using var changed = new ManualResetEventSlim();
        var seen = PinEventTypes.None;
        void OnChange(object sender, PinValueChangedEventArgs change)
        {
            seen = change.ChangeType;
            changed.Set();
        }

        AddCallbackForPinValueChangedEvent(pinNumber, eventTypes, OnChange);
        try
        {
            changed.Wait(cancellationToken);
            return new WaitForEventResult { EventTypes = seen, TimedOut = false };
        }
        catch (OperationCanceledException)
        {
            return new WaitForEventResult { EventTypes = PinEventTypes.None, TimedOut = true };
        }
        finally
        {
            RemoveCallbackForPinValueChangedEvent(pinNumber, OnChange);
        }
    }

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        void OnLevel(object? sender, PinLevelEventArgs pin)
        {
            var change = pin.Level ? PinEventTypes.Rising : PinEventTypes.Falling;
            if (eventTypes.HasFlag(change))
            {
                callback(this, new PinValueChangedEventArgs(change, pinNumber));
            }
        }

        if (_callbacks.TryAdd((pinNumber, callback), OnLevel))
        {
            chip[pinNumber].LevelChanged += OnLevel;
        }
    }

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        if (_callbacks.TryRemove((pinNumber, callback), out var onLevel))
        {
            chip[pinNumber].LevelChanged -= onLevel;
        }
    }

    protected override void Dispose(bool disposing)
    {
        giveBack();
        base.Dispose(disposing);
    }

    private static void Demand(BusLinkStatus? status)
    {
        if (status != BusLinkStatus.Ok)
        {
            throw new IOException(status == BusLinkStatus.BadPin
                ? $"The simulated chip has no such pin; there are 0 to {SimulatedGpioChip.PinCount - 1}."
                : "The simulated pin does not answer.");
        }
    }
}
