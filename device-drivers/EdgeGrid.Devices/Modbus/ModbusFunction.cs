namespace EdgeGrid.Devices.Modbus;

/// <summary>Function codes (Modbus Application Protocol 1.1b3, section 6).</summary>
internal static class ModbusFunction
{
    public const byte ReadCoils = 1;
    public const byte ReadDiscreteInputs = 2;
    public const byte ReadHoldingRegisters = 3;
    public const byte ReadInputRegisters = 4;
    public const byte WriteCoil = 5;
    public const byte WriteRegister = 6;
    public const byte ReadExceptionStatus = 7;
    public const byte Diagnostics = 8;
    public const byte EventCounter = 11;
    public const byte EventLog = 12;
    public const byte WriteCoils = 15;
    public const byte WriteRegisters = 16;
    public const byte ReportServerId = 17;
    public const byte MaskWriteRegister = 22;
    public const byte ReadWriteRegisters = 23;

    /// <summary>Set in the function code of an answer that is an exception.</summary>
    public const byte ExceptionBit = 0x80;

    /// <summary>Lower-case words with hyphens; null for a code that the specification leaves to makers, or that no instrument uses.</summary>
    public static string? Name(int function) => (function & ~ExceptionBit) switch
    {
        ReadCoils => "read-coils",
        ReadDiscreteInputs => "read-discrete-inputs",
        ReadHoldingRegisters => "read-holding-registers",
        ReadInputRegisters => "read-input-registers",
        WriteCoil => "write-coil",
        WriteRegister => "write-register",
        ReadExceptionStatus => "read-exception-status",
        Diagnostics => "diagnostics",
        EventCounter => "event-counter",
        EventLog => "event-log",
        WriteCoils => "write-coils",
        WriteRegisters => "write-registers",
        ReportServerId => "report-server-id",
        MaskWriteRegister => "mask-write-register",
        ReadWriteRegisters => "read-write-registers",
        _ => null,
    };

    /// <summary>Section 7: why a unit refuses.</summary>
    public static string ExceptionName(int code) => code switch
    {
        1 => "illegal-function",
        2 => "illegal-address",
        3 => "illegal-value",
        4 => "device-failure",
        5 => "acknowledge",
        6 => "busy",
        8 => "parity-error",
        10 => "no-gateway-path",
        11 => "no-answer-behind-gateway",
        _ => $"exception-{code}",
    };
}
