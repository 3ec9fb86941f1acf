using System.Device.I2c;
using System.Globalization;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Scanning;

/// <summary>
/// Who answers on an I2C bus. Each address is asked for one byte, which changes nothing in any chip that we know; registers are
/// only asked for where every chip that is usual at the address has registers to point at. An address that a driver of the
/// kernel uses is left alone.
/// </summary>
public static class I2cScan
{
    /// <summary>Below and above are reserved (UM10204, section 3.1.12).</summary>
    private const int First = 0x08, Last = 0x77;

    private const string KernelDevices = "/sys/bus/i2c/devices";

    /// <summary>What lives where, as far as a city's gateways are concerned.</summary>
    private static readonly (int First, int Last, string What)[] Usual =
    [
        (0x20, 0x27, "a port expander or the back of a text display (PCF8574, MCP23017)"),
        (0x3C, 0x3D, "a small display (SSD1306)"),
        (0x40, 0x43, "a humidity sensor or a power meter (HTU21, Si7021, INA219)"),
        (0x44, 0x45, "a humidity sensor or a power meter (SHT3x, INA219)"),
        (0x50, 0x57, "an EEPROM"),
        (0x5A, 0x5B, "a gas or infrared sensor (CCS811, MLX90614)"),
        (0x68, 0x6F, "a clock (DS3231) or a motion sensor (MPU-6050)"),
    ];

    /// <summary>What of the usual chips answers only to its own commands, so that a scan can miss it.</summary>
    public const string MayBeMissed = "Sensirion's SGP30 (0x58), SGP40 (0x59) and SCD4x (0x62) answer only to their own commands and can be missed: configure them, and agent check asks them.";

    /// <summary>Everyone who answers, by address.</summary>
    /// <exception cref="DeviceException">There is no such bus, or no permission.</exception>
    public static IReadOnlyList<Finding> Scan(IHardware hardware, string bus)
    {
        var found = new List<Finding>();
        for (var address = First; address <= Last; address++)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"{bus} 0x{address:X2}");
            if (KernelDriver(bus, address) is { } driver)
            {
                found.Add(new Finding(where, $"used by the kernel's driver {driver}: not touched, whoever else speaks to it would disturb that", []) { Touched = false });
                continue;
            }

            using var chip = hardware.OpenI2c(bus, address);
            if (Answers(chip))
            {
                var (what, kinds) = Identify(chip, address);
                found.Add(new Finding(where, what, kinds));
            }
        }

        return found;
    }

    /// <summary>The kinds whose option <c>address</c> may be this one: chips, or what hangs on a converter.</summary>
    internal static IReadOnlyList<string> KindsAt(int address, bool onConverter) =>
    [
        .. DeviceKinds.All
            .Where(kind => kind.Options.Any(option => option is { Name: "address", Type: OptionType.Integer } && address >= option.Min && address <= option.Max))
            .Where(kind => kind.Options.Any(option => option.Name == "converter") == onConverter)
            .Select(kind => kind.Name),
    ];

    private static bool Answers(I2cDevice chip)
    {
        try
        {
            chip.ReadByte();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static (string What, IReadOnlyList<string> Kinds) Identify(I2cDevice chip, int address)
    {
        switch (address)
        {
            case >= 0x48 and <= 0x4B:
                return Register(chip, 0x0F) == 0x0117
                    ? ("TMP117, a thermometer", Kinds("tmp117"))
                    : ("probably an ADS1115, which has no identity; it may be a thermometer (LM75, TMP102)", KindsAt(address, onConverter: true));
            case 0x76 or 0x77:
                return (Register(chip, 0xD0) >> 8) switch
                {
                    0x60 => ("BME280: temperature, humidity, pressure", Kinds("bme280")),
                    0x61 => ("BME680: temperature, humidity, pressure, gas", Kinds("bme680")),
                    0x58 => ("BMP280: temperature, pressure; there is no driver for it", []),
                    { } id => (string.Create(CultureInfo.InvariantCulture, $"no BME280 and no BME680: its register 0xD0 says 0x{id:X2}"), []),
                    null => ("it does not tell its identity", []),
                };
            default:
                var usual = Usual.FirstOrDefault(range => address >= range.First && address <= range.Last).What;
                return (usual is null ? "unknown: something answers" : $"not asked who it is; usual here is {usual}", KindsAt(address, onConverter: false));
        }
    }

    /// <summary>Two bytes of a register; only for chips that have such.</summary>
    private static int? Register(I2cDevice chip, byte register)
    {
        Span<byte> answer = stackalloc byte[2];
        try
        {
            chip.WriteRead([register], answer);
            return (answer[0] << 8) | answer[1];
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Those that this build has.
    private static IReadOnlyList<string> Kinds(params string[] names) => [.. names.Where(name => DeviceKinds.All.Any(kind => kind.Name == name))];

    private static string? KernelDriver(string bus, int address)
    {
        if (!bus.StartsWith("i2c:", StringComparison.Ordinal))
        {
            return null;
        }

        var driver = new DirectoryInfo(string.Create(CultureInfo.InvariantCulture, $"{KernelDevices}/{bus[4..]}-{address:x4}/driver"));
        return driver.Exists ? Path.GetFileName(driver.LinkTarget) ?? driver.Name : null;
    }
}
