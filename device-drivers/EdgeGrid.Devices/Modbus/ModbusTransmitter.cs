namespace EdgeGrid.Devices.Modbus;

/// <summary>
/// One value of a transmitter on Modbus: gas, air, temperature. What a register means is in the transmitter's manual, and so in the
/// configuration. Several values of one transmitter are several devices, which share its line.
/// </summary>
internal sealed class ModbusTransmitter(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    private static readonly Quantity[] Measurable =
    [
        Quantity.Methane, Quantity.CombustibleGas, Quantity.CarbonMonoxide, Quantity.Oxygen, Quantity.HydrogenSulfide, Quantity.CarbonDioxide,
        Quantity.VolatileOrganics, Quantity.Smoke, Quantity.Temperature, Quantity.Humidity, Quantity.Pressure, Quantity.Voltage,
    ];

    private const int LastRegister = 65_535;

    private readonly Quantity _quantity = Quantities.Named(settings.Text("quantity"))!.Value;
    private readonly byte _function = settings.Text("function") == "input" ? ModbusFunction.ReadInputRegisters : ModbusFunction.ReadHoldingRegisters;
    private readonly ushort _register = (ushort)settings.Integer("register");
    private readonly ModbusValue _value = new(settings.Text("type"), settings.Text("order"));
    private readonly double _scale = settings.Number("scale");
    private readonly double _offset = settings.Number("offset");
    private readonly double? _least = settings.OptionalNumber("rangeLow");
    private readonly double? _most = settings.OptionalNumber("rangeHigh");
    private readonly int? _faultValue = settings.OptionalInteger("faultValue");
    private readonly ModbusUnit _unit = new(settings, context);

    public static DeviceKind Kind { get; } = new(
        "modbus",
        "One value of a transmitter on Modbus RTU or TCP: its register is set by its manual",
        Measurable,
        [
            .. ModbusLineSettings.Options,
            new("quantity", OptionType.Text, "What the register measures; it fixes the unit to which scale and offset lead.") { Required = true, Choices = [.. Measurable.Select(quantity => quantity.Name())] },
            new("function", OptionType.Text, "Which table the register is in: holding (function 3, 4xxxx in manuals) or input (function 4, 3xxxx).") { Default = "holding", Choices = ["holding", "input"] },
            new("register", OptionType.Integer, "Its number, counted from 0: 40001 or 30001 in a manual is 0.") { Required = true, Min = 0, Max = LastRegister, Misfit = RegisterMisfit },
            new("type", OptionType.Text, "u: without sign, s: with sign, f: floating point; 16 is one register, 32 are two.") { Default = "u16", Choices = ModbusValue.Types },
            new("order", OptionType.Text, "How its bytes come. abcd: highest first. cdab: the lower register first. badc, dcba: bytes swapped in each register.") { Default = "abcd", Choices = ModbusValue.Orders },
            new("scale", OptionType.Number, "Value = register · scale + offset, in the quantity's unit.") { Default = 1.0, Min = 0.0001, Max = 1e6 },
            new("offset", OptionType.Number, "What is added after the scale.") { Default = 0.0, Min = -1e6, Max = 1e6 },
            new("rangeLow", OptionType.Number, "Beginning of the transmitter's range: what is less is out-of-range.") { Min = -1e6, Max = 1e6, Misfit = RangeMisfit },
            new("rangeHigh", OptionType.Number, "End of its range: what is more is saturated, which is above every level.") { Min = -1e6, Max = 1e6 },
            new("faultValue", OptionType.Integer, "The register's 16 bits by which the transmitter says that its sensor is out of order: 0xFFFF. Of u16 and s16 alone.") { Min = 0, Max = 65_535, Misfit = FaultValueMisfit },
        ],
        (settings, context) => new ModbusTransmitter(settings, context))
    {
        QuantityOption = "quantity",
    };

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        _unit.Open(_function, _register, _value.Registers);
        return ValueTask.FromResult(new DeviceIdentity("Modbus transmitter", $"{_unit.Where}, {settings.Text("function")} register {_register}, {_value.Type}"));
    }

    public IReadOnlyList<Measurement> Sample()
    {
        var answer = _unit.Ask(_function, _register, _value.Registers);
        return [answer.Outcome == ModbusOutcome.Answered ? Understand(answer.Bits) : Measurement.Failed(_quantity, answer.Fault)];
    }

    public ValueTask DisposeAsync()
    {
        _unit.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsTwoRegisters(DeviceSettings settings) => new ModbusValue(settings.Text("type"), settings.Text("order")).Registers > 1;

    private static Objection? RegisterMisfit(DeviceSettings settings) => IsTwoRegisters(settings) && settings.Integer("register") == LastRegister
        ? new Objection($"A value of {settings.Text("type")} is two registers, and there is none behind {LastRegister}.", "Write the number of the first of both.")
        : null;

    private static Objection? RangeMisfit(DeviceSettings settings) => settings.OptionalNumber("rangeLow") >= settings.OptionalNumber("rangeHigh")
        ? new Objection("\"rangeLow\" is not below \"rangeHigh\": nothing could be measured.", "Write the beginning and the end of the transmitter's range, in the quantity's unit.")
        : null;

    private static Objection? FaultValueMisfit(DeviceSettings settings) => settings.OptionalInteger("faultValue") is not null && IsTwoRegisters(settings)
        ? new Objection($"\"faultValue\" is of one register, and {settings.Text("type")} is two: the transmitter's fault would be told as a value.", "Remove it, and set \"rangeLow\" and \"rangeHigh\".")
        : null;

    private Measurement Understand(uint bits)
    {
        if (_value.Registers == 1 && bits == _faultValue)
        {
            return Measurement.Failed(_quantity, DeviceFault.OutOfRange);
        }

        return _value.Of(bits) is { } number && (number * _scale) + _offset is var value && !(value < _least)
            ? value > _most ? Measurement.Failed(_quantity, DeviceFault.Saturated) : new Measurement(_quantity, value)
            : Measurement.Failed(_quantity, DeviceFault.OutOfRange);
    }
}
