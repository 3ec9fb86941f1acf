using System.Text.Json.Serialization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases.Limits;

namespace EdgeGrid.Hub.Rules;

/// <summary>Which step starts a limit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LimitStart>))]
internal enum LimitStart
{
    /// <summary>The case was filed.</summary>
    [JsonStringEnumMemberName("filed")] Filed = 1,

    /// <summary>It was dispatched for the first time.</summary>
    [JsonStringEnumMemberName("dispatched")] Dispatched,

    /// <summary>Somebody accepted it for the first time.</summary>
    [JsonStringEnumMemberName("accepted")] Accepted,
}

/// <summary>How a category is dealt with: when it becomes a case, who handles it, by when, and when it is done (GB/T 30428.8).</summary>
internal sealed record CaseRule
{
    /// <summary>The rule's own code: that of its category, where a category has one rule.</summary>
    public required string Code { get; init; }

    /// <summary>The code of what it is about.</summary>
    public required string Category { get; init; }

    /// <summary>When a report becomes a case.</summary>
    public required Names FilingCondition { get; init; }

    /// <summary>When a case is done.</summary>
    public required Names ClosingCondition { get; init; }

    /// <summary>Who handles it: the department's code.</summary>
    public required string Department { get; init; }

    /// <summary>How serious a report is before anyone has looked. What a sensor measured has a level of its own.</summary>
    public WarningLevel Level { get; init; } = WarningLevel.Blue;

    /// <summary>The code of the calendar by which its limits are counted.</summary>
    public required string Calendar { get; init; }

    /// <summary>By when: one, or stages that run side by side.</summary>
    public required IReadOnlyList<StagedLimit> Limits { get; init; }

    /// <summary>From when it holds; at once when null.</summary>
    public DateTimeOffset? ValidFrom { get; init; }
}

/// <summary>By when one stage of the work is to be done.</summary>
internal sealed record StagedLimit
{
    /// <summary>The stage's code within the rule.</summary>
    public required string Stage { get; init; }

    /// <summary>What people call it.</summary>
    public required Names Name { get; init; }

    /// <summary>How many.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Of what.</summary>
    public required LimitUnit Unit { get; init; }

    /// <summary>Which step starts it.</summary>
    public LimitStart From { get; init; } = LimitStart.Dispatched;

    internal HandlingLimit Limit => new(Amount, Unit);
}
