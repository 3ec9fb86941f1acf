using System.Device.Gpio;

namespace EdgeGrid.Devices.Switches;

/// <summary>
/// A relay on a pin, and what hangs on it: siren, valve, lamp. Off when it is opened and off when it is given back: a
/// gateway that ends must not leave a siren on with nobody to silence it. A valve that stays where it was moved has current
/// for so long only as it moves.
/// </summary>
internal sealed class Relay(DeviceSettings settings, DeviceContext context) : IOutputDevice
{
    private static readonly TimeSpan PulseEndAgain = TimeSpan.FromSeconds(1);

    private readonly string _chip = settings.Text("chip");
    private readonly int _pin = settings.Integer("pin");
    private readonly bool _activeHigh = settings.Text("active") == "high";
    private readonly TimeSpan? _pulse = settings.OptionalDuration("pulse");

    // The end of a pulse comes on another thread.
    private readonly Lock _gate = new();
    private GpioController? _controller;
    private ITimer? _pulseEnd;
    private bool _isOn;

    public static DeviceKind Kind { get; } = new(
        "relay",
        "Relay on a GPIO pin: a siren, a valve, a lamp",
        [],
        [
            .. PinOptions.All,
            new("active", OptionType.Text, "The level that switches it on. Many relay boards are on at low.") { Default = "high", Choices = ["high", "low"] },
            new("pulse", OptionType.Duration, "It goes off by itself after so long: the impulse of a latching valve, the longest travel of a motor's. Not set: it is on as long as it is wanted.")
            {
                Min = 0.02, Max = 600,
            },
        ],
        (settings, context) => new Relay(settings, context));

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        _controller = context.Hardware.OpenGpio(_chip);
        try
        {
            // Mode and level in one step: the relay must not click.
            _controller.OpenPin(_pin, PinMode.Output, Level(on: false));
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or ArgumentException or PlatformNotSupportedException)
        {
            throw PinOptions.Unusable(_chip, _pin, exception);
        }

        return ValueTask.FromResult(new DeviceIdentity("relay", $"{_chip} pin {_pin}, on at {(_activeHigh ? "high" : "low")}"));
    }

    public void Switch(bool on)
    {
        lock (_gate)
        {
            _pulseEnd?.Dispose();
            _pulseEnd = null;
            if (on && _pulse is { } pulse)
            {
                // Before it is switched on: one that was and reads otherwise has current, too.
                _pulseEnd = context.Time.CreateTimer(_ => EndPulse(), null, pulse, PulseEndAgain);
            }

            Set(on);
        }
    }

    public void Verify()
    {
        lock (_gate)
        {
            if (_pulse is null)
            {
                Demand(_isOn, Touch());
            }
            else
            {
                // Its end sees to it that it is off; whoever switched it again would have it on for longer.
                Touch();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _pulseEnd?.Dispose();
            _pulseEnd = null;
            GiveBack();
        }

        return ValueTask.CompletedTask;
    }

    private void EndPulse()
    {
        lock (_gate)
        {
            if (_pulseEnd is null)
            {
                return;
            }

            try
            {
                Set(on: false);
                _pulseEnd.Dispose();
                _pulseEnd = null;
            }
            catch (DeviceException)
            {
                // Nobody asked who could be told. The timer comes again, and whoever switches next is told.
                return;
            }
        }
    }

    private void Set(bool on)
    {
        _isOn = on;
        Demand(on, Touch(write: on));
    }

    private void Demand(bool on, PinValue found)
    {
        if (found != Level(on))
        {
            throw new DeviceException(
                DeviceFault.OutOfRange,
                $"Pin {_pin} of {_chip} was set {Level(on)} and reads {found}: something holds it. Disconnect the relay board and look for a short circuit.");
        }
    }

    // Writes the pin, if it is to, and reads it.
    private PinValue Touch(bool? write = null)
    {
        if (_controller is null)
        {
            throw new InvalidOperationException("The output is switched before it was opened.");
        }

        try
        {
            if (write is { } on)
            {
                _controller.Write(_pin, Level(on));
            }

            return _controller.Read(_pin);
        }
        catch (IOException exception)
        {
            throw PinOptions.Unusable(_chip, _pin, exception);
        }
    }

    private void GiveBack()
    {
        if (_controller is { } controller)
        {
            _controller = null;
            try
            {
                if (controller.IsPinOpen(_pin))
                {
                    controller.Write(_pin, Level(on: false));
                }
            }
            catch (IOException)
            {
                // Nobody answers any more: there is nothing left to switch off, and the failure was told by Switch.
                return;
            }
            finally
            {
                controller.Dispose();
            }
        }
    }

    private PinValue Level(bool on) => on == _activeHigh ? PinValue.High : PinValue.Low;
}
