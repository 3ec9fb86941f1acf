using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Api;

/// <summary>Which cases a program asks for, as it stands in the address.</summary>
internal sealed record CaseQuery(
    [property: FromQuery(Name = "step")] string? Step,
    [property: FromQuery(Name = "level")] string? Level,
    [property: FromQuery(Name = "open")] bool? Open,
    [property: FromQuery(Name = "department")] string? Department,
    [property: FromQuery(Name = "assignee")] string? Assignee,
    [property: FromQuery(Name = "grid")] string? Grid,
    [property: FromQuery(Name = "category")] string? Category,
    [property: FromQuery(Name = "q")] string? Text,
    [property: FromQuery(Name = "limit")] int? Limit,
    [property: FromQuery(Name = "before")] string? Before)
{
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
