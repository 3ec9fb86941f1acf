using System.Globalization;
using System.Text.Json.Serialization;
using EdgeGrid.Hub.People;

namespace EdgeGrid.Hub.Tracking;

/// <summary>Who is wanted where.</summary>
internal sealed record NearestQuery
{
    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    /// <summary>The cell of the place.</summary>
    public required string Grid { get; init; }

    /// <summary>Only people of this department; of any, when null.</summary>
    public string? Department { get; init; }

    /// <summary>Only people who are one of these to some grid; anyone, when empty.</summary>
    public IReadOnlyList<GridRole> Roles { get; init; } = [];

    /// <summary>For what is simulated; only then does a simulated position count.</summary>
    public bool Simulated { get; init; }

    /// <summary>How many at most.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Who is not asked: they have refused, or have it already.</summary>
    public IReadOnlySet<string> Except { get; init; } = new HashSet<string>();

    public NearestWeights Weights { get; init; } = new();
}

/// <summary>What else counts beside the way, in metres of way: who has an open case already may be so much nearer.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NearestWeights
{
    /// <summary>For each open case that they have.</summary>
    public double MetresPerOpenCase { get; init; } = 400;

    /// <summary>For who has no post in the cell.</summary>
    public double MetresOutsideGrid { get; init; } = 300;

    /// <summary>For who is not the cell's worker but something else.</summary>
    public double MetresOtherRole { get; init; } = 200;

    /// <summary>For who is only known to be somewhere in their grid.</summary>
    public double MetresNotSeen { get; init; } = 150;
}

/// <summary>Somebody who could go, and why they stand where they stand.</summary>
/// <param name="Person">Their id.</param>
/// <param name="Metres">How far they have.</param>
/// <param name="SeenAt">When their position was taken; null when it is their grid's centre.</param>
/// <param name="OpenCases">How many they have already.</param>
/// <param name="Post">What they are to the cell; null when nothing.</param>
/// <param name="Cost">The way and all that counts like way, in metres: the lowest is first.</param>
internal sealed record NearestFound(string Person, double Metres, DateTimeOffset? SeenAt, int OpenCases, GridRole? Post, double Cost)
{
    /// <summary>In one line, without a name.</summary>
    public string Why(DateTimeOffset now)
    {
        var where = SeenAt is { } seen
            ? string.Create(CultureInfo.InvariantCulture, $"{Metres:0} m away, seen {Math.Max(0, (now - seen).TotalMinutes):0} min ago")
            : string.Create(CultureInfo.InvariantCulture, $"{Metres:0} m away by the centre of their grid, no fresh position");
        var load = OpenCases switch { 0 => "no open case", 1 => "1 open case", _ => $"{OpenCases} open cases" };
        var post = Post is { } role ? $"{role.ToString().ToLowerInvariant()} of this grid" : "from another grid";
        return $"{where}; {load}; {post}; on duty";
    }
}
