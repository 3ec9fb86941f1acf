using System.Security.Cryptography;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Where people's commands on cases are carried out: decided, put on record and committed in one transaction, and then told
/// to whoever listens, just as what alerts do to a case.
/// </summary>
internal sealed class CaseDesk(WriteGate gate, CaseJournal journal, CaseDistrict district, CaseNews news, TimeProvider time)
{
    /// <summary>Opens a case with what a person, or a program for one, reports.</summary>
    /// <param name="problem">What and where.</param>
    /// <param name="by">Who tells the hub.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<DeskOutcome> ReportAsync(ReportedProblem problem, Caller by, CancellationToken cancellationToken) =>
        WriteAsync(db => ReportAsync(db, new ReportProblem(problem), by, cancellationToken), cancellationToken);

    /// <summary>Carries out a command, or says why not.</summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="expectedVersion">The version that they have seen; null when they do not care.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<DeskOutcome> ExecuteAsync(string caseId, CaseCommand command, Caller by, int? expectedVersion, CancellationToken cancellationToken) =>
        WriteAsync(db => ExecuteAsync(db, caseId, command, by, expectedVersion, cancellationToken), cancellationToken);

    /// <summary>Adds a picture to a case.</summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="purpose">What it shows.</param>
    /// <param name="image">JPEG or PNG: <see cref="ImageType.Of"/> knows it.</param>
    /// <param name="by">Who adds it.</param>
    /// <param name="expectedVersion">The version that they have seen; null when they do not care.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<DeskOutcome> AttachAsync(string caseId, AttachmentPurpose purpose, byte[] image, Caller by, int? expectedVersion, CancellationToken cancellationToken)
    {
        var type = ImageType.Of(image) ?? throw new ArgumentException("Not a picture.", nameof(image));
        var add = new AddAttachment(purpose, type, image.Length, Convert.ToHexStringLower(SHA256.HashData(image)));
        return WriteAsync(
            async db =>
            {
                var (outcome, done) = await ExecuteAsync(db, caseId, add, by, expectedVersion, cancellationToken);
                if (outcome.Answer == DeskAnswer.Done)
                {
                    db.Add(new CaseAttachmentRow
                    {
                        CaseId = caseId,
                        Number = outcome.Case!.Attachments,
                        Purpose = purpose,
                        ContentType = type,
                        Image = image,
                        Size = image.Length,
                        Sha256 = add.Sha256,
                        At = time.GetUtcNow(),
                        By = by.Name,
                    });
                }

                return (outcome, done);
            },
            cancellationToken);
    }

    /// <summary>Puts on record what the hub itself has found out about alerts.</summary>
    /// <param name="work">Decides in the transaction, and says what became of which case. An exception throws all of it away.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task RecordAsync(Func<HubDb, CaseJournal, Task<IReadOnlyList<CaseOutcome>>> work, CancellationToken cancellationToken)
    {
        var done = await gate.WriteAsync(
            async db =>
            {
                var outcomes = await work(db, journal);
                foreach (var outcome in outcomes)
                {
                    NoticeRows.Add(db, outcome.Notices);
                }

                return outcomes;
            },
            cancellationToken,
            thrownAway: journal.Forget);
        news.Tell(done);
    }

    private async Task<DeskOutcome> WriteAsync(Func<HubDb, Task<(DeskOutcome Outcome, CaseOutcome[] Done)>> work, CancellationToken cancellationToken)
    {
        var (outcome, done) = await gate.WriteAsync(work, cancellationToken, thrownAway: journal.Forget);
        news.Tell(done);
        return outcome;
    }

    private async Task<(DeskOutcome Outcome, CaseOutcome[] Done)> ReportAsync(HubDb db, ReportProblem report, Caller by, CancellationToken cancellationToken)
    {
        if (Forbidden(report, by) is { } forbidden)
        {
            return (new DeskOutcome(DeskAnswer.Forbidden, null, [], forbidden), []);
        }

        var now = time.GetUtcNow();
        var actor = district.ActorOf(by, now);
        if (CaseDecider.Decide(null, report, actor, now).Rejection is { } rejection)
        {
            return (new DeskOutcome(DeskAnswer.Rejected, null, [], rejection), []);
        }

        var level = report.Problem.Level ?? (await RuleBook.RuleAtAsync(db, report.Problem.Category, now, cancellationToken))?.Rule.Level;
        report = new ReportProblem(report.Problem with { Level = level });
        var caseId = await CaseJournal.NextNumberAsync(db, now, time.LocalTimeZone, cancellationToken);
        return Done(db, [await CaseJournal.OpenAsync(db, caseId, [report], actor, now, cancellationToken)]);
    }

    private async Task<(DeskOutcome Outcome, CaseOutcome[] Done)> ExecuteAsync(HubDb db, string caseId, CaseCommand command, Caller by, int? expectedVersion, CancellationToken cancellationToken)
    {
        var found = await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == caseId, cancellationToken);
        if (found is null)
        {
            return (new DeskOutcome(DeskAnswer.NoSuchCase, null, [], CaseRefusals.NoCase(caseId)), []);
        }

        if (Forbidden(command, by) is { } forbidden)
        {
            return (new DeskOutcome(DeskAnswer.Forbidden, found, [], forbidden), []);
        }

        if (expectedVersion is { } expected && expected != found.Version)
        {
            return (new DeskOutcome(DeskAnswer.Stale, found, [], CaseRefusals.Changed(caseId, found.Version, expected)), []);
        }

        var (read, unknown) = await district.ReadAsync(db, command, by, cancellationToken);
        if (unknown is not null)
        {
            return (new DeskOutcome(DeskAnswer.Unknown, found, [], unknown), []);
        }

        var now = time.GetUtcNow();
        var (done, rejected) = await CarryOutAsync(db, caseId, read, (district.ActorOf(by, now), now), cancellationToken);
        return rejected is null
            ? Done(db, done, found)
            : (new DeskOutcome(DeskAnswer.Rejected, found, [], rejected), []);
    }

    private async Task<(CaseOutcome[] Done, Refusal? Rejection)> CarryOutAsync(HubDb db, string caseId, CaseCommand command, (CaseActor By, DateTimeOffset Now) context, CancellationToken cancellationToken)
    {
        if (CaseRelations.IsAbout(command))
        {
            return await new CaseRelations(db, journal, context.By, context.Now).ExecuteAsync(
                caseId,
                command,
                () => CaseJournal.NextNumberAsync(db, context.Now, time.LocalTimeZone, cancellationToken),
                cancellationToken);
        }

        command = command switch
        {
            RequestExtension ask => ask with { LimitDueAt = await LimitProjection.DueAtAsync(db, caseId, cancellationToken) },
            ApproveRequest approve => approve with { LimitDueAt = await LimitProjection.DueAtAsync(db, caseId, cancellationToken) },
            _ => command,
        };
        var outcome = await journal.ExecuteAsync(db, caseId, command, context.By, context.Now, cancellationToken);
        return ([outcome], outcome.Rejection);
    }

    private static (DeskOutcome Outcome, CaseOutcome[] Done) Done(HubDb db, CaseOutcome[] done, CaseRow? found = null)
    {
        foreach (var outcome in done)
        {
            NoticeRows.Add(db, outcome.Notices);
        }

        return (new DeskOutcome(DeskAnswer.Done, done[0].Case ?? found, done[0].Notices, null) { Other = done.ElementAtOrDefault(1)?.Case }, done);
    }

    private static Refusal? Forbidden(CaseCommand command, Caller by) => CaseSteps.NeedOf(command) is var needed && by.May(needed)
        ? null
        : AccessRefusals.NotPermitted(by, [needed]);
}

/// <summary>What became of a person's command.</summary>
/// <param name="Answer">In one word.</param>
/// <param name="Case">As it stands now; null when there is none.</param>
/// <param name="Notices">One for each event, in order.</param>
/// <param name="Why">For whoever wanted it, when it was not done.</param>
internal sealed record DeskOutcome(DeskAnswer Answer, CaseRow? Case, IReadOnlyList<Contracts.CaseNotice> Notices, Refusal? Why)
{
    /// <summary>The other case that it was about: linked, merged into, or split off.</summary>
    public CaseRow? Other { get; init; }
}

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

    /// <summary>They may not.</summary>
    Forbidden,

    /// <summary>It names what is not there.</summary>
    Unknown,
}
