using System.Text.Json.Serialization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tracking;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>To whom cases go. Data: changed as a whole, and every version is kept.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DispatchRules
{
    /// <summary>The first that fits a case is its rule.</summary>
    public IReadOnlyList<DispatchRule> Rules { get; init; } = [];

    /// <summary>Who has what nobody else takes: the account of the centre.</summary>
    public string Centre { get; init; } = "centre";

    /// <summary>In so many minutes somebody must have accepted or refused.</summary>
    public PerLevel AnswerMinutes { get; init; } = new(2, 5, 15, 60);

    /// <summary>So many people are reached at once.</summary>
    public PerLevel Reach { get; init; } = new(3, 1, 1, 1);

    /// <summary>What counts beside the way.</summary>
    public NearestWeights Weights { get; init; } = new();
}

/// <summary>A number for each level of warning.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PerLevel(int Red, int Orange, int Yellow, int Blue)
{
    public int Of(WarningLevel level) => level switch
    {
        WarningLevel.Red => Red,
        WarningLevel.Orange => Orange,
        WarningLevel.Yellow => Yellow,
        _ => Blue,
    };
}

/// <summary>Which cases go to whom.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DispatchRule
{
    /// <summary>1 to 32 letters, digits or hyphens: stands in the case's history.</summary>
    public required string Id { get; init; }

    /// <summary>Cases from alerts of one of these kinds; with <see cref="Categories"/> empty too, all cases.</summary>
    public IReadOnlyList<AlertKind> Kinds { get; init; } = [];

    /// <summary>Reported cases of one of these categories; <c>02*</c> is everything that begins with 02.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Only in these grids; <c>320311*</c> is everything that begins so. Everywhere, when empty.</summary>
    public IReadOnlyList<string> Grids { get; init; } = [];

    /// <summary>Only of these levels. Of all, when empty.</summary>
    public IReadOnlyList<WarningLevel> Levels { get; init; } = [];

    /// <summary>The department that is responsible: an id.</summary>
    public required string Department { get; init; }

    /// <summary>Whether only people of the department are asked; else anyone on duty who is near.</summary>
    public bool OwnPeopleOnly { get; init; } = true;

    /// <summary>Only people who are one of these to some grid. Anyone, when empty.</summary>
    public IReadOnlyList<GridRole> Roles { get; init; } = [];

    /// <summary>What is to be done; the case's own line, when absent.</summary>
    public string? Task { get; init; }

    /// <summary>Whether the hub dispatches by itself; else it only suggests.</summary>
    public bool Automatic { get; init; }

    /// <summary>Whether it is for simulated cases too. Otherwise those never reach anyone by this rule.</summary>
    public bool Simulated { get; init; }

    /// <summary>True when the case is one of those that it is for.</summary>
    public bool Fits(DispatchSubject subject) =>
        (Simulated || !subject.Simulated)
        && ((Kinds.Count == 0 && Categories.Count == 0)
            || (subject.Kind is { } kind && Kinds.Contains(kind))
            || (subject.Category is { } category && IsAmong(category, Categories)))
        && (Grids.Count == 0 || IsAmong(subject.Grid, Grids))
        && (Levels.Count == 0 || Levels.Contains(subject.Level));

    private static bool IsAmong(string code, IReadOnlyList<string> patterns) => patterns.Any(pattern =>
        pattern.EndsWith('*') ? code.AsSpan().StartsWith(pattern.AsSpan(..^1), StringComparison.Ordinal) : code == pattern);
}

/// <summary>What rules look at.</summary>
internal sealed record DispatchSubject(AlertKind? Kind, string? Category, string Grid, WarningLevel Level, bool Simulated)
{
    public static DispatchSubject Of(CaseRow row) => new(row.Kind, row.Category, row.Grid, row.Level, row.Simulated);

    public static DispatchSubject Of(CaseView view) => new(view.Kind, view.Category, view.Grid, view.Level, view.Simulated);
}
