using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Correlation;

/// <summary>Brings alerts to their cases, and files those that need one, in the caller's transaction.</summary>
internal sealed class AlertFiling(HubDb db, CaseJournal journal, HubOptions options, DateTimeOffset now)
{
    /// <summary>Why an alert's case is filed.</summary>
    public static readonly Phrase EarlyWarning = new("a sensor's early warning is filed at once", "传感器预警,自动立案");

    private readonly RuleLookup _rules = new(db);
    private readonly OpenCases _open = new(db, options.Correlation, now);
    private readonly HashSet<string> _unsaved = [];

    private Storms Storms => new(_open, options.Correlation, now);

    /// <summary>Asks the store at once for what is near any of these; what is not asked for so is asked for singly.</summary>
    public Task LoadAsync(IEnumerable<ReportedAlert> alerts, CancellationToken cancellationToken) => _open.LoadAsync(alerts, cancellationToken);

    /// <summary>Takes one transition of an alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="transition">What became of it.</param>
    /// <param name="own">The case that has it already; null when none has.</param>
    /// <param name="save">Writes what was decided before, when it has to be read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<FiledAlert> TakeAsync(ReportedAlert alert, AlertTransition transition, string? own, Func<CancellationToken, Task> save, CancellationToken cancellationToken)
    {
        var note = new NoteAlert(alert, transition);
        if ((own ?? await _open.FindAsync(alert, cancellationToken) ?? await Storms.UnderWayAsync(alert, cancellationToken)) is { } joined)
        {
            if (_unsaved.Contains(joined))
            {
                await save(cancellationToken);
            }

            return Filed(joined, [await journal.ExecuteAsync(db, joined, note, CaseJournal.Correlation, now, cancellationToken)]);
        }

        var caseId = await CaseJournal.NextNumberAsync(db, now, options.Time.LocalTimeZone, cancellationToken);
        var (parts, gateways) = await Storms.BreakingAsync(alert, cancellationToken);
        CaseCommand report = parts.Count == 0 ? new ReportAlert(alert) : new ReportStorm(alert, GridOf(alert, parts), LevelOf(alert, parts), gateways);

        // The last says nothing new of an alert that was just raised; if its beginning never arrived, it says that it is over.
        CaseCommand[] commands = [report, new FileCase(EarlyWarning), note];
        var opened = await CaseJournal.OpenAsync(db, caseId, commands, CaseJournal.Correlation, now, cancellationToken, _rules);
        return Filed(caseId, [opened, .. await MergeAsync(parts, caseId, save, cancellationToken)], [.. parts.Select(part => part.CaseId)]);
    }

    /// <summary>What was decided has been written.</summary>
    public void Saved() => _unsaved.Clear();

    private FiledAlert Filed(string caseId, IReadOnlyList<CaseOutcome> outcomes, IReadOnlyList<string>? absorbed = null)
    {
        foreach (var changed in outcomes.Select(outcome => outcome.Case).OfType<CaseRow>())
        {
            _unsaved.Add(changed.CaseId);
            _open.Changed(changed);
        }

        return new FiledAlert(caseId, outcomes, absorbed ?? []);
    }

    private async Task<IReadOnlyList<CaseOutcome>> MergeAsync(IReadOnlyList<CaseRow> parts, string storm, Func<CancellationToken, Task> save, CancellationToken cancellationToken)
    {
        var outcomes = new List<CaseOutcome>();
        var (gateways, minutes) = (options.Correlation.StormGateways, options.Correlation.StormWithin.TotalMinutes);
        var merge = new MergeCase(storm, new($"one of at least {gateways} gateways in trouble within {minutes:0.#} minutes", $"{minutes:0.#}分钟内至少{gateways}个网关异常,此为其一"));
        foreach (var part in parts)
        {
            // What was decided before must be found by what is decided next.
            await save(cancellationToken);
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
        parts.Select(part => part.Level).Append(alert.Level).Append(options.Correlation.StormLevel).Min();

    private static string GridOf(ReportedAlert alert, IReadOnlyList<CaseRow> parts) =>
        parts.All(part => part.Grid == alert.Grid) ? alert.Grid : GridCell.Unassigned;
}

/// <summary>Where an alert has come to.</summary>
/// <param name="CaseId">Its case.</param>
/// <param name="Outcomes">What became of that case, and then of others.</param>
/// <param name="Absorbed">The cases that went up in it.</param>
internal sealed record FiledAlert(string CaseId, IReadOnlyList<CaseOutcome> Outcomes, IReadOnlyList<string> Absorbed);
