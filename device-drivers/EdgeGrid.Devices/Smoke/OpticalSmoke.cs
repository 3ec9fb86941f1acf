using EdgeGrid.Devices.Analogue;

namespace EdgeGrid.Devices.Smoke;

/// <summary>
/// An optical smoke sensor with an analogue output, on one input of a converter. A scattering chamber gives a voltage
/// that rises with smoke from its level in clean air; a beam gives one in proportion to the light that arrives, and
/// the obscuration is m = (10 / d) · lg(P0 / P) dB/m (EN 54-7, annex on smoke measurement; GB 4715 uses the same).
/// </summary>
internal sealed class OpticalSmoke : ICalibratedDevice
{
    private const string Scatter = "scatter";
    private const string Beam = "beam";

    // So near to the supply the amplifier has no more to give.
    private const double SaturatedShare = 0.98;

    // A chamber in clean air never gives half of what it gives in clean air: its wire is off, or its lamp is out.
    private const double OpenShare = 0.5;

    // With a hundredth of the light the lamp is out, the lens covered, or the wire off.
    private const double DarkShare = 0.01;

    // More light than in clean air by so much is no drift: sunlight, or a wrong cleanAirVolts.
    private const double BrightShare = 1.2;

    private readonly AnalogueInput _input;
    private readonly string _method;
    private readonly double _cleanAirVolts;
    private readonly double _voltsPerDecibelPerMetre;
    private readonly double _pathMetres;
    private readonly double _supplyVolts;

    private OpticalSmoke(DeviceSettings settings, DeviceContext context)
    {
        _input = new AnalogueInput(settings, context);
        _method = settings.Text("method");
        _cleanAirVolts = settings.Number("cleanAirVolts");
        _voltsPerDecibelPerMetre = settings.Number("voltsPerDbPerMetre");
        _pathMetres = settings.Number("pathMetres");
        _supplyVolts = settings.Number("supplyVolts");
    }

    public static DeviceKind Kind { get; } = new(
        "smoke-optical",
        "Optical smoke sensor with an analogue output on a converter: dB/m",
        [Quantity.Smoke],
        [
            .. AnalogueInput.Options(fullScaleVolts: 4.096, warmUp: TimeSpan.FromSeconds(5)),
            new("method", OptionType.Text, "scatter: a chamber, the voltage rises with smoke. beam: light to a photodiode, the voltage falls.")
            {
                Default = Scatter, Choices = [Scatter, Beam],
            },
            new("cleanAirVolts", OptionType.Number, "Output in clean air, V.") { Default = 0.6, Min = 0.01, Max = 6, Misfit = CleanAirMisfit },
            new("voltsPerDbPerMetre", OptionType.Number, "scatter: rise of the output for each dB/m, V.") { Default = 1.0, Min = 0.001, Max = 100 },
            new("pathMetres", OptionType.Number, "beam: length of the way of the light through the air, m.") { Default = 1.0, Min = 0.01, Max = 100 },
            new("supplyVolts", OptionType.Number, "Supply of the sensor, V: its output cannot rise above.") { Default = 3.3, Min = 1, Max = 6 },
        ],
        (settings, context) => new OpticalSmoke(settings, context))
    {
        Calibration = new CalibrationKind("cleanAirVolts", "V", [.. AnalogueInput.Place, "method", "supplyVolts"]),
        Most = settings => settings.Text("method") == Beam ? Obscuration(DarkShare, settings.Number("pathMetres")) : null,
    };

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new DeviceIdentity($"{_input.Converter} + optical smoke ({_method})", _input.Open()));

    public IReadOnlyList<Measurement> Sample() => _input.Sample(Quantity.Smoke, _method == Beam ? UnderstandBeam : UnderstandScatter);

    public CalibrationSample Calibrate()
    {
        var reading = _input.Read();
        return reading.Fault != DeviceFault.None ? new CalibrationSample(0, reading.Fault)
            : reading.Volts >= SaturatedShare * _supplyVolts ? new CalibrationSample(0, DeviceFault.Saturated)
            : new CalibrationSample(reading.Volts);
    }

    public ValueTask DisposeAsync()
    {
        _input.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Objection? CleanAirMisfit(DeviceSettings settings)
    {
        var supply = settings.Text("method") == Scatter ? settings.Number("supplyVolts") : double.PositiveInfinity;
        return settings.Number("cleanAirVolts") >= Math.Min(SaturatedShare * supply, AnalogueInput.GreatestVolts(settings))
            ? new Objection(
                "In clean air the output would be at its end already: no smoke could be seen.",
                "Measure it in clean air, and check \"supplyVolts\" and the converter's range.")
            : null;
    }

    private Measurement UnderstandScatter(double volts)
    {
        if (volts >= SaturatedShare * _supplyVolts)
        {
            return Measurement.Failed(Quantity.Smoke, DeviceFault.Saturated);
        }

        return volts < OpenShare * _cleanAirVolts
            ? Measurement.Failed(Quantity.Smoke, DeviceFault.OpenCircuit)
            : new Measurement(Quantity.Smoke, (volts - _cleanAirVolts) / _voltsPerDecibelPerMetre);
    }

    private Measurement UnderstandBeam(double volts)
    {
        if (volts < DarkShare * _cleanAirVolts)
        {
            return Measurement.Failed(Quantity.Smoke, DeviceFault.OpenCircuit);
        }

        return volts > BrightShare * _cleanAirVolts
            ? Measurement.Failed(Quantity.Smoke, DeviceFault.OutOfRange)
            : new Measurement(Quantity.Smoke, Obscuration(volts / _cleanAirVolts, _pathMetres));
    }

    private static double Obscuration(double share, double metres) => -10 / metres * Math.Log10(share);
}
