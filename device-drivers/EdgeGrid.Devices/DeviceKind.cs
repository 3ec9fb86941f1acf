using System.Globalization;
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
    Func<DeviceSettings, DeviceContext, IDevice> Create)
{
    /// <summary>
    /// The name of the option that chooses one of <see cref="Measures"/>, for a device that measures what its configuration
    /// says; null for one that measures all of them.
    /// </summary>
    public string? QuantityOption { get; init; }

    /// <summary>What a device of these settings measures, for one whose settings say more than one option can; null for others.</summary>
    public Func<DeviceSettings, IReadOnlyList<Quantity>>? Chosen { get; init; }

    /// <summary>What the device is made of, for one whose measurements name a part: the terminals of a server, the detectors of a panel.</summary>
    public PartKind? Parts { get; init; }

    /// <summary>
    /// Of what it measures, what not every such device has: where it measures several quantities, the silence of these is
    /// noticed by nobody.
    /// </summary>
    public IReadOnlyList<Quantity> MayLack { get; init; } = [];

    /// <summary>The greatest value that a device of these settings tells, for one with an end: whatever is more is told as that, or as a fault.</summary>
    public Func<DeviceSettings, double?> Most { get; init; } = _ => null;

    /// <summary>How often a device of these settings must be asked, where that is not as one likes.</summary>
    public Func<DeviceSettings, AskingPace?> Pace { get; init; } = _ => null;

    /// <summary>What is found out in clean air, for a kind whose devices are <see cref="ICalibratedDevice"/>; null for others.</summary>
    public CalibrationKind? Calibration { get; init; }

    /// <summary>What a device of these settings measures.</summary>
    public IReadOnlyList<Quantity> MeasuresWith(DeviceSettings settings) =>
        Chosen is { } chosen ? chosen(settings)
        : QuantityOption is { } option && settings.OptionalText(option) is { } name && Quantities.Named(name) is { } quantity ? [quantity] : Measures;
}

/// <summary>How often a device must be asked to tell the truth.</summary>
/// <param name="Shortest">Between two samples.</param>
/// <param name="Longest">Between two samples.</param>
/// <param name="Why">For a technician, after a colon: <c>its algorithm takes each measurement for a second</c>.</param>
public sealed record AskingPace(TimeSpan Shortest, TimeSpan Longest, string Why)
{
    /// <summary>Neither faster nor slower.</summary>
    public static AskingPace EachSecond(string why) => new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), why);
}

/// <summary>What a calibration finds out. The result stands in the place of an option, as long as what it depends on is configured as it was.</summary>
/// <param name="Option">The number that it finds: <c>r0Ohms</c>.</param>
/// <param name="Unit">Of that: <c>Ω</c>.</param>
/// <param name="DependsOn">Options with which the result holds, and without which it does not.</param>
public sealed record CalibrationKind(string Option, string Unit, IReadOnlyList<string> DependsOn);

/// <summary>The parts of a device, each of which measures by itself.</summary>
/// <param name="Word">For one of them, in a sentence: <c>terminal</c>.</param>
/// <param name="Example">How one is written: <c>013800138000</c>.</param>
/// <param name="IsPart">True for what can be one, if it is a name at all (<see cref="IsName"/>).</param>
public sealed record PartKind(string Word, string Example, Func<string, bool> IsPart)
{
    /// <summary>Speaks by itself again and again, so that its silence means something; others speak when there is something to say.</summary>
    public Func<string, bool> Beats { get; init; } = _ => true;

    /// <summary>The same for all ways to write the same part: the number without zeros in front.</summary>
    public Func<string, string> Canonical { get; init; } = part => part;

    /// <summary>1 to 64 of <c>A–Z a–z 0–9 - . _</c>: what a name on the wire may hold (RFC 8428, section 4.5.1), but for what separates it from its device's.</summary>
    public static bool IsName(string part) =>
        part.Length is > 0 and <= 64 && part.AsSpan().IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._") < 0;
}

/// <summary>What a driver is given besides its settings.</summary>
/// <param name="Hardware">Where buses are opened.</param>
/// <param name="Time">The clock.</param>
public sealed record DeviceContext(IHardware Hardware, TimeProvider Time)
{
    /// <summary>What the device keeps over restarts.</summary>
    public DeviceMemory Memory { get; init; } = DeviceMemory.None;

    /// <summary>The folder in which devices keep that; null where nothing is kept.</summary>
    public string? MemoryFolder { get; init; }

    /// <summary>The same for one device, with a memory of its own.</summary>
    public DeviceContext For(string device) => MemoryFolder is null ? this : this with { Memory = new DeviceMemory(Path.Combine(MemoryFolder, device)) };

    /// <summary>
    /// Takes what a driver has to tell the technician beside what it measures: a sentence, seldom, from any thread. It stands in
    /// the gateway's log, and in <c>agent watch</c>.
    /// </summary>
    public Action<string> Tell { get; init; } = _ => { };
}

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

    /// <summary>A list of objects with the same keys: <see cref="DeviceOption.Fields"/>. Never null; limits are of its length.</summary>
    Table,
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

    /// <summary>A word that may stand in place of a number, and means what leaving it out means: <c>auto</c>.</summary>
    public string? Word { get; init; }

    /// <summary>The text names a bus of one of these families.</summary>
    public BusFamily? Bus { get; init; }

    /// <summary>Of a text: what is wrong with it, in words for a technician; null when nothing is.</summary>
    public Func<string, string?>? Objection { get; init; }

    /// <summary>
    /// What is wrong with its value beside those of the other options; null when nothing is. Asked when the configuration is
    /// read: what can be known without hardware belongs here, and not into opening.
    /// </summary>
    public Func<DeviceSettings, Objection?>? Misfit { get; init; }

    /// <summary>What its value takes of the gateway, so that no other device of the configuration can have it; null for nothing.</summary>
    public Func<DeviceSettings, Claim?>? Claim { get; init; }

    /// <summary>What each row of a table may set.</summary>
    public IReadOnlyList<DeviceOption> Fields { get; init; } = [];

    /// <summary>What is wrong with a text by itself: <see cref="Objection"/>, or that it names no such <see cref="Bus"/>.</summary>
    public string? ObjectionTo(string text) => Objection?.Invoke(text) ?? (Bus is { } families ? BusName.Objection(text, families) : null);
}

/// <summary>The validated options of one device: every option of the kind has its value, or null where it has neither value nor default.</summary>
/// <param name="values">By option name; string, long, double, bool, TimeSpan, or a list of DeviceSettings.</param>
public sealed class DeviceSettings(IReadOnlyDictionary<string, object?> values)
{
    /// <summary>The parts that the configuration names (<see cref="DeviceKind.Parts"/>).</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Parts that the configuration does not name are taken too.</summary>
    public bool AllowsOtherParts { get; init; }

    /// <summary>Told of each option before its value is given.</summary>
    public Action<string>? Asked { get; init; }

    /// <summary>A text.</summary>
    public string Text(string option) => (string)Get(option)!;

    /// <summary>A text that may be missing.</summary>
    public string? OptionalText(string option) => (string?)Get(option);

    /// <summary>A whole number.</summary>
    public int Integer(string option) => checked((int)(long)Get(option)!);

    /// <summary>A whole number that may be missing.</summary>
    public int? OptionalInteger(string option) => Get(option) is long value ? checked((int)value) : null;

    /// <summary>A number.</summary>
    public double Number(string option) => (double)Get(option)!;

    /// <summary>A number that may be missing.</summary>
    public double? OptionalNumber(string option) => (double?)Get(option);

    /// <summary>Yes or no.</summary>
    public bool Flag(string option) => (bool)Get(option)!;

    /// <summary>A duration.</summary>
    public TimeSpan Duration(string option) => (TimeSpan)Get(option)!;

    /// <summary>A duration that may be missing.</summary>
    public TimeSpan? OptionalDuration(string option) => (TimeSpan?)Get(option);

    /// <summary>The rows of a table, each with the values of its <see cref="DeviceOption.Fields"/>.</summary>
    public IReadOnlyList<DeviceSettings> Rows(string option) => (IReadOnlyList<DeviceSettings>)Get(option)!;

    /// <summary>An option's value as a text, to tell whether it is still the same.</summary>
    public string Shown(string option) => Convert.ToString(Get(option), CultureInfo.InvariantCulture) ?? "";

    /// <summary>The same settings with another number for an option.</summary>
    public DeviceSettings With(string option, double number) =>
        new(new Dictionary<string, object?>(values) { [option] = number }) { Parts = Parts, AllowsOtherParts = AllowsOtherParts };

    private object? Get(string option)
    {
        Asked?.Invoke(option);
        return values.TryGetValue(option, out var value)
            ? value
            : throw new ArgumentException($"The driver asks for the option '{option}', which its DeviceKind does not declare.", nameof(option));
    }
}
