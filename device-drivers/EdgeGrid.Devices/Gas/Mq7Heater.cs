using System.Device.Gpio;
using EdgeGrid.Devices.Switches;

namespace EdgeGrid.Devices.Gas;

/// <summary>Where in its cycle an MQ-7 was read.</summary>
internal enum Mq7Moment
{
    /// <summary>Where it tells nothing.</summary>
    Between,

    /// <summary>At the end of the low phase, which is where it tells.</summary>
    EndOfLow,

    /// <summary>Nobody knows: the heater's pin does not answer.</summary>
    Broken,
}

/// <summary>The heater of an MQ-7 on a pin: 5 V for 60 s, 1.4 V for 90 s. It rests at 1.4 V, and moves when it is asked.</summary>
internal sealed class Mq7Heater(DeviceContext context, string chip, int pin, bool activeHigh) : IDisposable
{
    private static readonly TimeSpan HighPhase = TimeSpan.FromSeconds(60), LowPhase = TimeSpan.FromSeconds(90);

    private GpioController? _controller;
    private bool _isHigh;
    private long _since;

    public string Where => $"{chip} pin {pin}";

    /// <summary>Begins a cycle.</summary>
    /// <exception cref="DeviceException">The pin cannot be had.</exception>
    public void Open()
    {
        _controller = context.Hardware.OpenGpio(chip);
        try
        {
            _controller.OpenPin(pin, PinMode.Output, Level(high: true));
            (_isHigh, _since) = (true, context.Time.GetTimestamp());
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or ArgumentException or PlatformNotSupportedException)
        {
            throw PinOptions.Unusable(chip, pin, exception);
        }
    }

    /// <summary>Goes on in the cycle when it is time.</summary>
    /// <param name="wasRead">The sensor was just read; until it can be, the low phase goes on.</param>
    public Mq7Moment Turn(bool wasRead)
    {
        var elapsed = context.Time.GetElapsedTime(_since);
        if (elapsed < (_isHigh ? HighPhase : LowPhase) || (!_isHigh && !wasRead))
        {
            return Mq7Moment.Between;
        }

        try
        {
            _controller!.Write(pin, Level(!_isHigh));
        }
        catch (IOException)
        {
            return Mq7Moment.Broken;
        }

        (_isHigh, _since) = (!_isHigh, context.Time.GetTimestamp());
        return _isHigh ? Mq7Moment.EndOfLow : Mq7Moment.Between;
    }

    public void Dispose()
    {
        if (_controller is not { } controller)
        {
            return;
        }

        _controller = null;
        try
        {
            controller.Write(pin, Level(high: false));
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // The pin does not answer, or was never had: nothing is left that could be switched.
            return;
        }
        finally
        {
            controller.Dispose();
        }
    }

    private PinValue Level(bool high) => high == activeHigh ? PinValue.High : PinValue.Low;
}
