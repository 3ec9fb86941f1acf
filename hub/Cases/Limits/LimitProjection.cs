using System.Text.Json;
using EdgeGrid.Contracts;
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

    /// <summary>Brings the limits of a case up to what happened.</summary>
    /// <param name="db">The caller saves.</param>
    /// <param name="before">The case before; null when there was none.</param>
    /// <param name="steps">Each event with the state after it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ApplyAsync(HubDb db, CaseState? before, IReadOnlyList<(CaseState State, RecordedEvent Recorded)> steps, CancellationToken cancellationToken)
    {
        WorkCalendar? calendar = null;
        foreach (var (after, recorded) in steps)
        {
            if (IsFiledBy(before, after))
            {
                await OpenAsync(db, after, recorded.At, cancellationToken);
            }

            if (IsOfConcern(before, after, recorded.Happened) && await RowsAsync(db, after.CaseId, cancellationToken) is [var first, ..] rows)
            {
                calendar ??= (await RuleBook.CalendarAsync(db, first.Calendar, first.CalendarVersion, cancellationToken)).Calendar;
                foreach (var row in rows)
                {
                    Change(row, (before, after), recorded);
                    row.Count(calendar, recorded.At);
                }
            }

            before = after;
        }
    }

    /// <summary>Makes the limits anew from all events.</summary>
    public static async Task RebuildAsync(HubDb db, CancellationToken cancellationToken)
    {
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

        await ApplyAsync(db, null, steps, cancellationToken);
    }

    private static async Task OpenAsync(HubDb db, CaseState filed, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var category = filed.Subject.Category ?? (filed.Subject.Kind is { } kind ? RuleBook.AlertPrefix + JsonSerializer.SerializeToElement(kind).GetString() : null);
        if (category is null
            || await RuleBook.RuleAtAsync(db, category, at, cancellationToken) is not var (rule, version)
            || (await RowsAsync(db, filed.CaseId, cancellationToken)).Count > 0)
        {
            return;
        }

        var calendar = await RuleBook.CalendarVersionAtAsync(db, rule.Calendar, at, cancellationToken);
        db.CaseLimits().AddRange(rule.Limits.Select((limit, place) => new CaseLimitRow
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
        }));
    }

    /// <summary>Filed now: a report, or a part of a case that was.</summary>
    private static bool IsFiledBy(CaseState? before, CaseState after) => after is { IsOpen: true, Step: not CaseStep.Reported } && before is null or { Step: CaseStep.Reported };

    /// <summary>Most events are about alerts, and cost nothing here.</summary>
    private static bool IsOfConcern(CaseState? before, CaseState after, CaseEvent happened) =>
        before?.Step != after.Step || RunOf(before) != RunOf(after) || happened is LimitWarned or LimitPassed or StageFinished;

    private static void Change(CaseLimitRow row, (CaseState? Before, CaseState After) state, RecordedEvent recorded)
    {
        var at = recorded.At;
        if (state.After.Step == CaseStep.Reported)
        {
            // Sent back to be filed anew: then it starts anew.
            row.Reset();
            return;
        }

        row.StartedAt ??= row.From switch
        {
            LimitStart.Filed when IsFiledBy(state.Before, state.After) => at,
            LimitStart.Dispatched when state.After.Step is CaseStep.Dispatched or CaseStep.Handling => at,
            LimitStart.Accepted when state.After.Step is CaseStep.Handling => at,
            _ => null,
        };
        switch (recorded.Happened)
        {
            // Never before what it is about: the wall clock may have been set back since.
            case LimitWarned warned when warned.Stage == row.Stage:
                row.WarnedAt = Later(at, row.YellowAt);
                break;
            case LimitPassed passed when passed.Stage == row.Stage:
                row.PassedAt = Later(at, passed.DueAt);
                break;
            case StageFinished finished when finished.Stage == row.Stage:
                row.FinishedAt ??= at;
                break;
        }

        if (row.StartedAt is not null)
        {
            Follow(row, row.FinishedAt is null ? RunOf(state.After) : Run.Ended, at);
        }
    }

    private static void Follow(CaseLimitRow row, Run run, DateTimeOffset at)
    {
        switch (run)
        {
            case Run.Ended when row.EndedAt is null:
                row.EndedAt = at;
                break;
            case Run.Paused:
                row.Pause(row.EndedAt ?? at);
                row.EndedAt = null;
                break;
            case Run.Running:
                if (row.EndedAt is { } ended)
                {
                    // Sent back: the time of the inspection is not the department's.
                    row.Pause(ended);
                    row.EndedAt = null;
                }

                row.GoOn(at);
                break;
        }
    }

    private static Run RunOf(CaseState? state) => state switch
    {
        null => Run.Running,
        { IsOpen: false } or { Step: >= CaseStep.FedBack } => Run.Ended,
        _ => Run.Running,
    };

    private static async Task<IReadOnlyList<CaseLimitRow>> RowsAsync(HubDb db, string caseId, CancellationToken cancellationToken)
    {
        // What this transaction has added or read already is all there is of the case.
        var known = db.CaseLimits().Local.Where(row => row.CaseId == caseId).OrderBy(row => row.Place).ToList();
        return known.Count > 0 ? known : await db.CaseLimits().Where(row => row.CaseId == caseId).OrderBy(row => row.Place).ToListAsync(cancellationToken);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    /// <summary>How the clocks of a case go.</summary>
    private enum Run
    {
        /// <summary>They go.</summary>
        Running,

        /// <summary>They stand still.</summary>
        Paused,

        /// <summary>What they measure is done.</summary>
        Ended,
    }
}
