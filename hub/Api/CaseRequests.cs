using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;

namespace EdgeGrid.Hub.Api;

/// <summary>A report, as programs send it.</summary>
internal sealed record ReportBody
{
    public required string Category { get; init; }

    public required string Description { get; init; }

    public required string Address { get; init; }

    public Position? Position { get; init; }

    /// <summary>The cell's code, when the reporter knows it; otherwise the position says.</summary>
    public string? Grid { get; init; }

    public ReportSource? Source { get; init; }

    public string? Reference { get; init; }

    public WarningLevel? Level { get; init; }

    public bool Simulated { get; init; }
}

/// <summary>What a command did.</summary>
/// <param name="Case">As it stands now.</param>
/// <param name="Events">What happened, in order; none when it was so already.</param>
/// <param name="Other">The other case that it was about: linked, merged into, or split off.</param>
internal sealed record CommandView(CaseView Case, IReadOnlyList<string> Events, CaseView? Other);

/// <summary>What became of one command of many.</summary>
/// <param name="CaseId">Of which case.</param>
/// <param name="Command">Which.</param>
/// <param name="Status">As if it had been sent alone.</param>
/// <param name="Version">Of the case now; null when there is none.</param>
/// <param name="Problem">Why it was not done.</param>
/// <param name="Code">The same for programs.</param>
internal sealed record BulkAnswerView(string? CaseId, string? Command, int Status, int? Version, string? Problem, string? Code);

/// <summary>One command of a list: beside these, the command's own fields.</summary>
internal sealed record BulkCommandBody
{
    /// <summary>Of which case.</summary>
    public required string CaseId { get; init; }

    /// <summary>Its name, as at the end of its own path.</summary>
    public required string Command { get; init; }

    /// <summary>As <c>If-Match</c>, where it matters.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>The command's own fields, as its own path takes them.</summary>
    [System.Text.Json.Serialization.JsonExtensionData]
    public IDictionary<string, System.Text.Json.JsonElement>? Fields { get; init; }
}
