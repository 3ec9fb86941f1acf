using EdgeGrid.Contracts;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Keeps <see cref="CaseRow"/> and <see cref="CaseAlertRow"/> as the events say, in the transaction that appends them.
/// The same method makes them anew from all events, so a rebuilt projection equals the live one.
/// </summary>
internal static class CaseProjection
{
    public static async Task<CaseRow> ApplyAsync(HubDb db, CaseEventRow recorded, CaseEvent happened, CancellationToken cancellationToken)
    {
        if (happened is CaseReported reported)
        {
            var opened = Open(recorded, reported.Alert);
            db.Cases.Add(opened);
            db.CaseAlerts.Add(Standing(recorded.CaseId, reported.Alert));
            return opened;
        }

        var row = await db.Cases.FindAsync([recorded.CaseId], cancellationToken)
            ?? throw new InvalidOperationException($"Case {recorded.CaseId} has events but no row: rebuild the projections.");
        row.Version = recorded.Version;
        row.ChangedAt = recorded.At;
        await ChangeAsync(db, row, recorded, happened, cancellationToken);
        return row;
    }

    /// <summary>Makes the projections anew from all events, some thousand at a time: there may be millions.</summary>
    /// <returns>How many events there were.</returns>
    public static async Task<long> RebuildAsync(HubDb db, CancellationToken cancellationToken)
    {
        const int AtOnce = 2000;
        var (count, position) = (0L, 0L);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.CaseAlerts.ExecuteDeleteAsync(cancellationToken);
        await db.Cases.ExecuteDeleteAsync(cancellationToken);
        while (await db.CaseEvents.AsNoTracking().Where(row => row.Position > position).OrderBy(row => row.Position).Take(AtOnce).ToListAsync(cancellationToken) is { Count: > 0 } some)
        {
            // What these events change is read at once, and found by each without a question.
            var cases = some.Select(recorded => recorded.CaseId).Distinct().ToList();
            await db.Cases.Where(row => cases.Contains(row.CaseId)).LoadAsync(cancellationToken);
            await db.CaseAlerts.Where(row => cases.Contains(row.CaseId)).LoadAsync(cancellationToken);
            foreach (var recorded in some)
            {
                await ApplyAsync(db, recorded, CaseEventJson.Read(recorded), cancellationToken);
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
            (count, position) = (count + some.Count, some[^1].Position);
        }

        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    private static async Task ChangeAsync(HubDb db, CaseRow row, CaseEventRow recorded, CaseEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case AlertJoined joined:
                db.CaseAlerts.Add(Standing(row.CaseId, joined.Alert));
                row.Alerts++;
                row.Measured = joined.Alert.Measured;
                row.Title = TitleWith(row.Title, joined.Alert.Kind);
                break;
            case AlertEscalated rose:
                (await StandingAsync(db, rose.Gateway, rose.AlertId, cancellationToken)).Level = rose.Level;
                row.Measured = rose.Measured;
                break;
            case AlertCleared cleared:
                (await StandingAsync(db, cleared.Gateway, cleared.AlertId, cancellationToken)).Cleared = true;
                row.AlertsCleared++;
                row.Measured = cleared.Measured;
                break;
            case LevelRaised raised:
                row.Level = raised.To;
                break;
            case CaseFiled:
                row.Step = CaseStep.Filed;
                row.FiledAt = recorded.At;
                break;
            case CaseDispatched or CaseSentBack:
                row.Step = CaseStep.Dispatched;
                break;
            case CaseAccepted:
                row.Step = CaseStep.Handling;
                break;
            case FeedbackGiven:
                row.Step = CaseStep.FedBack;
                break;
            case CaseClosed:
                row.Step = CaseStep.Closed;
                break;
            case CaseAssessed:
                row.Step = CaseStep.Assessed;
                break;
            default:
                throw new InvalidOperationException($"The projection of cases does not know the event {happened.GetType().Name}.");
        }
    }

    private static CaseRow Open(CaseEventRow recorded, ReportedAlert alert) => new()
    {
        CaseId = recorded.CaseId,
        Version = recorded.Version,
        Step = CaseStep.Reported,
        Level = alert.Level,
        Kind = alert.Kind,
        Title = $"{Words.Of(alert.Kind)} · {alert.Place}",
        Place = alert.Place,
        Grid = alert.Grid,
        Gateway = alert.Gateway,
        Device = alert.Device,
        Latitude = alert.Position?.Latitude,
        Longitude = alert.Position?.Longitude,
        AccuracyMetres = alert.Position?.AccuracyMetres,
        Measured = alert.Measured,
        ReportedAt = recorded.At,
        ChangedAt = recorded.At,
        Alerts = 1,
        Simulated = alert.Simulated,
    };

    /// <summary>«Combustible gas · Heping Road 18» and smoke make «Combustible gas, smoke · Heping Road 18».</summary>
    private static string TitleWith(string title, AlertKind kind)
    {
        var cut = title.IndexOf(" · ", StringComparison.Ordinal);
        var kinds = title[..cut];
        var words = Words.Of(kind);
        return kinds.Contains(words, StringComparison.OrdinalIgnoreCase)
            ? title
            : $"{kinds}, {(kind == AlertKind.Sos ? words : char.ToLowerInvariant(words[0]) + words[1..])}{title[cut..]}";
    }

    private static CaseAlertRow Standing(string caseId, ReportedAlert alert) =>
        new() { Gateway = alert.Gateway, AlertId = alert.AlertId, CaseId = caseId, Kind = alert.Kind, Level = alert.Level };

    private static async Task<CaseAlertRow> StandingAsync(HubDb db, string gateway, string alertId, CancellationToken cancellationToken) =>
        await db.CaseAlerts.FindAsync([gateway, alertId], cancellationToken)
        ?? throw new InvalidOperationException($"Alert {alertId} of {gateway} belongs to no case: rebuild the projections.");
}
