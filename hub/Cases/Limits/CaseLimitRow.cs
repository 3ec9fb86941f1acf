using System.Collections.Immutable;
using System.Text.Json;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>
/// One stage of a case's limit as it stands: a projection of the case's events, and what <see cref="LimitWatch"/> looks at.
/// Rule and calendar are named with their versions, so that the case keeps them whatever becomes of the catalogue.
/// </summary>
internal sealed class CaseLimitRow
{
    public required string CaseId { get; init; }

    public required string Stage { get; init; }

    /// <summary>Its place among the stages of the rule.</summary>
    public required int Place { get; init; }

    public required string Rule { get; init; }

    public required int RuleVersion { get; init; }

    public required string Calendar { get; init; }

    public required int CalendarVersion { get; init; }

    /// <summary>Who is responsible by the rule.</summary>
    public required string Department { get; init; }

    public required LimitStart From { get; init; }

    /// <summary>How long it may take by the rule: <c>7 working-day</c>.</summary>
    public required string Limit { get; init; }

    /// <summary>Until when it was extended, and when that was granted.</summary>
    public DateTimeOffset? ExtendedTo { get; set; }

    public DateTimeOffset? ExtendedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>JSON: <c>[{"from":…,"to":…}]</c>, in order; only the last may be open.</summary>
    public string Pauses { get; set; } = "[]";

    /// <summary>When this stage was done, where it was said of it alone: it stays done when the case is sent back.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When it was done, or the case left the path.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset? YellowAt { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The change of the light that was told last, or later than that.</summary>
    public DateTimeOffset? WarnedAt { get; set; }

    public DateTimeOffset? PassedAt { get; set; }

    /// <summary>When the suspension is over; null when it is not suspended, or nobody knows.</summary>
    public DateTimeOffset? ResumesAt { get; set; }

    /// <summary>When something is to be told or done next; null when nothing is, as things stand.</summary>
    public DateTimeOffset? NextChangeAt { get; set; }

    /// <summary>As it was when the row changed last.</summary>
    public LimitLight Light { get; set; } = LimitLight.Green;

    /// <summary>True when what has to be told next is that the limit comes near.</summary>
    public bool IsWarningNext => !HasWarned && !HasPassed;

    private bool HasWarned => YellowAt <= WarnedAt;

    private bool HasPassed => DueAt <= PassedAt;

    /// <summary>The clock that it runs by; null before it has started.</summary>
    public LimitClock? ClockBy(WorkCalendar calendar) => (StartedAt, ExtendedAt, ExtendedTo) switch
    {
        ({ } started, { } extended, { } to) => LimitClock.Until(calendar, (started, extended, to), PausesOf()),
        ({ } started, _, _) => new LimitClock(calendar, HandlingLimit.Parse(Limit), started, PausesOf()),
        _ => null,
    };

    public ImmutableArray<Pause> PausesOf() => JsonSerializer.Deserialize<ImmutableArray<Pause>>(Pauses, JsonSerializerOptions.Web);

    /// <summary>Works out again when what has to be told.</summary>
    public void Count(WorkCalendar calendar, DateTimeOffset at)
    {
        if (ClockBy(calendar) is not { } clock)
        {
            return;
        }

        (YellowAt, DueAt) = (clock.YellowAt, clock.DueAt);
        Light = clock.LightAt(EndedAt < at ? EndedAt.Value : at);
        NextChangeAt = EndedAt is not null ? null : ResumesAt ?? (IsWarningNext ? YellowAt : HasPassed ? null : DueAt);
    }

    /// <summary>As before it started.</summary>
    public void Reset()
    {
        (StartedAt, FinishedAt, EndedAt, YellowAt, DueAt) = (null, null, null, null, null);
        (WarnedAt, PassedAt, NextChangeAt, ResumesAt) = (null, null, null, null);
        (ExtendedAt, ExtendedTo) = (null, null);
        (Pauses, Light) = ("[]", LimitLight.Green);
    }

    /// <summary>The clock stands still.</summary>
    public void Pause(DateTimeOffset at) => Write(PausesOf() is [.., { To: null }] standing ? standing : PausesOf().Add(new Pause(at.ToUniversalTime(), null)));

    /// <summary>The clock goes on.</summary>
    public void GoOn(DateTimeOffset at)
    {
        if (PausesOf() is [.., { To: null } open] pauses)
        {
            Write(pauses.SetItem(pauses.Length - 1, open with { To = at.ToUniversalTime() }));
        }
    }

    private void Write(ImmutableArray<Pause> pauses) => Pauses = JsonSerializer.Serialize(pauses, JsonSerializerOptions.Web);
}

/// <summary>How <see cref="CaseLimitRow"/> is kept.</summary>
internal sealed class CaseLimitRowConfiguration : IEntityTypeConfiguration<CaseLimitRow>
{
    public void Configure(EntityTypeBuilder<CaseLimitRow> builder)
    {
        builder.ToTable("case_limits").HasKey(row => new { row.CaseId, row.Stage });
        builder.HasIndex(row => row.NextChangeAt);
        builder.HasIndex(row => new { row.EndedAt, row.DueAt });
        builder.HasIndex(row => new { row.Department, row.EndedAt, row.DueAt });
        builder.Ignore(row => row.IsWarningNext);
    }
}

/// <summary>Where limits are found.</summary>
internal static class CaseLimitRows
{
    public static DbSet<CaseLimitRow> CaseLimits(this HubDb db) => db.Set<CaseLimitRow>();
}
