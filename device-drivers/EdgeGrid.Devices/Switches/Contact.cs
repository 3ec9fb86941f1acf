using System.Device.Gpio;

namespace EdgeGrid.Devices.Switches;

/// <summary>
/// A potential-free contact on a pin: the relay of a smoke alarm, a door, a float, a button. One that changes over may be wired
/// with both its sides: they are always opposite, so that a cut wire and a short circuit are seen.
/// </summary>
internal sealed class Contact(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    private readonly string _chip = settings.Text("chip");
    private readonly int _pin = settings.Integer("pin");
    private readonly int? _oppositePin = settings.OptionalInteger("oppositePin");
    private readonly string _pull = settings.Text("pull");
    private readonly bool _normallyClosed = settings.Text("normally") == "closed";
    private readonly SettledLine _line = new(settings.Duration("debounce"), context.Time);

    private GpioController? _controller;

    public static DeviceKind Kind { get; } = new(
        "contact",
        "Potential-free contact on a GPIO pin: 1 active, 0 at rest",
        [Quantity.Contact],
        [
            .. PinOptions.All,
            new("oppositePin", OptionType.Integer, "The pin of the other side of a contact that changes over. Not set: it has one side, and nobody watches its wires.")
            {
                Min = 0, Max = 255, Claim = PinOptions.Claim("chip", "oppositePin"), Misfit = OppositeMisfit,
            },
            new("normally", OptionType.Text, "The contact at rest. A closed one also tells of a cut wire.") { Default = "open", Choices = ["open", "closed"] },
            new("pull", OptionType.Text, "up: the contact closes to ground. down: it closes to 3.3 V. none: to ground, with a resistor of your own up.")
            {
                Default = "up", Choices = ["up", "down", "none"],
            },
            SettledLine.Option,
        ],
        (settings, context) => new Contact(settings, context));

    private PinMode Mode => _pull switch { "up" => PinMode.InputPullUp, "down" => PinMode.InputPullDown, _ => PinMode.Input };

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        _controller = context.Hardware.OpenGpio(_chip);
        Open(_controller, _pin);
        if (_oppositePin is { } opposite)
        {
            Open(_controller, opposite);
        }

        try
        {
            _line.See(Read(_controller));
        }
        catch (IOException exception)
        {
            throw PinOptions.Unusable(_chip, _pin, exception);
        }

        var pins = _oppositePin is { } other ? $"pins {_pin} and {other}" : $"pin {_pin}";
        return ValueTask.FromResult(new DeviceIdentity("contact", $"{_chip} {pins}, normally {(_normallyClosed ? "closed" : "open")}, pull {_pull}"));
    }

    public IReadOnlyList<Measurement> Sample()
    {
        if (_controller is null)
        {
            throw new InvalidOperationException("The device is sampled before it was opened.");
        }

        try
        {
            return [_line.See(Read(_controller))];
        }
        catch (IOException)
        {
            _line.Lose();
            return [Measurement.Failed(Quantity.Contact, DeviceFault.NotResponding)];
        }
    }

    public ValueTask DisposeAsync()
    {
        _controller?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Objection? OppositeMisfit(DeviceSettings settings) => settings.OptionalInteger("oppositePin") == settings.Integer("pin")
        ? new Objection($"Both sides of the contact are at pin {settings.Integer("pin")}.", "Wire each side to a pin of its own, or remove \"oppositePin\" if it has one side.")
        : null;

    private void Open(GpioController controller, int pin)
    {
        try
        {
            controller.OpenPin(pin, Mode);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or ArgumentException or PlatformNotSupportedException)
        {
            throw PinOptions.Unusable(_chip, pin, exception);
        }
    }

    private LineState Read(GpioController controller)
    {
        var closed = IsClosed(controller, _pin);
        if (_oppositePin is { } opposite && IsClosed(controller, opposite) == closed)
        {
            return closed ? LineState.Shorted : LineState.Cut;
        }

        return closed != _normallyClosed ? LineState.Active : LineState.Rest;
    }

    private bool IsClosed(GpioController controller, int pin) => (controller.Read(pin) == PinValue.High) == (_pull == "down");
}
