using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Grids;

/// <summary>One import, and the time in which its grids are the district's. Never changes but for its end.</summary>
internal sealed record GridVersion
{
    /// <summary>Counts up from 1.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>When the next one takes over; null when none does.</summary>
    public required DateTimeOffset? ValidUntil { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    /// <summary>Who brought it.</summary>
    public required string ImportedBy { get; init; }

    /// <summary>What the file calls the district.</summary>
    public required string Name { get; init; }

    public required int Cells { get; init; }

    /// <summary>How codes were read.</summary>
    public required string Codes { get; init; }

    /// <summary>Of the content: what a version and another share are the same grids.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What was found at the import and let pass.</summary>
    public required IReadOnlyList<GridProblem> Warnings { get; init; }

    public GridVersion In(Language language) => this with { Warnings = [.. Warnings.Select(warning => warning.In(language))] };
}
