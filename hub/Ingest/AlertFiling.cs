using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Correlation;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// How the alerts of one batch come to their cases. What has to be asked of the store is asked for all of them at once,
/// and what they lead to is written at once: a question and a write for each alert would be all that the hub does.
/// </summary>
internal sealed class AlertFiling(IngestContext context, HubDb db, DateTimeOffset now) : IAsyncDisposable
{
    private readonly KnownAlerts _known = new(db);
    private readonly RuleLookup _rules = new(db);
    private readonly OpenCases _open = new(db, context.Options.Correlation, now);
    private readonly Dictionary<IngestItem, (AcceptedAlert Accepted, ReportedAlert Reported)> _alerts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Alerts that were taken and are not yet written, with what they did.</summary>
    private readonly List<(AlertRow Row, CaseOutcome Outcome)> _unsaved = [];

    /// <summary>How many notices of cases there are to tell.</summary>
    public int Notices { get; private set; }

    /// <summary>Asks the store what it knows of the alerts among these, and of what is near them.</summary>
    public async Task LoadAsync(IReadOnlyList<IngestItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            if (item.Result is AcceptedAlert alert)
            {
                var screened = context.Trackers.Screen(alert);
                _alerts[item] = (screened, Reported(screened));
            }
        }

        await _known.LoadAsync([.. _alerts.Values.Select(alert => alert.Accepted)], cancellationToken);
        await _open.LoadAsync(_alerts.Values.Select(alert => alert.Reported), cancellationToken);
    }

    /// <summary>Takes an alert that was asked about.</summary>
    /// <param name="item">The alert.</param>
    /// <param name="save">Writes what was taken before it, when that has to be read for this one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The record that is committed under its identity, or why its case does not take it; neither when it is taken.</returns>
    public async Task<(KnownRecord? Known, string? Rejection)> TakeAsync(IngestItem item, Func<CancellationToken, Task> save, CancellationToken cancellationToken)
    {
        var (accepted, alert) = _alerts[item];
        if (_known.RecordOf(accepted.Identity) is { } known)
        {
            return (known, null);
        }

        var (caseId, outcome) = await FileOrJoinAsync(accepted, alert, save, cancellationToken);
        if (outcome.Rejection is not null)
        {
            return (null, $"case {caseId} does not take it: {outcome.Rejection}");
        }

        var crc = MessageReader.Crc(item.Message);
        var row = AlertRows.Of(accepted, alert, caseId, crc, now);
        db.Alerts.Add(row);
        NoticeRows.Add(db, outcome.Notices);
        Notices += outcome.Notices.Count;
        _unsaved.Add((row, outcome));
        _known.Take(accepted, crc, caseId);
        if (outcome.Case is { } changed)
        {
            _open.Changed(changed);
        }

        return (null, null);
    }

    /// <summary>What to tell of the alerts that have been written since the last call: only now are their places in the stream of alerts known.</summary>
    public IReadOnlyList<LiveChange> Saved()
    {
        List<LiveChange> changes = [.. _unsaved.SelectMany(taken => taken.Outcome.Changes().Prepend<LiveChange>(new AlertChanged(taken.Row.Id, taken.Row.ToView(hasEvidence: false))))];
        _unsaved.Clear();
        return changes;
    }

    public ValueTask DisposeAsync() => _known.DisposeAsync();

    private async Task<(string CaseId, CaseOutcome Outcome)> FileOrJoinAsync(AcceptedAlert accepted, ReportedAlert alert, Func<CancellationToken, Task> save, CancellationToken cancellationToken)
    {
        var note = new NoteAlert(alert, accepted.Alert.Transition);
        if ((_known.CaseOf(accepted) ?? await _open.FindAsync(alert, cancellationToken)) is { } joined)
        {
            if (_unsaved.Exists(taken => taken.Row.CaseId == joined))
            {
                // Its events are read from the store.
                await save(cancellationToken);
            }

            return (joined, await context.Journal.ExecuteAsync(db, joined, note, CaseJournal.Correlation, now, cancellationToken));
        }

        var caseId = await CaseJournal.NextNumberAsync(db, now, context.Options.Time.LocalTimeZone, cancellationToken);

        // The last says nothing new of an alert that was just raised; if its beginning never arrived, it says that it is over.
        CaseCommand[] commands = [new ReportAlert(alert), new FileCase("a sensor's early warning is filed at once"), note];
        return (caseId, await CaseJournal.OpenAsync(db, caseId, commands, CaseJournal.Correlation, now, cancellationToken, _rules));
    }

    private ReportedAlert Reported(AcceptedAlert accepted) => new()
    {
        Gateway = accepted.Identity.Gateway.ToString(),
        AlertId = accepted.Alert.AlertId,
        Kind = accepted.Alert.Kind,
        Level = accepted.Alert.Level,
        Device = accepted.Alert.Device,
        Place = accepted.Alert.Place,
        Grid = context.Grids.Locate(accepted.Alert.Cell, accepted.Alert.Position),
        Position = accepted.Alert.Position,
        Measured = accepted.Alert.Measured,
        Simulated = accepted.Simulated,
    };
}
