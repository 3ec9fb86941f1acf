using EdgeGrid.Devices.Analogue;

namespace EdgeGrid.Devices.Gas;

/// <summary>
/// A tin-oxide gas sensor of the MQ series on one input of a converter. It is indicative: it tells of gas, and is no
/// certified life-safety device.
/// </summary>
/// <param name="name">Of the sensor: <c>MQ-4</c>.</param>
/// <param name="scale">What its output says.</param>
/// <param name="settings">Validated.</param>
/// <param name="context">Hardware and clock.</param>
internal abstract class MqSensor(string name, MqScale scale, DeviceSettings settings, DeviceContext context) : ICalibratedDevice
{
    // A heater needs minutes until the layer is as hot as in the diagram.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(3);

    private readonly MqCircuit _circuit = MqCircuit.From(settings, scale.Curve);

    /// <summary>Where it hangs.</summary>
    protected AnalogueInput Input { get; } = new(settings, context);

    /// <summary>The options of every MQ sensor.</summary>
    /// <param name="loadOhms">The datasheet's.</param>
    public static IReadOnlyList<DeviceOption> Options(double loadOhms) =>
        [.. AnalogueInput.Options(fullScaleVolts: 6.144, WarmUp), .. MqCircuit.Options(loadOhms)];

    /// <inheritdoc/>
    public virtual ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        var where = Input.Open();
        return ValueTask.FromResult(new DeviceIdentity($"{Input.Converter} + {name}", where));
    }

    /// <inheritdoc/>
    public virtual IReadOnlyList<Measurement> Sample() => Input.Sample(scale.Quantity, Understand);

    /// <inheritdoc/>
    public virtual CalibrationSample Calibrate()
    {
        var reading = Input.Read();
        return reading.Fault == DeviceFault.None ? _circuit.R0InCleanAir(reading.Volts) : new CalibrationSample(0, reading.Fault);
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        Input.Dispose();
        return ValueTask.CompletedTask;
    }

    private Measurement Understand(double volts)
    {
        var (ppm, fault) = _circuit.Concentration(volts);
        return fault == DeviceFault.None
            ? new Measurement(scale.Quantity, Math.Min(ppm / scale.PpmPerUnit, scale.Most))
            : Measurement.Failed(scale.Quantity, fault);
    }
}

/// <summary>What an MQ sensor's concentration is told as.</summary>
/// <param name="Quantity">What it measures.</param>
/// <param name="Curve">Of the datasheet.</param>
/// <param name="PpmPerUnit">How many ppm are one of the quantity's units.</param>
/// <param name="Most">The end of the scale: as much, or more.</param>
internal sealed record MqScale(Quantity Quantity, MqCurve Curve, double PpmPerUnit, double Most)
{
    // Beyond the lower explosive limit the line of a diagram says nothing, and that it burns is enough.
    private const double MostPercentLel = 100;

    private const double PpmPerPercent = 10_000;

    /// <summary>A combustible gas, in percent of its lower explosive limit.</summary>
    /// <param name="quantity">Methane, or combustible gas.</param>
    /// <param name="curve">Of the datasheet.</param>
    /// <param name="lowerExplosiveLimit">Percent of the air's volume.</param>
    public static MqScale Combustible(Quantity quantity, MqCurve curve, double lowerExplosiveLimit) =>
        new(quantity, curve, lowerExplosiveLimit * PpmPerPercent / 100, MostPercentLel);
}
