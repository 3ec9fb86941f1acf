using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>The limits of a case with everything that they are worked out of, so that each deadline can be recomputed.</summary>
/// <param name="CaseId">The case's number.</param>
/// <param name="At">When shares and lights are as they are told here.</param>
/// <param name="RuleVersion">Which version of the rule the case runs under; null when no rule covers it.</param>
/// <param name="Rule">The rule as it was then.</param>
/// <param name="CalendarVersion">Which version of the calendar its limits are counted by.</param>
/// <param name="Calendar">The calendar as it was then.</param>
/// <param name="Stages">In the order of the rule.</param>
internal sealed record CaseLimitsView(
    string CaseId, DateTimeOffset At, int? RuleVersion, CaseRule? Rule, int? CalendarVersion, CalendarSpec? Calendar, IReadOnlyList<LimitView> Stages);

/// <summary>One stage of a limit.</summary>
internal sealed record LimitView
{
    public required string CaseId { get; init; }

    public required string Stage { get; init; }

    /// <summary>The department that is responsible by the rule.</summary>
    public required string Department { get; init; }

    /// <summary>Which step starts it.</summary>
    public required LimitStart From { get; init; }

    /// <summary>How many, by the rule.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Of what.</summary>
    public required LimitUnit Unit { get; init; }

    /// <summary>The instant to which it was extended, when that was granted.</summary>
    public DateTimeOffset? ExtendedTo { get; init; }

    /// <inheritdoc cref="ExtendedTo"/>
    public DateTimeOffset? ExtendedAt { get; init; }

    /// <summary>Null before the step that starts it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>From where it is counted: later than the start where the day of the start does not count.</summary>
    public DateTimeOffset? CountedFrom { get; init; }

    /// <summary>When the clock stood still.</summary>
    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    /// <summary>When the suspension is over, where that is known.</summary>
    public DateTimeOffset? ResumesAt { get; init; }

    /// <summary>When it was done, or the case left the path; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When 80 % have passed; null while the clock stands still.</summary>
    public DateTimeOffset? YellowAt { get; init; }

    /// <summary>When all has passed; null while the clock stands still.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How much of it has passed: 1 is all.</summary>
    public double Share { get; init; }

    /// <summary>Green to 80 %, yellow to 100 %, red.</summary>
    public LimitLight Light { get; init; }

    /// <summary>Why there is no due instant, where one would be expected.</summary>
    public string? Why { get; init; }

    public static LimitView Of(CaseLimitRow row, WorkCalendar calendar, DateTimeOffset now, Language language)
    {
        var limit = HandlingLimit.Parse(row.Limit);
        var clock = row.ClockBy(calendar);
        var at = row.EndedAt < now ? row.EndedAt.Value : now;
        return new LimitView
        {
            CaseId = row.CaseId,
            Stage = row.Stage,
            Department = row.Department,
            From = row.From,
            Amount = limit.Amount,
            Unit = limit.Unit,
            ExtendedTo = row.ExtendedTo,
            ExtendedAt = row.ExtendedAt,
            StartedAt = row.StartedAt,
            CountedFrom = row.StartedAt is { } started ? row.ExtendedTo is null ? calendar.CountedFrom(limit.Unit, started) : started : null,
            Pauses = row.PausesOf(),
            ResumesAt = row.ResumesAt,
            EndedAt = row.EndedAt,
            YellowAt = clock?.YellowAt,
            DueAt = clock?.DueAt,
            Share = clock?.ShareAt(at) ?? 0,
            Light = clock?.LightAt(at) ?? LimitLight.Green,
            Why = WhyNotDue(clock)?.In(language),
        };
    }

    private static Phrase? WhyNotDue(LimitClock? clock) => clock switch
    {
        null => new("it has not started", "尚未开始"),
        { IsPaused: true } => new("its clock stands still", "计时已暂停"),
        { IsUnreachable: true } => new($"no working time comes within {WorkCalendar.MaxYears} years", $"{WorkCalendar.MaxYears}年内没有工作时间"),
        _ => null,
    };
}

/// <summary>A limit that runs, in a list.</summary>
/// <param name="CaseId">The case's number.</param>
/// <param name="Stage">The stage's code.</param>
/// <param name="Department">Who is responsible by the rule.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="YellowAt">When 80 % have passed.</param>
/// <param name="DueAt">When all has passed.</param>
/// <param name="Light">Green to 80 % of the limit, yellow to 100 %, red.</param>
internal sealed record RunningLimit(string CaseId, string Stage, string Department, DateTimeOffset StartedAt, DateTimeOffset YellowAt, DateTimeOffset DueAt, LimitLight Light)
{
    public static RunningLimit Of(CaseLimitRow row, DateTimeOffset now) => new(
        row.CaseId, row.Stage, row.Department, row.StartedAt!.Value, row.YellowAt!.Value, row.DueAt!.Value, row.DueAt <= now ? LimitLight.Red : row.YellowAt <= now ? LimitLight.Yellow : LimitLight.Green);
}
