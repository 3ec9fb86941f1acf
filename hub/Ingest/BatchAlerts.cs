using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Correlation;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// How the alerts of one batch come to their cases. What has to be asked of the store is asked for all of them at once,
/// and what they lead to is written at once: a question and a write for each alert would be all that the hub does.
/// </summary>
internal sealed class BatchAlerts(IngestContext context, HubDb db, DateTimeOffset now) : IAsyncDisposable
{
    private readonly KnownAlerts _known = new(db);
    private readonly AlertFiling _filing = new(db, context.Journal, context.Options, now);
    private readonly Dictionary<IngestItem, (AcceptedAlert Accepted, ReportedAlert Reported)> _alerts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Alerts that were taken and are not yet written, with what they did.</summary>
    private readonly List<(AlertRow Row, IReadOnlyList<CaseOutcome> Outcomes)> _unsaved = [];

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
        await _filing.LoadAsync(_alerts.Values.Select(alert => alert.Reported), cancellationToken);
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

        var filed = await _filing.TakeAsync(alert, accepted.Alert.Transition, _known.CaseOf(accepted), save, cancellationToken);
        if (filed.Outcomes[0].Rejection is { } rejection)
        {
            return (null, $"case {filed.CaseId} does not take it: {rejection}");
        }

        var crc = MessageReader.Crc(item.Message);
        var row = AlertRows.Of(accepted, alert, filed.CaseId, crc, now);
        db.Alerts.Add(row);
        foreach (var outcome in filed.Outcomes)
        {
            NoticeRows.Add(db, outcome.Notices);
            Notices += outcome.Notices.Count;
        }

        _unsaved.Add((row, filed.Outcomes));
        _known.Take(accepted, crc, filed.CaseId);
        _known.Move(filed.Absorbed, filed.CaseId);
        return (null, null);
    }

    /// <summary>What to tell of the alerts that have been written since the last call: only now are their places in the stream of alerts known.</summary>
    public IReadOnlyList<LiveChange> Saved()
    {
        List<LiveChange> changes = [.. _unsaved.SelectMany(taken => taken.Outcomes.SelectMany(outcome => outcome.Changes()).Prepend<LiveChange>(new AlertChanged(taken.Row.Id, taken.Row.ToView(hasEvidence: false))))];
        _unsaved.Clear();
        _filing.Saved();
        return changes;
    }

    public ValueTask DisposeAsync() => _known.DisposeAsync();

    private ReportedAlert Reported(AcceptedAlert accepted) =>
        AlertRows.Reported(accepted, context.Grids.Locate(accepted.Alert.Cell, accepted.Alert.Position));
}
