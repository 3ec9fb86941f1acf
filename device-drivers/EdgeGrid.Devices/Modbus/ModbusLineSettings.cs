using System.Globalization;
using System.IO.Ports;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Modbus;

/// <summary>How frames travel.</summary>
internal enum ModbusWire
{
    /// <summary>RTU frames on a serial port.</summary>
    Serial,

    /// <summary>MBAP frames on a TCP connection: Modbus TCP.</summary>
    Tcp,

    /// <summary>RTU frames on a TCP connection, as plain serial servers pass them on.</summary>
    RtuOverTcp,
}

/// <summary>The line on which units are asked: what all devices on it must have in common.</summary>
/// <param name="Wire">How frames travel.</param>
/// <param name="Address">Path of the serial port, or host.</param>
/// <param name="Port">TCP port; 0 for a serial line.</param>
/// <param name="Baud">Bits per second of a serial line.</param>
/// <param name="Format">Of its characters: 8N1.</param>
internal sealed record ModbusLineSettings(ModbusWire Wire, string Address, int Port, int Baud, string Format)
{
    private const int UsualPort = 502;
    private const int UsualBaud = 9600;
    private const string UsualFormat = "8N1";
    private const string Tcp = "tcp:";
    private const string RtuOverTcp = "rtu-tcp:";

    // Modbus over Serial Line 1.02, section 2.5.1.1: 3.5 characters, and no less than 1.75 ms above 19200 baud.
    private const double SilentCharacters = 3.5;

    // Modbus over Serial Line 1.02, section 2.2.
    private const int LastUnit = 247;

    // Start, eight bits, parity or another stop bit, stop.
    private const int BitsOfCharacter = 11;
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromMilliseconds(1.75);

    /// <summary>The options of everything on a Modbus line.</summary>
    public static IReadOnlyList<DeviceOption> Options { get; } =
    [
        new("line", OptionType.Text, "Path of a serial port: /dev/ttyUSB0. Or tcp:HOST, tcp:HOST:PORT for Modbus TCP; rtu-tcp:HOST:PORT for a serial server that passes RTU on.")
        {
            Required = true, Objection = LineObjection, Claim = LineClaim,
        },
        new("baud", OptionType.Integer, "Bits per second of a serial line. The same for all units on it.") { Default = (long)UsualBaud, Min = 1200, Max = 921_600 },
        new("format", OptionType.Text, "Characters of a serial line: 8 bits, parity, stop bits.") { Default = UsualFormat, Choices = [UsualFormat, "8E1", "8O1", "8N2"] },
        new("unit", OptionType.Integer, "Address of the unit: 1 to 247 on a serial line; over TCP often 1, 0 or 255.") { Required = true, Min = 0, Max = 255, Misfit = UnitMisfit },
        new("timeout", OptionType.Duration, "How long the unit may take to answer, besides the time that question and answer are on a serial line.") { Default = TimeSpan.FromMilliseconds(300), Min = 0.02, Max = 5 },
        new("retries", OptionType.Integer, "How often it is asked again, when it did not answer or the answer arrived damaged.") { Default = 2L, Min = 0, Max = 3 },
    ];

    public bool IsSerial => Wire == ModbusWire.Serial;

    /// <summary>For a technician.</summary>
    public string Where => IsSerial ? Address : $"{Address}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>For a technician.</summary>
    public string Speed => $"{Baud} baud, {Format}";

    public Parity Parity => Format[1] switch { 'E' => Parity.Even, 'O' => Parity.Odd, _ => Parity.None };

    public StopBits StopBits => Format[2] == '2' ? StopBits.Two : StopBits.One;

    /// <summary>The rest between two frames.</summary>
    public TimeSpan Silence => OnTheLine(SilentCharacters) is var silence && silence > ShortestSilence ? silence : ShortestSilence;

    /// <summary>How long so many characters are on a serial line.</summary>
    public TimeSpan OnTheLine(double characters) => TimeSpan.FromSeconds(characters * BitsOfCharacter / Baud);

    /// <summary>From validated settings.</summary>
    public static ModbusLineSettings From(DeviceSettings settings)
    {
        var (line, baud, format) = (settings.Text("line"), settings.Integer("baud"), settings.Text("format"));
        return Parse(line) switch
        {
            null => new(ModbusWire.Serial, line, 0, baud, format),

            // Modbus TCP has no speed, and whatever is said of one makes no other line of it.
            { Wire: ModbusWire.Tcp } tcp => tcp,
            { } parsed => parsed with { Baud = baud, Format = format },
        };
    }

    private static string? LineObjection(string line) =>
        Parse(line) is not { } parsed ? "host or port are missing or wrong"
        : !parsed.IsSerial ? HostName.Objection(parsed.Address)
        : SerialPath.Objection(line) is null ? null
        : "it is neither the whole path of a serial port nor tcp: or rtu-tcp: with a host";

    private static Claim? LineClaim(DeviceSettings settings)
    {
        var line = From(settings);
        return new Claim(line.Where, "All units of a line have one speed and format: set \"line\", \"baud\" and \"format\" alike, and let nothing else use it.")
        {
            Terms = line.Wire switch { ModbusWire.Tcp => "Modbus TCP", ModbusWire.RtuOverTcp => $"RTU over TCP, {line.Speed}", _ => $"Modbus RTU, {line.Speed}" },
        };
    }

    private static Objection? UnitMisfit(DeviceSettings settings) =>
        From(settings).Wire != ModbusWire.Tcp && settings.Integer("unit") is 0 or > LastUnit
            ? new Objection(
                $"A unit on a serial line has an address from 1 to {LastUnit}; 0 means all of them, and nobody answers it.",
                "Write the address that is set at the unit, by its switches or its manual.")
            : null;

    private static ModbusLineSettings? Parse(string line)
    {
        return line.StartsWith(Tcp, StringComparison.Ordinal) ? Host(ModbusWire.Tcp, line[Tcp.Length..])
            : line.StartsWith(RtuOverTcp, StringComparison.Ordinal) ? Host(ModbusWire.RtuOverTcp, line[RtuOverTcp.Length..])
            : new(ModbusWire.Serial, line, 0, UsualBaud, UsualFormat);

        static ModbusLineSettings? Host(ModbusWire wire, string text)
        {
            // An IPv6 address stands in brackets when a port follows it.
            var colon = text.LastIndexOf(':');
            var hasPort = colon >= 0 && (text.IndexOf(':', StringComparison.Ordinal) == colon || text[colon - 1] == ']');
            var port = UsualPort;
            var host = (hasPort ? text[..colon] : text).Trim('[', ']');
            return host.Length > 0 && (!hasPort || (int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65_535))
                ? new(wire, host, port, UsualBaud, UsualFormat)
                : null;
        }
    }
}
