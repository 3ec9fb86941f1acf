using System.Device.Gpio;

namespace EdgeGrid.Devices.Switches;

/// <summary>
/// A potential-free contact on a pin: the relay of a smoke alarm, a door, a float, a button. A change counts when it
/// has lasted for the debounce time, seen at two samples at least that far apart; sampling never waits for it.
/// </summary>
internal sealed class Contact(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    private readonly string _chip = settings.Text("chip");
    private readonly int _pin = settings.Integer("pin");
    private readonly string _pull = settings.Text("pull");
    private readonly bool _normallyClosed = settings.Text("normally") == "closed";
    private readonly TimeSpan _debounce = settings.Duration("debounce");

    private GpioController? _controller;
    private bool _active;
    private long? _differsSince;

    public static DeviceKind Kind { get; } = new(
        "contact",
        "Potential-free contact on a GPIO pin: 1 active, 0 at rest",
        [Quantity.Contact],
        [
            .. PinOptions.All,
            new("normally", OptionType.Text, "The contact at rest. A closed one also tells of a cut wire.") { Default = "open", Choices = ["open", "closed"] },
            new("pull", OptionType.Text, "up: the contact closes to ground. down: it closes to 3.3 V. none: to ground, with a resistor of your own up.")
            {
                Default = "up", Choices = ["up", "down", "none"],
            },
            new("debounce", OptionType.Duration, "A change counts after so long.") { Default = TimeSpan.FromMilliseconds(50), Min = 0, Max = 60 },
        ],
        (settings, context) => new Contact(settings, context));

    private PinMode Mode => _pull switch { "up" => PinMode.InputPullUp, "down" => PinMode.InputPullDown, _ => PinMode.Input };

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        _controller = context.Hardware.OpenGpio(_chip);
        try
        {
            _controller.OpenPin(_pin, Mode);
            _active = ReadActive(_controller);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or ArgumentException or PlatformNotSupportedException)
        {
            throw PinOptions.Unusable(_chip, _pin, exception);
        }

        return ValueTask.FromResult(new DeviceIdentity("contact", $"{_chip} pin {_pin}, normally {(_normallyClosed ? "closed" : "open")}, pull {_pull}"));
    }

    public IReadOnlyList<Measurement> Sample()
    {
        if (_controller is null)
        {
            throw new InvalidOperationException("The device is sampled before it was opened.");
        }

        bool active;
        try
        {
            active = ReadActive(_controller);
        }
        catch (IOException)
        {
            _differsSince = null;
            return [Measurement.Failed(Quantity.Contact, DeviceFault.NotResponding)];
        }

        Settle(active);
        return [new Measurement(Quantity.Contact, _active ? 1 : 0)];
    }

    public ValueTask DisposeAsync()
    {
        _controller?.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool ReadActive(GpioController controller)
    {
        var high = controller.Read(_pin) == PinValue.High;
        var closed = high == (_pull == "down");
        return closed != _normallyClosed;
    }

    private void Settle(bool active)
    {
        if (active == _active)
        {
            _differsSince = null;
            return;
        }

        _differsSince ??= context.Time.GetTimestamp();
        if (context.Time.GetElapsedTime(_differsSince.Value) >= _debounce)
        {
            (_active, _differsSince) = (active, null);
        }
    }
}
