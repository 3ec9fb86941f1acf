using System.Collections.Immutable;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tracking;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.People;

/// <summary>
/// The staff as it is now, in memory, and where it is changed. A change is checked as a whole staff: what was wrong
/// before, because a grid has gone meanwhile, does not keep anyone from changing something else.
/// </summary>
internal sealed class StaffDirectory(WriteGate gate, GridRegistry grids, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private readonly List<Action<Staff>> _followers = [];
    private volatile StaffState _state = new(Staff.Nobody, ImmutableDictionary<(StaffKind, string), long>.Empty, 0);

    /// <summary>Everyone, as of the last change.</summary>
    public Staff Now => _state.Staff;

    /// <summary>Tells somebody the staff now, and again after each change. For the start only.</summary>
    public void Follow(Action<Staff> follower)
    {
        _followers.Add(follower);
        follower(Now);
    }

    /// <summary>The version of a record; null when there is none.</summary>
    public long? VersionOf(StaffKind kind, string id) => _state.Versions.TryGetValue((kind, id), out var version) ? version : null;

    /// <summary>Reads everything, once, at the start.</summary>
    public async Task LoadAsync(HubDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Set<StaffRow>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var records = rows.ConvertAll(row => StaffJson.Read(row));
        var file = new StaffFile { Departments = [.. records.OfType<Department>()], People = [.. records.OfType<Person>()], Rosters = [.. records.OfType<Roster>()] };
        Believe(new StaffState(
            new Staff(file, time.LocalTimeZone),
            rows.ToImmutableDictionary(row => (row.Kind, row.Id), row => row.Version),
            rows.Count == 0 ? 0 : rows.Max(row => row.Version)));
    }

    /// <summary>Puts one record in, or takes it out when it is null.</summary>
    /// <param name="kind">Of which kind.</param>
    /// <param name="id">Which.</param>
    /// <param name="record">As it shall be.</param>
    /// <param name="expected">The version that the caller has seen; null when they believe that there is none.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<StaffOutcome> ChangeAsync(StaffKind kind, string id, StaffRecord? record, long? expected, Caller by, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (VersionOf(kind, id) != expected)
            {
                return new StaffOutcome(VersionOf(kind, id), [], Stale: true);
            }

            var after = Now.With(kind, id, record);
            var problems = StaffCheck.Problems(after, grids);
            if (problems.Count > 0 && problems.Except(StaffCheck.Problems(Now, grids)).ToList() is { Count: > 0 } made)
            {
                return new StaffOutcome(expected, made);
            }

            await CommitAsync(after, [(kind, id, record)], by, cancellationToken);
            return new StaffOutcome(VersionOf(kind, id), []);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Takes a whole file, or nothing of it and says everything that is wrong.</summary>
    /// <param name="file">What shall be.</param>
    /// <param name="replace">Whether whoever is not in it goes.</param>
    /// <param name="dryRun">Only says what would be.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<StaffReport> ImportAsync(StaffFile file, bool replace, bool dryRun, Caller by, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var after = Now.With(file, replace);
            var problems = StaffCheck.Problems(after, grids);
            var changes = problems.Count > 0 ? [] : Differences(Now, after).ToList();
            if (changes.Count > 0 && !dryRun)
            {
                await CommitAsync(after, changes, by, cancellationToken);
            }

            return new StaffReport(
                problems.Count == 0 && !dryRun,
                changes.Count(change => change.Record is not null),
                changes.Count(change => change.Record is null),
                problems,
                StaffCheck.Notes(after));
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();

    private static IEnumerable<(StaffKind Kind, string Id, StaffRecord? Record)> Differences(Staff before, Staff after) =>
        Differences(StaffKind.Department, before.Departments, after.Departments)
            .Concat(Differences(StaffKind.Person, before.People, after.People))
            .Concat(Differences(StaffKind.Roster, before.Rosters, after.Rosters));

    private static IEnumerable<(StaffKind Kind, string Id, StaffRecord? Record)> Differences<T>(StaffKind kind, IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> after)
        where T : StaffRecord
    {
        foreach (var gone in before.Keys.Where(id => !after.ContainsKey(id)))
        {
            yield return (kind, gone, null);
        }

        foreach (var (id, record) in after)
        {
            // Records compare their lists by reference, so it is the text that tells.
            if (!before.TryGetValue(id, out var old) || (!ReferenceEquals(old, record) && StaffJson.Write(old) != StaffJson.Write(record)))
            {
                yield return (kind, id, record);
            }
        }
    }

    private async Task CommitAsync(Staff after, List<(StaffKind Kind, string Id, StaffRecord? Record)> changes, Caller by, CancellationToken cancellationToken)
    {
        var version = _state.LastVersion + 1;
        var now = time.GetUtcNow();
        await gate.WriteAsync(
            async db =>
            {
                // All at once: ten thousand questions would keep ingest waiting.
                var (kind, id, _) = changes[0];
                var rows = await db.Set<StaffRow>()
                    .Where(row => changes.Count > 1 || (row.Kind == kind && row.Id == id))
                    .ToDictionaryAsync(row => (row.Kind, row.Id), cancellationToken);
                foreach (var change in changes)
                {
                    await PutAsync(db, rows.GetValueOrDefault((change.Kind, change.Id)), change, new StaffStamp(version, by.Name, now), cancellationToken);
                }

                return true;
            },
            cancellationToken);
        Believe(new StaffState(
            after,
            _state.Versions
                .RemoveRange(changes.Where(change => change.Record is null).Select(change => (change.Kind, change.Id)))
                .SetItems(changes.Where(change => change.Record is not null).Select(change => KeyValuePair.Create((change.Kind, change.Id), version))),
            version));
    }

    private static async Task PutAsync(HubDb db, StaffRow? row, (StaffKind Kind, string Id, StaffRecord? Record) change, StaffStamp stamp, CancellationToken cancellationToken)
    {
        if (change.Record is null)
        {
            if (change.Kind == StaffKind.Person)
            {
                // Nothing personal stays behind.
                await db.Set<PositionRow>().Where(position => position.Person == change.Id).ExecuteDeleteAsync(cancellationToken);
            }

            db.Remove(row ?? throw new InvalidOperationException($"The staff record {change.Id} is in memory but not in the store."));
        }
        else if (row is null)
        {
            db.Add(new StaffRow { Kind = change.Kind, Id = change.Id, Version = stamp.Version, Definition = StaffJson.Write(change.Record), ChangedAt = stamp.At, ChangedBy = stamp.By });
        }
        else
        {
            (row.Version, row.Definition, row.ChangedAt, row.ChangedBy) = (stamp.Version, StaffJson.Write(change.Record), stamp.At, stamp.By);
        }
    }

    private void Believe(StaffState state)
    {
        _state = state;
        _followers.ForEach(follower => follower(state.Staff));
    }

    private sealed record StaffStamp(long Version, string By, DateTimeOffset At);

    private sealed record StaffState(Staff Staff, ImmutableDictionary<(StaffKind Kind, string Id), long> Versions, long LastVersion);
}

/// <summary>What became of a change.</summary>
/// <param name="Version">The record's version now; null when there is no such record.</param>
/// <param name="Problems">Why it was not done.</param>
/// <param name="Stale">It has another version than the caller believed.</param>
internal sealed record StaffOutcome(long? Version, IReadOnlyList<Phrase> Problems, bool Stale = false);

/// <summary>What became of an import, or would.</summary>
/// <param name="Done">Whether it is in the store. All of it, or nothing.</param>
/// <param name="Changed">Records that are new or other than before.</param>
/// <param name="Removed">Records that have gone.</param>
/// <param name="Problems">What must be put right first.</param>
/// <param name="Notes">What may stay, and should be looked at.</param>
internal sealed record StaffReport(bool Done, int Changed, int Removed, IReadOnlyList<Phrase> Problems, IReadOnlyList<Phrase> Notes)
{
    public StaffReport In(Language language) =>
        this with { Problems = [.. Problems.Select(one => one.Only(language))], Notes = [.. Notes.Select(one => one.Only(language))] };
}
