using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices;

/// <summary>
/// A driver as a technician sees it: its name in the configuration, what it measures, its options with their limits,
/// and how one is made. It stands in the driver's own file; <see cref="DeviceKinds"/> lists them all.
/// </summary>
/// <param name="Name">In the configuration: <c>mq4</c>.</param>
/// <param name="Summary">One line.</param>
/// <param name="Measures">What it measures; empty for an output.</param>
/// <param name="Options">What can be set. Any other key in the configuration is an error.</param>
/// <param name="Create">Makes an unopened device from validated settings. Touches no hardware and does not throw.</param>
public sealed record DeviceKind(
    string Name,
    string Summary,
    IReadOnlyList<Quantity> Measures,
    IReadOnlyList<DeviceOption> Options,
    Func<DeviceSettings, DeviceContext, IDevice> Create);

/// <summary>What a driver is given besides its settings.</summary>
/// <param name="Hardware">Where buses are opened.</param>
/// <param name="Time">The clock.</param>
public sealed record DeviceContext(IHardware Hardware, TimeProvider Time);

/// <summary>The type of an option's value in the configuration.</summary>
public enum OptionType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number, or a string like <c>"0x48"</c>.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>
    /// The name of a file with an address and its user and password, which the technician keeps at the gateway: the
    /// configuration holds the name, the driver is given the file's path.
    /// </summary>
    Login,

    /// <summary>A string like <c>"250ms"</c>, <c>"5s"</c>, <c>"2m"</c>, <c>"1h"</c>; limits are in seconds.</summary>
    Duration,
}

/// <summary>One option of a driver.</summary>
/// <param name="Name">The key, camel case.</param>
/// <param name="Type">Of its value.</param>
/// <param name="Summary">What it does, with its unit.</param>
public sealed record DeviceOption(string Name, OptionType Type, string Summary)
{
    /// <summary>True when there is no default.</summary>
    public bool Required { get; init; }

    /// <summary>What holds when it is not set: string, long, double, bool or TimeSpan, by <see cref="Type"/>.</summary>
    public object? Default { get; init; }

    /// <summary>Least allowed value.</summary>
    public double? Min { get; init; }

    /// <summary>Greatest allowed value.</summary>
    public double? Max { get; init; }

    /// <summary>The allowed texts, when only some are.</summary>
    public IReadOnlyList<string>? Choices { get; init; }
}

/// <summary>The validated options of one device: every option of the kind has its value, or null where it has neither value nor default.</summary>
/// <param name="values">By option name; string, long, double, bool or TimeSpan.</param>
public sealed class DeviceSettings(IReadOnlyDictionary<string, object?> values)
{
    /// <summary>A text.</summary>
    public string Text(string option) => (string)Get(option)!;

    /// <summary>A text that may be missing.</summary>
    public string? OptionalText(string option) => (string?)Get(option);

    /// <summary>A whole number.</summary>
    public int Integer(string option) => checked((int)(long)Get(option)!);

    /// <summary>A number.</summary>
    public double Number(string option) => (double)Get(option)!;

    /// <summary>Yes or no.</summary>
    public bool Flag(string option) => (bool)Get(option)!;

    /// <summary>A duration.</summary>
    public TimeSpan Duration(string option) => (TimeSpan)Get(option)!;

    private object? Get(string option) =>
        values.TryGetValue(option, out var value)
            ? value
            : throw new ArgumentException($"The driver asks for the option '{option}', which its DeviceKind does not declare.", nameof(option));
}
