using System.Text.Json.Serialization;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>What a person, or a program for one, reports.</summary>
internal sealed record ReportedProblem
{
    /// <summary>The category's code in the district's catalogue: opaque here.</summary>
    public required string Category { get; init; }

    /// <summary>In the reporter's words.</summary>
    public required string Description { get; init; }

    /// <summary>Where, in words.</summary>
    public required string Address { get; init; }

    /// <summary>The cell's code, or <c>unassigned</c>: found by whoever takes the report in.</summary>
    public required string Grid { get; init; }

    public Position? Position { get; init; }

    public required ReportSource Source { get; init; }

    /// <summary>The reporter's own number for it.</summary>
    public string? Reference { get; init; }

    /// <summary>How serious, where whoever reports it has looked; else as the category's rule says, which the desk puts in.</summary>
    public WarningLevel? Level { get; init; }

    public bool Simulated { get; init; }
}

/// <summary>Who reports what no sensor did.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportSource>))]
public enum ReportSource
{
    /// <summary>Somebody of the grid, on their round.</summary>
    [JsonStringEnumMemberName("worker")] Worker = 1,

    /// <summary>A citizen.</summary>
    [JsonStringEnumMemberName("citizen")] Citizen,

    /// <summary>Another system.</summary>
    [JsonStringEnumMemberName("program")] Program,
}
