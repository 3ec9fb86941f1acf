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

    /// <summary>A part that nobody has listed. It is where the listed one is that it belongs to: 379.1.1.10-2 where 379 is.</summary>
    public PartOptions Unlisted(string part) =>
        Parts.Where(listed => part.StartsWith($"{listed.Part}.", StringComparison.Ordinal)).MaxBy(listed => listed.Part.Length) is { } whole
            ? whole with { Part = part }
            : new PartOptions(part);

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
