using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>
/// A gateway's configuration, whole and valid. Made only by <c>AgentConfiguration</c>, which finds every problem
/// before any of this exists; nothing that takes these records checks them again.
/// </summary>
public sealed record AgentOptions
{
    public required GatewayOptions Gateway { get; init; }

    public required HubOptions Hub { get; init; }

    public required DataOptions Data { get; init; }

    public IReadOnlyList<DeviceOptions> Devices { get; init; } = [];

    public IReadOnlyList<OutputOptions> Outputs { get; init; } = [];

    /// <summary>The folder that holds what a configuration only names: users and passwords of cameras.</summary>
    public string LoginsFolder { get; init; } = "logins";

    /// <summary>SHA-256 of the file, first 12 hexadecimal digits: what the status reports.</summary>
    public required string Hash { get; init; }
}

/// <summary>Who and where this gateway is.</summary>
public sealed record GatewayOptions
{
    public required GatewayId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where, in words; a device that has no place of its own is here.</summary>
    public required string Place { get; init; }

    /// <summary>Where it stands; null for one that moves.</summary>
    public Position? Position { get; init; }

    /// <summary>The grid cell's code, if the technician knows it.</summary>
    public string? Cell { get; init; }

    /// <summary>Marks all that this gateway sends as simulated. A device on a simulated bus is marked whatever this says.</summary>
    public bool Simulated { get; init; }
}

/// <summary>Where alerts and readings go.</summary>
public sealed record HubOptions
{
    /// <summary><c>mqtt://host:1883</c> or <c>mqtts://host:8883</c>.</summary>
    public required Uri Url { get; init; }

    public string? User { get; init; }

    /// <summary>A file that holds the password and nothing else: no secret stands in the configuration.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>PEM of the authority that signed the hub's certificate; the system's are used when null.</summary>
    public string? CaFile { get; init; }
}

/// <summary>Where the outbox lives.</summary>
public sealed record DataOptions
{
    /// <summary>Where the service keeps it: systemd makes this folder for it.</summary>
    public const string DefaultFolder = "/var/lib/edgegrid";

    /// <summary>A week: long enough for a hub that was away, and what the folder holds of an ordinary gateway.</summary>
    public static readonly TimeSpan DefaultKeepMeasurements = TimeSpan.FromDays(7);

    /// <summary>A day: where a worker was is nobody's business for longer than it helps.</summary>
    public static readonly TimeSpan DefaultKeepPositions = TimeSpan.FromDays(1);

    public required string Folder { get; init; }

    /// <summary>Where devices keep what their chips have learned.</summary>
    public string DevicesFolder => Path.Combine(Folder, "devices");

    /// <summary>The folder never grows beyond this.</summary>
    public int MaxMegabytes { get; init; } = 256;

    /// <summary>What a sensor measured is given up when it could not be sent for so long.</summary>
    public TimeSpan KeepMeasurements { get; init; } = DefaultKeepMeasurements;

    /// <summary>Where a tracker was is given up when it could not be sent for so long.</summary>
    public TimeSpan KeepPositions { get; init; } = DefaultKeepPositions;
}

/// <summary>One sensor: a driver, its settings, and what is made of its measurements.</summary>
public sealed record DeviceOptions
{
    /// <summary>Unique in the gateway: 1 to 64 of <c>a–z 0–9 -</c>.</summary>
    public required string Name { get; init; }

    public required DeviceKind Kind { get; init; }

    public required DeviceSettings Settings { get; init; }

    /// <summary>What it measures, with these settings.</summary>
    public IReadOnlyList<Quantity> Measures => Kind.MeasuresWith(Settings);

    /// <summary>Where, in words.</summary>
    public required string Place { get; init; }

    /// <summary>The parts that are known before they speak: the silence of one of these is noticed.</summary>
    public IReadOnlyList<PartOptions> Parts { get; init; } = [];

    /// <summary>The device that this is a part of; null for a device.</summary>
    public DeviceOptions? Whole { get; init; }

    /// <summary>Where it is fixed; null for a tracker.</summary>
    public Position? Position { get; init; }

    /// <summary>How often a sampled device is asked.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>True when it hangs on a simulated bus, or the gateway is simulated.</summary>
    public bool Simulated { get; init; }

    public FilterOptions Filter { get; init; } = new();

    public DetectOptions Detect { get; init; } = new();

    /// <summary>What a part is called: <c>panel-1/10-2</c>.</summary>
    public string NameOf(string part) => $"{Name}/{part}";

    /// <summary>A part, which measures and warns as its device is configured to.</summary>
    public DeviceOptions PartOf(PartOptions part) => this with
    {
        Name = NameOf(part.Part),
        Place = part.Place ?? Place,
        Position = part.Position ?? Position,
        Parts = [],
        Whole = this,
    };
}

/// <summary>A part of a device: a terminal of a server, a detector of a panel.</summary>
/// <param name="Part">As the device calls it.</param>
/// <param name="Place">Where, in words; null where its device is.</param>
/// <param name="Position">Where it is fixed; null where its device is.</param>
public sealed record PartOptions(string Part, string? Place = null, Position? Position = null);

/// <summary>What happens to a value before anyone decides on it or sends it.</summary>
public sealed record FilterOptions
{
    /// <summary>Below this a value is not plausible.</summary>
    public double? Min { get; init; }

    /// <summary>Above this a value is not plausible.</summary>
    public double? Max { get; init; }

    /// <summary>Window of the median, odd; 1 is none. A spike shorter than half of it never reaches detection.</summary>
    public int Despike { get; init; } = 1;

    /// <summary>A value is reported when it differs from the last reported one by more than this, in its own unit (metres for a position).</summary>
    public double Deadband { get; init; }

    /// <summary>A value is reported after this long, however little it changed.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>When to warn. What is null does not warn.</summary>
public sealed record DetectOptions
{
    public LevelOptions? Level { get; init; }

    public ContactOptions? Contact { get; init; }

    public MotionOptions? Motion { get; init; }

    public FenceOptions? Fence { get; init; }

    public SosOptions? Sos { get; init; }

    /// <summary>Always on: a fire alarm system is heard whatever is configured.</summary>
    public ContactOptions Fire { get; init; } = new() { Kind = AlertKind.Fire, Level = WarningLevel.Red };

    /// <summary>Always on: what a device says of its own state.</summary>
    public ContactOptions Trouble { get; init; } = new() { Kind = AlertKind.DeviceFault, Level = WarningLevel.Yellow, OnDelay = TimeSpan.FromSeconds(5) };

    /// <summary>Always on: a sensor that gives no good value for this long raises an alert of its own.</summary>
    public SilenceOptions Silence { get; init; } = new();
}

/// <summary>A value that passes levels: gas, carbon monoxide, smoke, a temperature.</summary>
public sealed record LevelOptions
{
    /// <summary>What the alert is about.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>Each is farther off, and has a higher warning level, than the one before.</summary>
    public required IReadOnlyList<LevelStep> Steps { get; init; }

    /// <summary>It warns of too little in place of too much: the steps descend.</summary>
    public bool Falling { get; init; }

    /// <summary>A level is left only when the value is this far on the good side of it.</summary>
    public double Deadband { get; init; }

    /// <summary>… and stays there this long.</summary>
    public TimeSpan OffDelay { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>One level.</summary>
/// <param name="Limit">In the unit of the quantity.</param>
/// <param name="Level">What it means.</param>
/// <param name="OnDelay">How long the value must stay beyond; at most 5 s for fire and gas.</param>
public sealed record LevelStep(double Limit, WarningLevel Level, TimeSpan OnDelay);

/// <summary>A relay or a contact that says it by itself.</summary>
public sealed record ContactOptions
{
    public required AlertKind Kind { get; init; }

    public required WarningLevel Level { get; init; }

    public TimeSpan OnDelay { get; init; }

    public TimeSpan OffDelay { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Someone in the picture.</summary>
public sealed record MotionOptions
{
    public WarningLevel Level { get; init; } = WarningLevel.Yellow;

    /// <summary>Percent of the picture; a smaller body is a cat or a leaf.</summary>
    public double MinArea { get; init; } = 0.5;

    /// <summary>How long it must move.</summary>
    public TimeSpan MinDuration { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The alert ends after this long without motion.</summary>
    public TimeSpan QuietAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Local time of day from which it warns; null is always. May be later than <see cref="Until"/>: then it spans midnight.</summary>
    public TimeOnly? From { get; init; }

    /// <summary>Local time of day until which it warns.</summary>
    public TimeOnly? Until { get; init; }
}

/// <summary>A worker or vehicle that leaves its grid.</summary>
public sealed record FenceOptions
{
    public WarningLevel Level { get; init; } = WarningLevel.Blue;

    /// <summary>The grid, a ring of positions, closed or not. At least three.</summary>
    public required IReadOnlyList<Position> Ring { get; init; }

    /// <summary>So many metres outside are still inside; the effective buffer is max(this, 5 × HDOP).</summary>
    public double BufferMetres { get; init; } = 15;

    /// <summary>Outside counts after so many fixes or <see cref="AfterDuration"/>, whichever comes first.</summary>
    public int AfterFixes { get; init; } = 3;

    public TimeSpan AfterDuration { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The button of a worker's tracker.</summary>
public sealed record SosOptions
{
    public WarningLevel Level { get; init; } = WarningLevel.Orange;
}

/// <summary>Silence is data.</summary>
public sealed record SilenceOptions
{
    public WarningLevel Level { get; init; } = WarningLevel.Yellow;

    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>Something the gateway switches by itself, network or not.</summary>
public sealed record OutputOptions
{
    public required string Name { get; init; }

    /// <summary>The word for it in an alert: <c>siren</c> gives "siren on".</summary>
    public required string Label { get; init; }

    public required DeviceKind Kind { get; init; }

    public required DeviceSettings Settings { get; init; }

    /// <summary>Any of these kinds of alert …</summary>
    public required IReadOnlyList<AlertKind> On { get; init; }

    /// <summary>… at this level or a higher one switches it on.</summary>
    public required WarningLevel AtLeast { get; init; }

    /// <summary>It goes off after this long; null: when the last of the alerts that switched it on has cleared.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>It makes noise and nothing else: it may be silenced for a while. Never set for a valve.</summary>
    public bool Sounder { get; init; }
}
