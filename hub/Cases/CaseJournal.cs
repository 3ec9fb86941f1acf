using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
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

    private const int NumberDigits = 6;

    private readonly Dictionary<string, CaseState> _remembered = [];

    /// <summary>Who acts when no person does.</summary>
    public static readonly CaseActor Correlation = CaseActor.Above("correlation");

    /// <summary>A number that no case has had: <c>yyyyMMdd-NNNNNN</c>, the hub's local day. Numbers sort as they were given.</summary>
    public static async Task<string> NextNumberAsync(HubDb db, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var day = TimeZoneInfo.ConvertTime(now, zone).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var counter = await db.CaseDays.FindAsync([day], cancellationToken);
        if (counter is null)
        {
            counter = new CaseDayRow { Day = day, Digits = NumberDigits };
            db.CaseDays.Add(counter);
        }

        counter.Last++;

        // A day that began with four digits, under a hub before this one, ends with them: all its numbers sort together.
        var digits = Math.Max(counter.Digits, 4).ToString(CultureInfo.InvariantCulture);
        return $"{day}-{counter.Last.ToString($"D{digits}", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Opens a case under a number that is new: nothing has to be read for it. The caller saves.</summary>
    /// <param name="db">The caller's.</param>
    /// <param name="caseId">The number.</param>
    /// <param name="commands">Carried out in order.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="now">The hub's time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="rules">Of the transaction, for who opens many cases in it.</param>
    public static Task<CaseOutcome> OpenAsync(HubDb db, string caseId, IReadOnlyList<CaseCommand> commands, CaseActor by, DateTimeOffset now, CancellationToken cancellationToken, RuleLookup? rules = null) =>
        RecordAsync(db, caseId, null, commands, (by, now, rules ?? new RuleLookup(db)), cancellationToken);

    /// <summary>Carries out a command, or says why not. The caller saves.</summary>
    public async Task<CaseOutcome> ExecuteAsync(HubDb db, string caseId, CaseCommand command, CaseActor by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = await StateAsync(db, caseId, cancellationToken);
        return await RecordAsync(db, caseId, state, [command], (by, now, new RuleLookup(db)), cancellationToken);
    }

    /// <summary>What was read may not have been committed: the next command reads again.</summary>
    public void Forget() => _remembered.Clear();

    /// <summary>A case as its events say; null when there is none of that number.</summary>
    public async Task<CaseState?> StateAsync(HubDb db, string caseId, CancellationToken cancellationToken)
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
        CaseState? before,
        IReadOnlyList<CaseCommand> commands,
        (CaseActor By, DateTimeOffset Now, RuleLookup Rules) context,
        CancellationToken cancellationToken)
    {
        var after = before;
        var steps = new List<(CaseState State, RecordedEvent Recorded)>();
        foreach (var command in commands)
        {
            var decision = CaseDecider.Decide(after, command, context.By, context.Now);
            if (decision.Rejection is not null)
            {
                return new CaseOutcome(null, [], [], decision.Rejection);
            }

            foreach (var happened in decision.Events)
            {
                var recorded = new RecordedEvent(0, caseId, (after?.Version ?? 0) + 1, context.Now, context.By.Name, happened);
                after = CaseState.After(after, recorded);
                steps.Add((after, recorded));
            }
        }

        if (steps.Count == 0)
        {
            return new CaseOutcome(null, [], [], null);
        }

        var entries = steps.ConvertAll(step => CaseEventJson.Write(step.Recorded));
        db.CaseEvents.AddRange(entries);
        var row = await CaseProjection.ApplyAsync(db, before, after!, steps.ConvertAll(step => step.Recorded.Happened), cancellationToken);
        await LimitProjection.ApplyAsync(db, before, steps, context.Rules, cancellationToken);
        return new CaseOutcome(row, steps.ConvertAll(step => Notice(step.State, step.Recorded)), entries, null);
    }

    private static CaseNotice Notice(CaseState state, RecordedEvent recorded) => new()
    {
        CaseId = state.CaseId,
        Version = state.Version,
        Event = recorded.Happened.GetType().Name,
        Step = state.Step,
        Level = state.Level,
        Kind = state.Subject.Kind,
        Category = state.Subject.Category,
        Title = state.Title,
        Place = state.Subject.Place,
        Grid = state.Subject.Grid,
        AlertId = recorded.Happened.CausedBy,
        At = recorded.At,
        Simulated = state.Simulated,
    };
}

/// <summary>What commands led to.</summary>
/// <param name="Case">As it stands now; null when nothing changed.</param>
/// <param name="Notices">One for each event, in order.</param>
/// <param name="Events">As they were appended, in the same order: they know their positions once they are saved.</param>
/// <param name="Rejection">Why not.</param>
internal sealed record CaseOutcome(CaseRow? Case, IReadOnlyList<CaseNotice> Notices, IReadOnlyList<CaseEventRow> Events, Refusal? Rejection)
{
    /// <summary>What to tell listeners, once it is committed.</summary>
    public IEnumerable<CaseChanged> Changes() => Case is null
        ? []
        : Notices.Zip(Events, (notice, happened) => new CaseChanged(Case.ToView(), notice.Event, notice.AlertId, happened.Position));
}
