using System.Collections.Concurrent;
using System.Device.Gpio;

namespace EdgeGrid.Devices.Buses.BusLink;

/// <summary>The pins of a simulated GPIO chip, reached over the bus link. Pins are read, not waited for.</summary>
internal sealed class BusLinkGpioDriver(BusLinkConnection connection) : GpioDriver
{
    private readonly ConcurrentDictionary<int, PinMode> _modes = [];

    protected override int PinCount => Ask([(byte)BusLinkOperation.GpioPinCount]);

    protected override void OpenPin(int pinNumber) => SetPinMode(pinNumber, PinMode.Input);

    protected override void ClosePin(int pinNumber)
    {
        _modes.TryRemove(pinNumber, out _);
        try
        {
            connection.Exchange([(byte)BusLinkOperation.GpioRelease, Pin(pinNumber)], []);
        }
        catch (IOException)
        {
            // The simulator is gone, and the pin with it: that is as free as a pin can be.
            return;
        }
    }

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        connection.Exchange([(byte)BusLinkOperation.GpioMode, Pin(pinNumber), (byte)mode], []);
        _modes[pinNumber] = mode;
    }

    // In one step: a relay must not click on the way from input to its first level.
    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        if (mode == PinMode.Output)
        {
            _modes[pinNumber] = mode;
            Write(pinNumber, initialValue);
        }
        else
        {
            SetPinMode(pinNumber, mode);
        }
    }

    protected override PinMode GetPinMode(int pinNumber) => _modes.GetValueOrDefault(pinNumber, PinMode.Input);

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) =>
        mode is PinMode.Input or PinMode.InputPullDown or PinMode.InputPullUp or PinMode.Output;

    protected override PinValue Read(int pinNumber) =>
        Ask([(byte)BusLinkOperation.GpioRead, Pin(pinNumber), (byte)GetPinMode(pinNumber)]) != 0;

    protected override void Write(int pinNumber, PinValue value) =>
        connection.Exchange([(byte)BusLinkOperation.GpioWrite, Pin(pinNumber), (byte)value], []);

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw NoEvents();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        throw NoEvents();

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        throw NoEvents();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException NoEvents() =>
        new("The bus link carries no pin events: read the pin instead.");

    private static byte Pin(int number) =>
        number is >= 0 and <= byte.MaxValue
            ? (byte)number
            : throw new ArgumentOutOfRangeException(nameof(number), number, "A pin on the bus link is 0 to 255.");

    private byte Ask(ReadOnlySpan<byte> request)
    {
        Span<byte> answer = stackalloc byte[1];
        connection.Exchange(request, answer);
        return answer[0];
    }
}
