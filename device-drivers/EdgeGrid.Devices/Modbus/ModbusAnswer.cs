namespace EdgeGrid.Devices.Modbus;

/// <summary>What became of a question.</summary>
internal enum ModbusOutcome
{
    /// <summary>The unit answered it.</summary>
    Answered,

    /// <summary>The unit answered with an exception.</summary>
    Refused,

    /// <summary>Nothing came.</summary>
    Silent,

    /// <summary>It was not asked: it owes an answer to another question, for which what it says now could be.</summary>
    Late,

    /// <summary>Something came, and its checksum is wrong or it is too short.</summary>
    Damaged,

    /// <summary>Only another unit spoke.</summary>
    OtherUnit,

    /// <summary>The unit answered another question: another function code.</summary>
    OtherFunction,

    /// <summary>The unit answered with more or less than it was asked for, or confirmed another value.</summary>
    OtherLength,

    /// <summary>The line or the connection broke; it is opened again with the next question.</summary>
    Broken,

    /// <summary>The line or the connection cannot be opened.</summary>
    Unreachable,
}

/// <summary>What a unit answered, or why there is no answer.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Bits">Answered: the bytes of the registers or coils, the first one highest. Refused: the exception's code.</param>
/// <param name="Problem">Broken or unreachable: why, for a technician.</param>
internal readonly record struct ModbusAnswer(ModbusOutcome Outcome, uint Bits = 0, DeviceException? Problem = null)
{
    private const uint DeviceFailure = 4, Acknowledge = 5, Busy = 6, NoPath = 10, NoTarget = 11;

    /// <summary>What it is to who measures.</summary>
    public DeviceFault Fault => Outcome switch
    {
        ModbusOutcome.Answered => DeviceFault.None,
        ModbusOutcome.Refused when Bits is Acknowledge or Busy or NoPath or NoTarget => DeviceFault.NotResponding,
        ModbusOutcome.Refused or ModbusOutcome.OtherUnit or ModbusOutcome.OtherFunction or ModbusOutcome.OtherLength => DeviceFault.OutOfRange,
        ModbusOutcome.Damaged => DeviceFault.BadChecksum,
        _ => DeviceFault.NotResponding,
    };

    /// <summary>Asked again, it may answer: what a unit refuses for good it refuses again.</summary>
    public bool IsWorthAnother => Outcome switch
    {
        ModbusOutcome.Answered or ModbusOutcome.Unreachable or ModbusOutcome.Late => false,
        ModbusOutcome.Refused => Bits is DeviceFailure or Acknowledge or Busy or NoPath or NoTarget,
        _ => true,
    };

    /// <summary>Why a device cannot be used, for a technician.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="line">Where.</param>
    public DeviceException Explain(in ModbusQuestion question, ModbusLineSettings line)
    {
        if (Problem is not null)
        {
            return Problem;
        }

        var unit = $"Unit {question.Unit} on {line.Where}";
        return new DeviceException(Fault, Outcome switch
        {
            ModbusOutcome.Silent when line.IsSerial =>
                $"{unit} does not answer. Check its power, the wires A and B (swapped, it stays silent), its unit address, and its speed and format: {line.Speed} are set here.",
            ModbusOutcome.Silent => $"{unit} does not answer: the connection stands, so check 'unit', and the power and wires of what is behind a gateway.",
            ModbusOutcome.Late => $"{unit} owes an answer to another question, and is asked this one when that has come or cannot come any more. If it is only slow, set a longer 'timeout' for all that ask it.",
            ModbusOutcome.Damaged when line.IsSerial =>
                $"What {unit} answers arrives damaged. Two units with one address, another speed or format than {line.Speed}, or a long line without its 120 Ω at both ends look so.",
            ModbusOutcome.Damaged => $"What {unit} answers arrives damaged: is a serial line behind it?",
            ModbusOutcome.OtherUnit => $"{unit} was asked, and another unit answered. Give each unit of the line an address of its own.",
            ModbusOutcome.Refused => $"{unit} refuses function {question.Function} at {question.Address}: {Refusal}",
            _ => $"{unit} answers something else than it was asked (function {question.Function} at {question.Address}). Does a second program ask on this line?",
        });
    }

    private string Refusal => ModbusFunction.ExceptionName((int)Bits) + Bits switch
    {
        1 => " (1). It cannot do that: choose the other 'function', holding or input; its manual says which.",
        2 => " (2). It has no such register or coil. Registers are counted from 0 here: 40001 in a manual is holding register 0, 30001 input register 0.",
        3 => " (3). Its registers are cut otherwise: check 'type', which says whether one or two are read.",
        DeviceFailure => " (4). It says that it is out of order.",
        Acknowledge or Busy => $" ({Bits}). It is busy, again and again.",
        NoPath or NoTarget => $" ({Bits}). The gateway hears nothing from the unit behind it: check the unit's power, wires and address.",
        _ => ".",
    };
}
