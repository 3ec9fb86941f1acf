using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Api;

/// <summary>Which cases a program asks for, as it stands in the address.</summary>
internal sealed record CaseQuery
{
    [FromQuery(Name = "step")]
    public string? Step { get; init; }

    [FromQuery(Name = "level")]
    public string? Level { get; init; }

    [FromQuery(Name = "open")]
    public bool? Open { get; init; }

    [FromQuery(Name = "department")]
    public string? Department { get; init; }

    [FromQuery(Name = "assignee")]
    public string? Assignee { get; init; }

    [FromQuery(Name = "grid")]
    public string? Grid { get; init; }

    [FromQuery(Name = "category")]
    public string? Category { get; init; }

    [FromQuery(Name = "q")]
    public string? Text { get; init; }

    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    [FromQuery(Name = "before")]
    public string? Before { get; init; }

    /// <summary>What the words are.</summary>
    public static Refusal Rule { get; } = ApiRefusals.CaseWords(ApiWords.All<CaseStep>(), ApiWords.All<WarningLevel>());

    /// <summary>What is asked for; null when a word of it is unknown.</summary>
    public CaseFilter? Filter() => ApiWords.TryParse<CaseStep>(Step, out var step) && ApiWords.TryParse<WarningLevel>(Level, out var level)
        ? new CaseFilter
        {
            Step = step,
            Level = level,
            Open = Open,
            Department = Department,
            Assignee = Assignee,
            Grid = Grid,
            Category = Category,
            Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
            Limit = Limit ?? 50,
            Before = Before,
        }
        : null;
}
