using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Puts decisions on record: reads a case's events, decides, appends with the expected version and projects, all in
/// the caller's transaction. Two writers who decide on the same version collide on a unique index, never silently.
/// <para>
/// It remembers the states of the cases that changed last, so that a command reads only what has happened since: a
/// contact that chatters all night makes a case of thousands of events. For one writer; what was read in a transaction
/// that is thrown away has to be forgotten with it.
/// </para>
/// </summary>
internal sealed class CaseJournal
{
    private const int MaxRemembered = 512;

    private readonly Dictionary<string, CaseState> _remembered = [];

    /// <summary>Who acts when no person does.</summary>
    public const string Correlation = "correlation";

    /// <summary>A number that no case has had: <c>yyyyMMdd-NNNN</c>, the hub's local day.</summary>
    public static async Task<string> NextNumberAsync(HubDb db, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var day = TimeZoneInfo.ConvertTime(now, zone).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var counter = await db.CaseDays.FindAsync([day], cancellationToken);
        if (counter is null)
        {
            counter = new CaseDayRow { Day = day };
            db.CaseDays.Add(counter);
        }

        counter.Last++;
        return string.Create(CultureInfo.InvariantCulture, $"{day}-{counter.Last:D4}");
    }

    /// <summary>Opens a case under a number that is new: nothing has to be read for it. The caller saves.</summary>
    public static Task<CaseOutcome> OpenAsync(HubDb db, string caseId, IReadOnlyList<CaseCommand> commands, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        RecordAsync(db, caseId, null, commands, (by, now), cancellationToken);

    /// <summary>Carries out a command, or says why not. The caller saves.</summary>
    public async Task<CaseOutcome> ExecuteAsync(HubDb db, string caseId, CaseCommand command, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = await ReadAsync(db, caseId, cancellationToken);
        return await RecordAsync(db, caseId, state, [command], (by, now), cancellationToken);
    }

    /// <summary>What was read may not have been committed: the next command reads again.</summary>
    public void Forget() => _remembered.Clear();

    private async Task<CaseState?> ReadAsync(HubDb db, string caseId, CancellationToken cancellationToken)
    {
        var state = _remembered.GetValueOrDefault(caseId);
        var known = state?.Version ?? 0;
        var since = await db.CaseEvents.AsNoTracking()
            .Where(row => row.CaseId == caseId && row.Version > known)
            .OrderBy(row => row.Version)
            .ToListAsync(cancellationToken);
        state = since.Select(CaseEventJson.Read).Aggregate(state, CaseState.After);
        if (state is not null)
        {
            if (_remembered.Count == MaxRemembered)
            {
                _remembered.Clear();
            }

            _remembered[caseId] = state;
        }

        return state;
    }

    private static async Task<CaseOutcome> RecordAsync(
        HubDb db,
        string caseId,
        CaseState? state,
        IReadOnlyList<CaseCommand> commands,
        (string By, DateTimeOffset Now) context,
        CancellationToken cancellationToken)
    {
        var version = state?.Version ?? 0;
        var notices = new List<CaseNotice>();
        CaseRow? row = null;
        foreach (var command in commands)
        {
            var decision = CaseDecider.Decide(state, command, context.Now);
            if (decision.Rejection is not null)
            {
                return new CaseOutcome(row, notices, $"{command.GetType().Name}: {decision.Rejection}");
            }

            foreach (var happened in decision.Events)
            {
                var entry = CaseEventJson.Write(caseId, ++version, happened, context.By, context.Now);
                db.CaseEvents.Add(entry);
                row = await CaseProjection.ApplyAsync(db, entry, happened, cancellationToken);
                notices.Add(Notice(row, entry, happened));
                state = CaseState.After(state, happened);
            }
        }

        return new CaseOutcome(row, notices, null);
    }

    private static CaseNotice Notice(CaseRow row, CaseEventRow entry, CaseEvent happened) => new()
    {
        CaseId = row.CaseId,
        Version = entry.Version,
        Event = entry.Type,
        Step = row.Step,
        Level = row.Level,
        Kind = row.Kind,
        Title = row.Title,
        Place = row.Place,
        Grid = row.Grid,
        AlertId = happened.CausedBy,
        At = entry.At,
        Simulated = row.Simulated,
    };
}

/// <summary>What commands led to.</summary>
/// <param name="Case">As it stands now; null when nothing changed.</param>
/// <param name="Notices">One for each event, in order.</param>
/// <param name="Rejection">Why not.</param>
internal sealed record CaseOutcome(CaseRow? Case, IReadOnlyList<CaseNotice> Notices, string? Rejection);
