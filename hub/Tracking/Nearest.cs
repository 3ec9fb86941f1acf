using System.Text.Json.Serialization;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Wording;

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
    public Phrase Why(DateTimeOffset now)
    {
        var minutes = Math.Max(0, (now - SeenAt)?.TotalMinutes ?? 0);
        Phrase where = SeenAt is null
            ? new($"{Metres:0} m away by the centre of their grid, no fresh position", $"距所属网格中心{Metres:0}米,无最新定位")
            : new($"{Metres:0} m away, seen {minutes:0} min ago", $"相距{Metres:0}米,{minutes:0}分钟前定位");
        Phrase load = OpenCases switch
        {
            0 => new("no open case", "无在办案卷"),
            1 => new("1 open case", "在办案卷1件"),
            _ => new($"{OpenCases} open cases", $"在办案卷{OpenCases}件"),
        };
        Phrase post = Post is { } role ? new($"{role} of this grid", $"本网格{role}") : new("from another grid", "非本网格人员");
        return where.Then(load).Then(post).Then(new("on duty", "在岗"));
    }
}
