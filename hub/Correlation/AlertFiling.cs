using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Correlation;

/// <summary>Brings alerts to their cases, and files those that need one, in the caller's transaction.</summary>
internal sealed class AlertFiling(HubDb db, CaseJournal journal, CorrelationOptions options, DateTimeOffset now, TimeZoneInfo zone)
{
    /// <summary>Takes one transition of an alert.</summary>
    /// <returns>The case it belongs to, and what became of that case and of others.</returns>
    public async Task<(string CaseId, IReadOnlyList<CaseOutcome> Outcomes)> TakeAsync(ReportedAlert alert, AlertTransition transition, CancellationToken cancellationToken)
    {
        var note = new NoteAlert(alert, transition);
        if (await Correlator.FindCaseAsync(db, alert, options, now, cancellationToken) is { } joined)
        {
            return (joined, [await journal.ExecuteAsync(db, joined, note, CaseJournal.Correlation, now, cancellationToken)]);
        }

        var caseId = await CaseJournal.NextNumberAsync(db, now, zone, cancellationToken);
        var parts = await Storms.BreakingAsync(db, alert, options, now, cancellationToken);
        CaseCommand report = parts.Count == 0 ? new ReportAlert(alert) : new ReportStorm(alert, GridOf(alert, parts), LevelOf(alert, parts));

        // The last says nothing new of an alert that was just raised; if its beginning never arrived, it says that it is over.
        CaseCommand[] commands = [report, new FileCase("a sensor's early warning is filed at once"), note];
        var opened = await CaseJournal.OpenAsync(db, caseId, commands, CaseJournal.Correlation, now, cancellationToken);
        return (caseId, [opened, .. await MergeAsync(parts, caseId, cancellationToken)]);
    }

    private async Task<IReadOnlyList<CaseOutcome>> MergeAsync(IReadOnlyList<CaseRow> parts, string storm, CancellationToken cancellationToken)
    {
        var outcomes = new List<CaseOutcome>();
        var merge = new MergeCase(storm, FormattableString.Invariant($"one of at least {options.StormGateways} gateways in trouble within {options.StormWithin.TotalMinutes:0.#} minutes"));
        foreach (var part in parts)
        {
            // What was decided before must be found by what is decided next.
            await db.SaveChangesAsync(cancellationToken);
            var (done, rejection) = await new CaseRelations(db, journal, CaseJournal.Correlation, now)
                .ExecuteAsync(part.CaseId, merge, () => throw new InvalidOperationException("A merge opens no case."), cancellationToken);
            if (rejection is not null)
            {
                throw new InvalidOperationException($"Case {part.CaseId} could not be merged into the storm {storm}: {rejection}");
            }

            outcomes.AddRange(done);
        }

        return outcomes;
    }

    private WarningLevel LevelOf(ReportedAlert alert, IReadOnlyList<CaseRow> parts) =>
        parts.Select(part => part.Level).Append(alert.Level).Append(options.StormLevel).Min();

    private static string GridOf(ReportedAlert alert, IReadOnlyList<CaseRow> parts) =>
        parts.All(part => part.Grid == alert.Grid) ? alert.Grid : GridCell.Unassigned;
}
