using System.Globalization;
using EdgeGrid.Devices.Buses.BusLink;

namespace EdgeGrid.Devices.Buses;

/// <summary>What hangs on a bus tells it by its family.</summary>
[Flags]
public enum BusFamily
{
    /// <summary><c>i2c:1</c>.</summary>
    I2c = 1,

    /// <summary><c>spi:0.1</c>.</summary>
    Spi = 2,

    /// <summary>A GPIO chip: <c>gpio:0</c>.</summary>
    Gpio = 4,
}

/// <summary>The names of buses in a configuration: <c>i2c:1</c>, <c>spi:0.1</c>, <c>gpio:0</c>, or <c>sim:PATH</c> of any family.</summary>
public static class BusName
{
    private static readonly (BusFamily Family, string Scheme, int Numbers, string Word, string Example)[] Families =
    [
        (BusFamily.I2c, "i2c:", 1, "I2C bus", "i2c:1 for /dev/i2c-1"),
        (BusFamily.Spi, "spi:", 2, "SPI bus", "spi:0.1 for /dev/spidev0.1"),
        (BusFamily.Gpio, "gpio:", 1, "GPIO chip", "gpio:0 for /dev/gpiochip0"),
    ];

    /// <summary>It is a simulator's.</summary>
    public static bool IsBusLink(string bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        return bus.StartsWith(BusLinkProtocol.Scheme, StringComparison.Ordinal);
    }

    /// <summary>The board's own bus of that family.</summary>
    public static bool IsOf(string bus, BusFamily family) => Numbers(bus, family) is not null;

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    /// <param name="bus">The name.</param>
    /// <param name="families">Those that it may be of.</param>
    public static string? Objection(string bus, BusFamily families)
    {
        if (IsBusLink(bus))
        {
            return bus.Length > BusLinkProtocol.Scheme.Length ? null : "the path of the simulator's socket is missing";
        }

        var fitting = Families.Where(one => families.HasFlag(one.Family)).ToList();
        return fitting.Exists(one => IsOf(bus, one.Family)) ? null : $"it is no {string.Join(" and no ", fitting.Select(one => one.Word))}";
    }

    /// <summary>How one is written.</summary>
    internal static string Example(BusFamily family) => Families.First(one => one.Family == family).Example;

    /// <summary>The numbers in the name of the board's own bus; null when it is none of that family.</summary>
    internal static int[]? Numbers(string bus, BusFamily family)
    {
        var (_, scheme, count, _, _) = Families.First(one => one.Family == family);
        if (!bus.StartsWith(scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var numbers = bus[scheme.Length..].Split('.')
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return numbers.Length == count && !numbers.Contains(-1) ? numbers : null;
    }
}
