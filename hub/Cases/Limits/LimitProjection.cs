using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>
/// Keeps <see cref="CaseLimitRow"/> as the events of a case say, in the transaction that appends them. What it looks up in
/// the catalogue is what held when the case was filed, so that rows made anew from all events equal the live ones.
/// </summary>
internal static class LimitProjection
{
    private const int CasesAtOnce = 500;
    private const int TellEvery = 20_000;

    /// <summary>Brings the limits of a case up to what happened.</summary>
    /// <param name="db">The caller saves.</param>
    /// <param name="before">The case before; null when there was none.</param>
    /// <param name="steps">Each event with the state after it.</param>
    /// <param name="rules">Of the transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ApplyAsync(HubDb db, CaseState? before, IReadOnlyList<(CaseState State, RecordedEvent Recorded)> steps, RuleLookup rules, CancellationToken cancellationToken)
    {
        // A case that is new has none, which need not be asked.
        var rows = before is null ? [] : null as IReadOnlyList<CaseLimitRow>;
        WorkCalendar? calendar = null;
        foreach (var (after, recorded) in steps)
        {
            if (LimitChanges.IsFiled(before, after) && (rows ??= await RowsAsync(db, after.CaseId, cancellationToken)).Count == 0)
            {
                rows = await OpenAsync(db, after, recorded.At, rules, cancellationToken);
            }

            if (LimitChanges.Concern(before, after, recorded.Happened) && (rows ??= await RowsAsync(db, after.CaseId, cancellationToken)) is [var first, ..])
            {
                calendar ??= (await RuleBook.CalendarAsync(db, first.Calendar, first.CalendarVersion, cancellationToken)).Calendar;
                LimitChanges.Apply(rows, (before, after), recorded);
                foreach (var row in rows)
                {
                    row.Count(calendar, recorded.At);
                }
            }

            before = after;
        }
    }

    /// <summary>When the limit of a case is over, of stages that run the last, which is what more time is asked for; null when none runs.</summary>
    public static Task<DateTimeOffset?> DueAtAsync(HubDb db, string caseId, CancellationToken cancellationToken) => db.CaseLimits()
        .Where(row => row.CaseId == caseId && row.StartedAt != null && row.EndedAt == null)
        .OrderByDescending(row => row.Place)
        .Select(row => row.DueAt)
        .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Makes the limits anew from all events.</summary>
    public static async Task RebuildAsync(HubDb db, Action<string> tell, CancellationToken cancellationToken)
    {
        var (count, told) = (0L, 0L);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.CaseLimits().ExecuteDeleteAsync(cancellationToken);
        string? after = "";
        while (after is not null)
        {
            var from = after;
            var cases = await db.CaseEvents.Select(row => row.CaseId).Where(id => string.Compare(id, from) > 0).Distinct().Order().Take(CasesAtOnce).ToListAsync(cancellationToken);
            foreach (var caseId in cases)
            {
                await RebuildAsync(db, caseId, cancellationToken);
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
            after = cases.LastOrDefault();
            count += cases.Count;
            if (count >= told + TellEvery)
            {
                told = count;
                tell($"limits of {count} cases made anew …");
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task RebuildAsync(HubDb db, string caseId, CancellationToken cancellationToken)
    {
        var events = await db.CaseEvents.AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.Version).ToListAsync(cancellationToken);
        var steps = new List<(CaseState State, RecordedEvent Recorded)>(events.Count);
        foreach (var recorded in events.Select(CaseEventJson.Read))
        {
            steps.Add((CaseState.After(steps is [.., var last] ? last.State : null, recorded), recorded));
        }

        await ApplyAsync(db, null, steps, new RuleLookup(db), cancellationToken);
    }

    private static async Task<IReadOnlyList<CaseLimitRow>> OpenAsync(HubDb db, CaseState filed, DateTimeOffset at, RuleLookup rules, CancellationToken cancellationToken)
    {
        var category = filed.Subject.Category ?? (filed.Subject.Kind is { } kind ? RuleBook.CategoryOf(kind) : null);
        if (category is null || await rules.RuleAtAsync(category, at, cancellationToken) is not var (rule, version))
        {
            return [];
        }

        var calendar = await RuleBook.CalendarVersionAtAsync(db, rule.Calendar, at, cancellationToken);
        var rows = rule.Limits.Select((limit, place) => new CaseLimitRow
        {
            CaseId = filed.CaseId,
            Stage = limit.Stage,
            Place = place,
            Rule = rule.Code,
            RuleVersion = version,
            Calendar = rule.Calendar,
            CalendarVersion = calendar,
            Department = rule.Department,
            From = limit.From,
            Limit = limit.Limit.ToString(),
        }).ToList();
        db.CaseLimits().AddRange(rows);
        return rows;
    }

    private static async Task<IReadOnlyList<CaseLimitRow>> RowsAsync(HubDb db, string caseId, CancellationToken cancellationToken)
    {
        // What this transaction has added or read already is all there is of the case.
        var known = db.CaseLimits().Local.Where(row => row.CaseId == caseId).OrderBy(row => row.Place).ToList();
        return known.Count > 0 ? known : await db.CaseLimits().Where(row => row.CaseId == caseId).OrderBy(row => row.Place).ToListAsync(cancellationToken);
    }
}
