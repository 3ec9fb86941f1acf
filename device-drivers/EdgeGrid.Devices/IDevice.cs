namespace EdgeGrid.Devices;

/// <summary>
/// A sensor or an output that a driver speaks to. It is opened once, then sampled (<see cref="ISampledDevice"/>),
/// listened to (<see cref="IListeningDevice"/>) or switched (<see cref="IOutputDevice"/>), from one thread at a time; the
/// agent gives each sensor a thread of its own, which it may block. After a failure the agent disposes it and makes a new one.
/// </summary>
public interface IDevice : IAsyncDisposable
{
    /// <summary>Opens the hardware and finds out who is there.</summary>
    /// <exception cref="DeviceException">It cannot be used; the message says why and what to do, for a technician.</exception>
    ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>A device that is asked.</summary>
public interface ISampledDevice : IDevice
{
    /// <summary>
    /// Asks once, and takes milliseconds. What goes wrong on the way comes back as a <see cref="Measurement"/> with a
    /// <see cref="DeviceFault"/>, never as an exception: a fault is data.
    /// </summary>
    /// <returns>One measurement for each quantity of the device.</returns>
    IReadOnlyList<Measurement> Sample();
}

/// <summary>A sensor of which each single one differs, and that finds out about itself in clean air (<see cref="DeviceKind.Calibration"/>).</summary>
public interface ICalibratedDevice : ISampledDevice
{
    /// <summary>Asks once, in clean air, in place of a sample.</summary>
    CalibrationSample Calibrate();
}

/// <summary>What one look in clean air says.</summary>
/// <param name="Value">Of the option that <see cref="CalibrationKind.Option"/> names; 0 and without meaning when there is a fault.</param>
/// <param name="Fault"><see cref="DeviceFault.None"/> when the value can be used.</param>
public readonly record struct CalibrationSample(double Value, DeviceFault Fault = DeviceFault.None)
{
    /// <summary>False for a device that looks seldom, and has not looked since it was asked last.</summary>
    public bool IsNew { get; init; } = true;
}

/// <summary>A device that speaks when it has something to say.</summary>
public interface IListeningDevice : IDevice
{
    /// <summary>
    /// What the device says, until it is cancelled. Ends by itself only when the source is at its end for good.
    /// </summary>
    /// <exception cref="DeviceException">The line or the stream broke; the message says why.</exception>
    IAsyncEnumerable<Measurement> ListenAsync(CancellationToken cancellationToken);
}

/// <summary>A device that can be asked for a picture while it is listened to: a camera.</summary>
public interface IPictureDevice : IListeningDevice
{
    /// <summary>The next picture that it sees, as a JPEG at full size. Asked from any thread.</summary>
    /// <returns>Completes when there is one, or is cancelled.</returns>
    Task<byte[]> TakePictureAsync(CancellationToken cancellationToken);
}

/// <summary>A relay and what hangs on it: siren, valve, lamp.</summary>
public interface IOutputDevice : IDevice
{
    /// <summary>Switches, and returns when it is done.</summary>
    /// <exception cref="DeviceException">The output does not answer.</exception>
    void Switch(bool on);

    /// <summary>Looks whether it still is as it was switched last: what lost its supply is not, and says nothing by itself.</summary>
    /// <exception cref="DeviceException">It is not, or does not answer.</exception>
    void Verify();
}

/// <summary>Who answered.</summary>
/// <param name="Model">The chip or the thing, in words: <c>ADS1115 + MQ-4</c>.</param>
/// <param name="Detail">What else it told of itself; for the table of <c>agent check</c>.</param>
public sealed record DeviceIdentity(string Model, string Detail = "");

/// <summary>A device cannot be used. The message says what, where, why and what to do.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>Says what, where, why and what to do.</summary>
    public DeviceException(DeviceFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>The kind of failure.</summary>
    public DeviceFault Fault { get; }
}
