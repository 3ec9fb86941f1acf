using System.Collections.Frozen;
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
    /// <summary>So many are read at once when all is made anew.</summary>
    private const int EventsAtOnce = 2000;

    private const int TellEvery = 50_000;

    /// <summary>Brings the rows of a case up to its state.</summary>
    /// <param name="db">The caller saves.</param>
    /// <param name="before">As the rows are; null when there are none.</param>
    /// <param name="after">As they shall be.</param>
    /// <param name="events">What happened between.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CaseRow> ApplyAsync(HubDb db, CaseState? before, CaseState after, IReadOnlyList<CaseEvent> events, CancellationToken cancellationToken)
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

        await ApplyAlertsAsync(db, before, after, events, cancellationToken);
        await ApplyAssigneesAsync(db, before, after, cancellationToken);
        if (before?.Title != after.Title)
        {
            var known = before is null ? FrozenSet<string>.Empty : CaseRows.WordsOf(before);
            db.AddRange(CaseRows.WordsOf(after).Except(known).Select(word => new CaseWordRow { Word = word, CaseId = after.CaseId }));
        }

        return row;
    }

    /// <summary>Makes the projections anew from all events, one case after the other, some thousand events at a time: there may be millions.</summary>
    /// <returns>How many events there were.</returns>
    public static async Task<long> RebuildAsync(HubDb db, IStoreEngine engine, Action<string> tell, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.CaseAlerts.ExecuteDeleteAsync(cancellationToken);
        await db.Set<CaseAssigneeRow>().ExecuteDeleteAsync(cancellationToken);
        await db.Set<CaseWordRow>().ExecuteDeleteAsync(cancellationToken);
        await db.Cases.ExecuteDeleteAsync(cancellationToken);
        var (count, state) = (0L, default(CaseState));
        while (await NextAsync(db, state, cancellationToken) is { Count: > 0 } some)
        {
            foreach (var recorded in some)
            {
                if (state is not null && state.CaseId != recorded.CaseId)
                {
                    db.AddRange(RowsOf(state));
                    state = null;
                }

                state = CaseState.After(state, CaseEventJson.Read(recorded));
            }

            await BulkSave.SaveAsync(db, engine, cancellationToken);
            db.ChangeTracker.Clear();
            count += some.Count;
            if (count / TellEvery > (count - some.Count) / TellEvery)
            {
                tell($"cases made anew from {count} events …");
            }
        }

        if (state is not null)
        {
            db.AddRange(RowsOf(state));
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    // The next events after those that a state has seen. A page at a time: PostgreSQL writes nothing while it is being read from.
    private static Task<List<CaseEventRow>> NextAsync(HubDb db, CaseState? seen, CancellationToken cancellationToken)
    {
        var events = db.CaseEvents.AsNoTracking();
        if (seen is not null)
        {
            events = events.Where(row => row.CaseId.CompareTo(seen.CaseId) > 0 || (row.CaseId == seen.CaseId && row.Version > seen.Version));
        }

        return events.OrderBy(row => row.CaseId).ThenBy(row => row.Version).Take(EventsAtOnce).ToListAsync(cancellationToken);
    }

    /// <summary>All that the projection has of a case.</summary>
    public static IEnumerable<object> RowsOf(CaseState state) =>
    [
        CaseRows.Of(state),
        .. state.Alerts.Select(alert => CaseRows.Of(state.CaseId, alert.Key, alert.Value)),
        .. state.Assignees.Select(assignee => new CaseAssigneeRow { Assignee = assignee, CaseId = state.CaseId }),
        .. CaseRows.WordsOf(state).Select(word => new CaseWordRow { Word = word, CaseId = state.CaseId }),
    ];

    private static async Task ApplyAlertsAsync(HubDb db, CaseState? before, CaseState after, IReadOnlyList<CaseEvent> events, CancellationToken cancellationToken)
    {
        var takenOver = events.Where(happened => happened.TakesOver).SelectMany(happened => happened.Touches).ToHashSet();
        foreach (var key in events.SelectMany(happened => happened.Touches).Distinct())
        {
            if (!after.Alerts.TryGetValue(key, out var standing))
            {
                // Another case has it now, and writes its row.
                continue;
            }

            if ((before is null || !before.Alerts.ContainsKey(key)) && !takenOver.Contains(key))
            {
                db.CaseAlerts.Add(CaseRows.Of(after.CaseId, key, standing));
                continue;
            }

            var alert = await db.CaseAlerts.FindAsync([key.Gateway, key.AlertId], cancellationToken)
                ?? throw new InvalidOperationException($"Alert {key.AlertId} of {key.Gateway} belongs to no case: rebuild the projections.");
            alert.CaseId = after.CaseId;
            CaseRows.Write(alert, standing);
        }
    }

    private static async Task ApplyAssigneesAsync(HubDb db, CaseState? before, CaseState after, CancellationToken cancellationToken)
    {
        var known = before?.Assignees ?? [];
        foreach (var gone in known.Except(after.Assignees))
        {
            if (await db.Set<CaseAssigneeRow>().FindAsync([gone, after.CaseId], cancellationToken) is { } row)
            {
                db.Remove(row);
            }
        }

        db.AddRange(after.Assignees.Except(known).Select(assignee => new CaseAssigneeRow { Assignee = assignee, CaseId = after.CaseId }));
    }
}
