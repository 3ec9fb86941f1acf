using EdgeGrid.Devices.Analogue;

namespace EdgeGrid.Devices.Switches;

/// <summary>
/// A contact at the end of a supervised line on one input of a converter: a resistor from the supply to the input, and resistors at the
/// contact, so that the line has one resistance at rest, another one in alarm, none when its wires touch and no end when one is cut.
/// </summary>
internal sealed class ContactLine(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    // Resistors are within 5 %, and a long line adds some 100 Ω: what is nearer to nothing or to no end than by half is that.
    private const double Half = 2;

    // Nearer than that the two cannot be told apart.
    private const double LeastRatio = 1.3;

    private readonly AnalogueInput _input = new(settings, context);
    private readonly SettledLine _line = new(settings.Duration("debounce"), context.Time);
    private readonly double _supplyVolts = settings.Number("supplyVolts");
    private readonly double _pullUpOhms = settings.Number("pullUpOhms");
    private readonly double _restOhms = settings.Number("restOhms");
    private readonly double _activeOhms = settings.Number("activeOhms");

    public static DeviceKind Kind { get; } = new(
        "contact-line",
        "Contact at the end of a supervised line, with resistors, on an ADS1115 or MCP3008: 1 active, 0 at rest, a cut wire and a short circuit",
        [Quantity.Contact],
        [
            .. AnalogueInput.Options(fullScaleVolts: 6.144, warmUp: TimeSpan.Zero),
            new("supplyVolts", OptionType.Number, "Voltage over the resistor to the supply and the line, V.") { Default = 3.3, Min = 1, Max = 6, Misfit = SupplyMisfit },
            new("pullUpOhms", OptionType.Number, "Resistor from the supply to the input, Ω.") { Default = 10_000.0, Min = 100, Max = 1_000_000 },
            new("normally", OptionType.Text, "The contact at rest: an open one makes the line's resistance less in alarm, a closed one more.") { Default = "open", Choices = ["open", "closed"] },
            new("restOhms", OptionType.Number, "Resistance of the line at rest, Ω.") { Required = true, Min = 100, Max = 1_000_000 },
            new("activeOhms", OptionType.Number, "Resistance of the line while the contact alarms, Ω.") { Required = true, Min = 100, Max = 1_000_000, Misfit = OhmsMisfit },
            SettledLine.Option,
        ],
        (settings, context) => new ContactLine(settings, context));

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new DeviceIdentity($"{_input.Converter} + supervised line", $"{_input.Open()}, {_restOhms} Ω at rest, {_activeOhms} Ω in alarm"));

    public IReadOnlyList<Measurement> Sample()
    {
        var reading = _input.Read();
        switch (reading.Fault)
        {
            case DeviceFault.None:
                return [_line.See(Understand(reading.Volts))];
            case DeviceFault.Saturated:
                // A cut line is at the supply, and so at the end of a converter that measures up to it.
                return [_line.See(LineState.Cut)];
            default:
                _line.Lose();
                return [Measurement.Failed(Quantity.Contact, reading.Fault)];
        }
    }

    public ValueTask DisposeAsync()
    {
        _input.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Objection? OhmsMisfit(DeviceSettings settings)
    {
        var (rest, active, isClosed) = (settings.Number("restOhms"), settings.Number("activeOhms"), settings.Text("normally") == "closed");
        return isClosed != active > rest || Math.Max(rest, active) < LeastRatio * Math.Min(rest, active)
            ? new Objection(
                FormattableString.Invariant($"A line of a normally {(isClosed ? "closed" : "open")} contact with {rest} Ω at rest and {active} Ω in alarm cannot be watched: in alarm it must have {(isClosed ? "at least a third more" : "three quarters at most")}."),
                "Measure both, and correct \"restOhms\", \"activeOhms\" or \"normally\".")
            : null;
    }

    // A line that is above the converter's end looks cut for ever.
    private static Objection? SupplyMisfit(DeviceSettings settings)
    {
        var (ohms, most) = (Math.Max(settings.Number("restOhms"), settings.Number("activeOhms")), AnalogueInput.GreatestVolts(settings));
        var volts = settings.Number("supplyVolts") * ohms / (ohms + settings.Number("pullUpOhms"));
        return volts >= most
            ? new Objection(
                FormattableString.Invariant($"The line makes {volts:0.###} V, and the converter measures up to {most} V: it would look cut."),
                "Set a wider range, or a \"pullUpOhms\" of about what the line has.")
            : null;
    }

    private LineState Understand(double volts)
    {
        var ohms = volts < _supplyVolts ? _pullUpOhms * Math.Max(0, volts) / (_supplyVolts - volts) : double.PositiveInfinity;
        if (ohms > Half * Math.Max(_restOhms, _activeOhms))
        {
            return LineState.Cut;
        }

        if (ohms < Math.Min(_restOhms, _activeOhms) / Half)
        {
            return LineState.Shorted;
        }

        // In between, the nearer one by ratio.
        var isMore = ohms > Math.Sqrt(_restOhms * _activeOhms);
        return isMore == _activeOhms > _restOhms ? LineState.Active : LineState.Rest;
    }
}
