using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Where people's commands on cases are carried out: decided, put on record and committed in one transaction, and then told
/// to whoever listens, just as what alerts do to a case.
/// </summary>
internal sealed class CaseDesk(WriteGate gate, CaseJournal journal, LiveFeed feed, IngestOutlet outlet, TimeProvider time)
{
    /// <summary>Carries out a command, or says why not.</summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="expectedVersion">The version that they have seen; null when they do not care.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<DeskOutcome> ExecuteAsync(string caseId, CaseCommand command, Caller by, int? expectedVersion, CancellationToken cancellationToken)
    {
        DeskOutcome outcome;
        try
        {
            outcome = await gate.WriteAsync(db => ExecuteAsync(db, caseId, command, by, expectedVersion, cancellationToken), cancellationToken);
        }
        catch
        {
            journal.Forget();
            throw;
        }

        foreach (var notice in outcome.Notices)
        {
            feed.Publish(new CaseChanged(outcome.Case!.ToView(), notice.Event, notice.AlertId));
        }

        if (outcome.Notices.Count > 0)
        {
            outlet.TellNotices();
        }

        return outcome;
    }

    private async Task<DeskOutcome> ExecuteAsync(HubDb db, string caseId, CaseCommand command, Caller by, int? expectedVersion, CancellationToken cancellationToken)
    {
        var found = await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == caseId, cancellationToken);
        if (found is null)
        {
            return new DeskOutcome(DeskAnswer.NoSuchCase, null, [], $"There is no case {caseId}.");
        }

        if (expectedVersion is { } expected && expected != found.Version)
        {
            return new DeskOutcome(DeskAnswer.Stale, found, [], $"Case {caseId} has changed: it is at version {found.Version}, and {expected} was expected. Read it again.");
        }

        var outcome = await journal.ExecuteAsync(db, caseId, command, by.Name, time.GetUtcNow(), cancellationToken);
        if (outcome.Rejection is { } rejection)
        {
            return new DeskOutcome(DeskAnswer.Rejected, found, [], rejection);
        }

        NoticeRows.Add(db, outcome.Notices);
        return new DeskOutcome(DeskAnswer.Done, outcome.Case ?? found, outcome.Notices, null);
    }
}

/// <summary>What became of a person's command.</summary>
/// <param name="Answer">In one word.</param>
/// <param name="Case">As it stands now; null when there is none.</param>
/// <param name="Notices">One for each event, in order.</param>
/// <param name="Why">For whoever wanted it, when it was not done.</param>
internal sealed record DeskOutcome(DeskAnswer Answer, CaseRow? Case, IReadOnlyList<Contracts.CaseNotice> Notices, string? Why);

/// <summary>What became of a person's command, in one word.</summary>
internal enum DeskAnswer
{
    /// <summary>It is on record.</summary>
    Done,

    /// <summary>There is no case of that number.</summary>
    NoSuchCase,

    /// <summary>The case has changed since they saw it.</summary>
    Stale,

    /// <summary>The case, as it stands, does not take it.</summary>
    Rejected,
}
