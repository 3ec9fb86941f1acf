using System.Globalization;

namespace EdgeGrid.Devices.Host;

/// <summary>What Linux tells of the machine in its files. Read anew each time; a file that is not there is no failure.</summary>
/// <param name="sys">Of sysfs.</param>
/// <param name="proc">Of procfs.</param>
/// <param name="folder">On the disk whose free space is asked for.</param>
internal sealed class HostFiles(string sys, string proc, string folder)
{
    // Beyond these a zone has no sensor behind it, or one that is not powered.
    private const long ColdestMilliCelsius = -60_000, HottestMilliCelsius = 200_000;

    // cfg80211 maps -110 to -40 dBm to 0 to 70 (cfg80211_wireless_stats).
    private const double BestLink = 70;

    // Bit 0 of the firmware's answer: under-voltage now (Raspberry Pi documentation, vcgencmd get_throttled).
    private const uint UnderVoltageNow = 1;

    private static readonly Remark SupplyIsLow = new("under-voltage of the supply");

    /// <summary>Type of the thermal zone; null for all.</summary>
    public string? Zone { get; init; }

    /// <summary>The wireless interface; null for the first.</summary>
    public string? Interface { get; init; }

    /// <summary>What the machine calls itself.</summary>
    public string Model => TextOf(Path.Combine(sys, "firmware/devicetree/base/model"))?.TrimEnd('\0') is { Length: > 0 } board
        ? board
        : $"{TextOf(Path.Combine(proc, "sys/kernel/ostype")) ?? "Linux"} {TextOf(Path.Combine(proc, "sys/kernel/osrelease"))}".TrimEnd();

    private string Thermal => Path.Combine(sys, "class/thermal");

    private string Sensors => Path.Combine(sys, "class/hwmon");

    private string Platform => Path.Combine(sys, "devices/platform");

    private string Wireless => Path.Combine(proc, "net/wireless");

    private string Memory => Path.Combine(proc, "meminfo");

    private string Up => Path.Combine(proc, "uptime");

    /// <summary>The quantity, or a fault where it is told and makes no sense; null where this machine does not tell it.</summary>
    public Measurement? Read(Quantity quantity) => quantity switch
    {
        Quantity.Temperature => Temperature(),
        Quantity.FreeMemory => FreeMemory(),
        Quantity.FreeDisk => FreeDisk(),
        Quantity.LinkQuality => LinkQuality(),
        Quantity.Trouble => Supply(),
        Quantity.Uptime => Uptime(),
        _ => throw new ArgumentOutOfRangeException(nameof(quantity), quantity, null),
    };

    /// <summary>For a technician: where it is looked for.</summary>
    public string PlaceOf(Quantity quantity) => quantity switch
    {
        Quantity.Temperature => Thermal,
        Quantity.FreeMemory => Memory,
        Quantity.FreeDisk => folder,
        Quantity.LinkQuality => Wireless,
        Quantity.Trouble => $"{Platform} (get_throttled) and {Sensors} (rpi_volt)",
        _ => Up,
    };

    private Measurement? Temperature()
    {
        var found = false;
        long? hottest = null;
        foreach (var zone in Folders(Thermal, "thermal_zone*"))
        {
            // A sensor of a part that sleeps cannot be read.
            if ((Zone is not null && TextOf(Path.Combine(zone, "type")) != Zone) || TextOf(Path.Combine(zone, "temp")) is not { } told)
            {
                continue;
            }

            found = true;
            if (long.TryParse(told, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milli)
                && milli is >= ColdestMilliCelsius and <= HottestMilliCelsius
                && !(milli <= hottest))
            {
                hottest = milli;
            }
        }

        return found ? Value(Quantity.Temperature, hottest / 1000.0) : null;
    }

    private Measurement? FreeMemory()
    {
        if (TextOf(Memory) is not { } told)
        {
            return null;
        }

        double? total = null, free = null;
        foreach (var line in told.Split('\n'))
        {
            total ??= Field(line, "MemTotal:");
            free ??= Field(line, "MemAvailable:");
        }

        return Value(Quantity.FreeMemory, total > 0 && free <= total ? 100 * free / total : null);
    }

    private Measurement? FreeDisk()
    {
        // Before its first start the gateway has no folder yet: the disk is the one on which it will be.
        try
        {
            var there = Path.GetFullPath(folder);
            while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } above)
            {
                there = above;
            }

            var disk = new DriveInfo(there);
            return Value(Quantity.FreeDisk, disk.TotalSize > 0 ? 100.0 * disk.AvailableFreeSpace / disk.TotalSize : null);
        }
        catch (Exception away) when (IsAway(away))
        {
            return null;
        }
    }

    private Measurement? LinkQuality()
    {
        foreach (var line in TextOf(Wireless)?.Split('\n') ?? [])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || (Interface is not null && line.AsSpan(0, colon).Trim() is var name && !name.SequenceEqual(Interface)))
            {
                continue;
            }

            // "wlan0: 0000   54.  -56.  -256 …": status, quality, level; the point says that it was measured anew.
            var fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return Value(Quantity.LinkQuality, fields.Length > 2 && Number(fields[1].TrimEnd('.')) is { } quality and >= 0 ? Math.Min(100, 100 * quality / BestLink) : null);
        }

        return null;
    }

    private Measurement? Supply()
    {
        var found = false;
        foreach (var told in Folders(Platform, "soc*").SelectMany(chip => Folders(chip, "*firmware")).Select(firmware => TextOf(Path.Combine(firmware, "get_throttled"))).OfType<string>())
        {
            found = true;
            var digits = told.StartsWith("0x", StringComparison.Ordinal) ? told.AsSpan(2) : told;
            if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var flags))
            {
                return Measurement.Failed(Quantity.Trouble, DeviceFault.OutOfRange);
            }

            if ((flags & UnderVoltageNow) != 0)
            {
                return new Measurement(Quantity.Trouble, 1, Detail: SupplyIsLow);
            }
        }

        foreach (var told in Folders(Sensors, "hwmon*").Where(sensor => TextOf(Path.Combine(sensor, "name")) == "rpi_volt").Select(sensor => TextOf(Path.Combine(sensor, "in0_lcrit_alarm"))).OfType<string>())
        {
            found = true;
            if (told != "0")
            {
                return told == "1" ? new Measurement(Quantity.Trouble, 1, Detail: SupplyIsLow) : Measurement.Failed(Quantity.Trouble, DeviceFault.OutOfRange);
            }
        }

        return found ? new Measurement(Quantity.Trouble, 0) : null;
    }

    private Measurement? Uptime() =>
        TextOf(Up) is { } told ? Value(Quantity.Uptime, Number(told.Split(' ')[0]) is { } seconds and >= 0 ? seconds : null) : null;

    private static Measurement Value(Quantity quantity, double? value) =>
        value is { } number ? new Measurement(quantity, number) : Measurement.Failed(quantity, DeviceFault.OutOfRange);

    private static double? Field(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) ? Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    // A path of the configuration may be none at all.
    private static bool IsAway(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentException;

    private static IEnumerable<string> Folders(string within, string pattern)
    {
        try
        {
            return Directory.GetDirectories(within, pattern).Order(StringComparer.Ordinal);
        }
        catch (Exception away) when (IsAway(away))
        {
            return [];
        }
    }

    private static string? TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception away) when (IsAway(away))
        {
            return null;
        }
    }
}
