using EdgeGrid.Contracts;
using EdgeGrid.Hub.Rules;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>What an event of a case does to its limits.</summary>
internal static class LimitChanges
{
    /// <summary>Filed now: a report, or a part of a case that was.</summary>
    public static bool IsFiled(CaseState? before, CaseState after) => after is { IsOpen: true, Step: not CaseStep.Reported } && before is null or { Step: CaseStep.Reported };

    /// <summary>Most events are about alerts, and cost nothing here.</summary>
    public static bool Concern(CaseState? before, CaseState after, CaseEvent happened) =>
        before?.Step != after.Step || RunOf(before) != RunOf(after) || happened is LimitWarned or LimitPassed or StageFinished or CaseExtended;

    /// <summary>Brings the limits of a case up to an event; what follows from the calendar is counted after.</summary>
    public static void Apply(IReadOnlyList<CaseLimitRow> rows, (CaseState? Before, CaseState After) state, RecordedEvent recorded)
    {
        foreach (var row in rows)
        {
            Change(row, state, recorded);
        }

        // Of stages the last: what is asked for is more time for the whole.
        if (recorded.Happened is CaseExtended extended && rows.LastOrDefault(IsRunning) is { } last)
        {
            (last.ExtendedAt, last.ExtendedTo) = (recorded.At, extended.DueAt);
        }

        foreach (var row in rows)
        {
            row.ResumesAt = state.After.Suspended && IsRunning(row) ? state.After.SuspendedUntil : null;
        }

        static bool IsRunning(CaseLimitRow row) => row is { StartedAt: not null, EndedAt: null };
    }

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
            LimitStart.Filed when IsFiled(state.Before, state.After) => at,
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

                // A hub that was down when the suspension was over ends it late; the clock has gone on since it was.
                row.GoOn(row.ResumesAt < at ? row.ResumesAt.Value : at);
                break;
        }
    }

    private static Run RunOf(CaseState? state) => state switch
    {
        null => Run.Running,
        { IsOpen: false } or { Step: >= CaseStep.FedBack } => Run.Ended,
        { Suspended: true } => Run.Paused,
        _ => Run.Running,
    };

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
