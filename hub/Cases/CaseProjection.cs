using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Keeps <see cref="CaseRow"/> and <see cref="CaseAlertRow"/> as the case's state says, in the transaction that appends
/// its events. The rows are made of the state alone and the state of the events alone, so a rebuilt projection equals the
/// live one.
/// </summary>
internal static class CaseProjection
{
    /// <summary>Brings the rows of a case up to its state.</summary>
    /// <param name="db">The caller saves.</param>
    /// <param name="before">As the rows are; null when there are none.</param>
    /// <param name="after">As they shall be.</param>
    /// <param name="touched">The alerts that anything happened to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CaseRow> ApplyAsync(HubDb db, CaseState? before, CaseState after, IReadOnlySet<(string Gateway, string AlertId)> touched, CancellationToken cancellationToken)
    {
        CaseRow row;
        if (before is null)
        {
            row = CaseRows.Of(after);
            db.Cases.Add(row);
        }
        else
        {
            row = await db.Cases.FindAsync([after.CaseId], cancellationToken)
                ?? throw new InvalidOperationException($"Case {after.CaseId} has events but no row: rebuild the projections.");
            CaseRows.Write(row, after);
        }

        foreach (var key in touched)
        {
            if (!after.Alerts.TryGetValue(key, out var standing))
            {
                continue;
            }

            if (before is null || !before.Alerts.ContainsKey(key))
            {
                db.CaseAlerts.Add(CaseRows.Of(after.CaseId, key, standing));
                continue;
            }

            var alert = await db.CaseAlerts.FindAsync([key.Gateway, key.AlertId], cancellationToken)
                ?? throw new InvalidOperationException($"Alert {key.AlertId} of {key.Gateway} belongs to no case: rebuild the projections.");
            CaseRows.Write(alert, standing);
        }

        return row;
    }

    /// <summary>Makes the projections anew from all events, one case after the other.</summary>
    public static async Task RebuildAsync(HubDb db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.CaseAlerts.ExecuteDeleteAsync(cancellationToken);
        await db.Cases.ExecuteDeleteAsync(cancellationToken);
        CaseState? state = null;
        await foreach (var recorded in db.CaseEvents.AsNoTracking().OrderBy(row => row.CaseId).ThenBy(row => row.Version).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (state is not null && state.CaseId != recorded.CaseId)
            {
                Add(db, state);
                state = null;
            }

            state = CaseState.After(state, CaseEventJson.Read(recorded));
        }

        if (state is not null)
        {
            Add(db, state);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static void Add(HubDb db, CaseState state)
    {
        db.Cases.Add(CaseRows.Of(state));
        db.CaseAlerts.AddRange(state.Alerts.Select(alert => CaseRows.Of(state.CaseId, alert.Key, alert.Value)));
    }
}
