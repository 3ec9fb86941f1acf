namespace EdgeGrid.Devices.Modbus;

/// <summary>
/// A coil of a relay module on Modbus, and what hangs on it: siren, valve, lamp. Off when it is opened and off when it is given
/// back. A write is believed when the coil reads back as written: an adapter that hears itself confirms every write.
/// </summary>
internal sealed class ModbusCoil(DeviceSettings settings, DeviceContext context) : IOutputDevice
{
    private const int IllegalFunction = 1;

    private readonly ushort _coil = (ushort)settings.Integer("coil");
    private readonly ModbusUnit _unit = new(settings, context);
    private bool _isOpen;
    private bool _isOn;
    private bool _canBeRead = true;

    public static DeviceKind Kind { get; } = new(
        "modbus-coil",
        "Output of a relay module on Modbus RTU or TCP: a siren, a valve, a lamp",
        [],
        [.. ModbusLineSettings.Options, new("coil", OptionType.Integer, "Number of the coil, counted from 0: 1 or 00001 in a manual is 0.") { Required = true, Min = 0, Max = 65_535 }],
        (settings, context) => new ModbusCoil(settings, context));

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        _unit.Open(ModbusFunction.WriteCoil, _coil, ModbusQuestion.CoilOff, isUrgent: true);
        _isOpen = true;
        ReadBack(on: false);
        return ValueTask.FromResult(new DeviceIdentity("Modbus coil", $"{_unit.Where}, coil {_coil}{(_canBeRead ? "" : ", which cannot be read back")}"));
    }

    public void Switch(bool on)
    {
        _isOn = on;
        var value = on ? ModbusQuestion.CoilOn : ModbusQuestion.CoilOff;
        var answer = _unit.Ask(ModbusFunction.WriteCoil, _coil, value, isUrgent: true);
        if (answer.Outcome != ModbusOutcome.Answered)
        {
            throw _unit.Explain(answer, ModbusFunction.WriteCoil, _coil, value);
        }

        ReadBack(on);
    }

    public void Verify()
    {
        if (_canBeRead)
        {
            ReadBack(_isOn);
        }
        else
        {
            Switch(_isOn);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_isOpen)
        {
            // When nobody answers any more there is nothing left to do, and the failure was told by Switch.
            _unit.Ask(ModbusFunction.WriteCoil, _coil, ModbusQuestion.CoilOff, isUrgent: true);
            _isOpen = false;
        }

        _unit.Dispose();
        return ValueTask.CompletedTask;
    }

    private void ReadBack(bool on)
    {
        if (!_canBeRead)
        {
            return;
        }

        var answer = _unit.Ask(ModbusFunction.ReadCoils, _coil, 1, isUrgent: true);
        if (answer is { Outcome: ModbusOutcome.Refused, Bits: IllegalFunction })
        {
            _canBeRead = false;
        }
        else if (answer.Outcome == ModbusOutcome.Late)
        {
            // Another coil of the module still owes its state. What was written was confirmed in its own words, and is looked at again.
            return;
        }
        else if (answer.Outcome != ModbusOutcome.Answered)
        {
            throw _unit.Explain(answer, ModbusFunction.ReadCoils, _coil, 1);
        }
        else if ((answer.Bits & 1) != (on ? 1u : 0u))
        {
            throw new DeviceException(
                DeviceFault.OutOfRange, $"Coil {_coil} of {_unit.Where} was switched {(on ? "on" : "off")} and reads {(on ? "off" : "on")}. Did it lose its supply, is it set to switch by itself, or does another program use it?");
        }
    }
}
