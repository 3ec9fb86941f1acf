using static System.FormattableString;

namespace EdgeGrid.Devices.Analogue;

/// <summary>
/// A transmitter of anything with a 4–20 mA or 0–5 V output, on one input of a converter. Its scale is a line. A current that
/// NAMUR NE 43 keeps for faults is one: at most 3.6 mA for a broken loop, at least 21 mA for a short circuit or the range's
/// end. A voltage from 0 V has no such room: a cut wire looks like the scale's beginning.
/// </summary>
internal sealed class Transmitter : ISampledDevice
{
    private const string Current = "4-20mA";
    private const string Voltage = "0-5V";
    private const double OpenMilliamperes = 3.6, FirstMilliampere = 4, LastMilliampere = 20, SaturatedMilliamperes = 21;

    // As far beyond its last volt as NE 43 lets a current be.
    private const double LastVolt = 5, SaturatedVolts = LastVolt * SaturatedMilliamperes / LastMilliampere;

    private readonly AnalogueInput _input;
    private readonly string _signal;
    private readonly Quantity _quantity;
    private readonly double _shuntOhms;
    private readonly double _low;
    private readonly double _high;

    private Transmitter(DeviceSettings settings, DeviceContext context)
    {
        _input = new AnalogueInput(settings, context);
        _signal = settings.Text("signal");
        _quantity = Kind.MeasuresWith(settings)[0];
        _shuntOhms = settings.Number("shuntOhms");
        _low = settings.Number("low");
        _high = settings.Number("high");
    }

    public static DeviceKind Kind { get; } = MakeKind();

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        var where = _input.Open();
        return ValueTask.FromResult(new DeviceIdentity($"{_input.Converter} + transmitter {_signal}", where));
    }

    public IReadOnlyList<Measurement> Sample() => _input.Sample(_quantity, _signal == Current ? UnderstandCurrent : UnderstandVoltage);

    public ValueTask DisposeAsync()
    {
        _input.Dispose();
        return ValueTask.CompletedTask;
    }

    private static DeviceKind MakeKind()
    {
        Quantity[] quantities =
        [
            Quantity.Methane, Quantity.CombustibleGas, Quantity.CarbonMonoxide, Quantity.HydrogenSulfide, Quantity.Oxygen, Quantity.CarbonDioxide,
            Quantity.VolatileOrganics, Quantity.Smoke, Quantity.Temperature, Quantity.Humidity, Quantity.Pressure, Quantity.Voltage,
        ];
        return new DeviceKind(
            "analogue",
            "Transmitter with a 4–20 mA or 0–5 V output on a converter: what its option says",
            quantities,
            [
                .. AnalogueInput.Options(fullScaleVolts: 6.144, warmUp: TimeSpan.Zero),
                new("quantity", OptionType.Text, "What it measures; low and high are in its unit.") { Required = true, Choices = [.. quantities.Select(quantity => quantity.Name())] },
                new("signal", OptionType.Text, "Its output. Only 4-20mA tells of a cut wire; for 1–5 V say 4-20mA and a shunt of 250 Ω.") { Default = Current, Choices = [Current, Voltage], Misfit = SignalMisfit },
                new("shuntOhms", OptionType.Number, "4-20mA: the resistor from the input to ground, Ω. At 21 mA it must not pass the converter's supply.")
                {
                    Default = 150.0, Min = 1, Max = 1000, Misfit = ShuntMisfit,
                },
                new("low", OptionType.Number, "Value at 4 mA or 0 V.") { Default = 0.0, Min = -1_000_000, Max = 1_000_000 },
                new("high", OptionType.Number, "Value at 20 mA or 5 V.") { Required = true, Min = -1_000_000, Max = 1_000_000, Misfit = HighMisfit },
            ],
            (settings, context) => new Transmitter(settings, context))
        {
            QuantityOption = "quantity",
        };
    }

    private static Objection? HighMisfit(DeviceSettings settings) => settings.Number("low") == settings.Number("high")
        ? new Objection("\"low\" and \"high\" are the same: whatever comes, it would measure that.", "Write what its datasheet gives at either end.")
        : null;

    private static Objection? SignalMisfit(DeviceSettings settings) => settings.Text("signal") == Voltage && AnalogueInput.GreatestVolts(settings) is < LastVolt and var most
        ? new Objection(Invariant($"The converter measures up to {most} V, and the output goes up to {LastVolt} V."), "Set a wider range, give the converter 5 V, or take a divider or a 4-20mA output.")
        : null;

    private static Objection? ShuntMisfit(DeviceSettings settings)
    {
        var (shunt, most) = (settings.Number("shuntOhms"), AnalogueInput.GreatestVolts(settings));
        var volts = shunt * SaturatedMilliamperes / 1000;
        return settings.Text("signal") == Current && volts > most
            ? new Objection(
                Invariant($"{SaturatedMilliamperes} mA make {volts:0.###} V at {shunt} Ω, and the converter measures up to {most} V."),
                Invariant($"Take a resistor of {Math.Floor(1000 * most / SaturatedMilliamperes)} Ω or less, or set a wider range."))
            : null;
    }

    private Measurement UnderstandCurrent(double volts)
    {
        var milliamperes = 1000 * volts / _shuntOhms;
        return milliamperes switch
        {
            <= OpenMilliamperes => Measurement.Failed(_quantity, DeviceFault.OpenCircuit),
            >= SaturatedMilliamperes => Measurement.Failed(_quantity, DeviceFault.Saturated),
            _ => At((milliamperes - FirstMilliampere) / (LastMilliampere - FirstMilliampere)),
        };
    }

    private Measurement UnderstandVoltage(double volts) =>
        volts >= SaturatedVolts ? Measurement.Failed(_quantity, DeviceFault.Saturated) : At(volts / LastVolt);

    // A little beyond either end of the scale is no impossible value: 100.3 % humidity is 100 %.
    private Measurement At(double share)
    {
        var (min, max) = _quantity.Limits();
        return new Measurement(_quantity, Math.Clamp(_low + share * (_high - _low), min, max));
    }
}
