namespace EdgeGrid.Devices.Modbus;

/// <summary>One unit as its drivers ask it: where it is, and how patiently.</summary>
internal sealed class ModbusUnit(DeviceSettings settings, DeviceContext context) : IDisposable
{
    private readonly byte _unit = (byte)settings.Integer("unit");
    private readonly TimeSpan _timeout = settings.Duration("timeout");
    private readonly int _retries = settings.Integer("retries");

    private readonly ModbusLineSettings _settings = ModbusLineSettings.From(settings);
    private ModbusLine? _line;

    /// <summary>For a technician.</summary>
    public string Where => $"unit {_unit} on {_settings.Where}{(_settings.IsSerial ? $", {_settings.Speed}" : "")}";

    /// <summary>Joins the line, and asks a first question.</summary>
    /// <exception cref="DeviceException">There is no such line, or the unit does not answer as it should.</exception>
    public ModbusAnswer Open(byte function, ushort address, ushort value, bool isUrgent = false)
    {
        _line = ModbusLine.Of(_settings, context);
        var question = new ModbusQuestion(_unit, function, address, value);
        var answer = _line.Ask(question, _timeout, _retries, isUrgent);
        return answer.Outcome == ModbusOutcome.Answered ? answer : throw answer.Explain(question, _settings);
    }

    /// <summary>Asks.</summary>
    /// <param name="function">See <see cref="ModbusFunction"/>.</param>
    /// <param name="address">Counted from 0.</param>
    /// <param name="value">How many, or what is written.</param>
    /// <param name="isUrgent">Before what only measures.</param>
    public ModbusAnswer Ask(byte function, ushort address, ushort value, bool isUrgent = false) =>
        (_line ?? throw new InvalidOperationException("The unit is asked before it was opened."))
            .Ask(new ModbusQuestion(_unit, function, address, value), _timeout, _retries, isUrgent);

    /// <summary>What went wrong, for a technician.</summary>
    public DeviceException Explain(in ModbusAnswer answer, byte function, ushort address, ushort value) =>
        answer.Explain(new ModbusQuestion(_unit, function, address, value), _settings);

    public void Dispose()
    {
        _line?.Dispose();
        _line = null;
    }
}
