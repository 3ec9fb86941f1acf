using System.Security.Cryptography;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Warnings;

/// <summary>
/// Publishes warnings of cases: for each case one thread of messages, an alert, updates of it, and a cancellation, after
/// which another alert may follow.
/// </summary>
internal sealed class WarningDesk(WriteGate gate, GridRegistry grids, WarningOptions options, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Publishes, on the disk when it returns; or says why not.</summary>
    public Task<WarningOutcome> PublishAsync(WarningRequest wanted, Caller by, CancellationToken cancellationToken) =>
        gate.WriteAsync(db => PublishAsync(db, wanted, by, cancellationToken), cancellationToken);

    private async Task<WarningOutcome> PublishAsync(HubDb db, WarningRequest wanted, Caller by, CancellationToken cancellationToken)
    {
        var found = await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == wanted.CaseId, cancellationToken);
        if (found is null)
        {
            return new WarningOutcome(null, StatusCodes.Status404NotFound, CaseRefusals.NoCase(wanted.CaseId));
        }

        var sentAt = time.GetUtcNow();
        var expiresAt = wanted.ExpiresAt ?? sentAt + options.HoldsFor;
        if (expiresAt <= sentAt || expiresAt > sentAt + Longest)
        {
            return new WarningOutcome(null, StatusCodes.Status422UnprocessableEntity, WarningRefusals.Expiry(Longest.Days));
        }

        var live = await LiveAsync(db, found.CaseId, sentAt, cancellationToken);
        if (Unfit(wanted.Message, live, found.CaseId) is { } unfit)
        {
            return new WarningOutcome(null, StatusCodes.Status409Conflict, unfit);
        }

        // With something of chance: a store that is put back, or another hub's, must not give the same name twice.
        var identifier = $"{options.Sender}.{found.CaseId}.{live.Count + 1}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var frame = new WarningFrame(identifier, sentAt, expiresAt, [.. live.Select(row => new CapReference(row.Sender, row.Identifier, row.SentAt))], options);
        var alert = WarningDraft.Of(found, grids.Cell(found.Grid), wanted, frame);
        var row = new WarningRow
        {
            Identifier = identifier,
            CaseId = found.CaseId,
            Message = wanted.Message,
            Sender = options.Sender,
            SentAt = sentAt,
            ExpiresAt = expiresAt,
            Level = found.Level,
            HeadlineZh = alert.Infos[0].Headline,
            Headline = alert.Infos[1].Headline,
            Simulated = found.Simulated,
            PublishedBy = by.Name,
            Xml = CapXml.Write(alert),
        };
        db.Add(row);
        return new WarningOutcome(row, StatusCodes.Status201Created, null);
    }

    /// <summary>The messages of the thread that holds now, oldest first; empty when none does.</summary>
    private static async Task<List<WarningRow>> LiveAsync(HubDb db, string caseId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await db.Set<WarningRow>().AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var begun = all.FindLastIndex(row => row.Message == CapMessage.Alert);
        return begun < 0 || all[^1].Message == CapMessage.Cancel || all[^1].ExpiresAt <= now ? [] : all[begun..];
    }

    private static Refusal? Unfit(CapMessage wanted, List<WarningRow> live, string caseId) => (wanted, live.Count) switch
    {
        (CapMessage.Alert, > 0) => WarningRefusals.Holds(caseId, live[^1].Identifier),
        (CapMessage.Update or CapMessage.Cancel, 0) => WarningRefusals.NoneHolds(caseId),
        _ => null,
    };
}

/// <summary>What somebody wants published.</summary>
/// <param name="CaseId">Of which case.</param>
/// <param name="Message">An alert, an update or a cancellation.</param>
/// <param name="Zh">What it says in Chinese; the hub's own words when null.</param>
/// <param name="En">What it says in English; the hub's own words when null.</param>
/// <param name="ExpiresAt">Until when it holds; some hours when null.</param>
internal sealed record WarningRequest(string CaseId, CapMessage Message, WarningText? Zh = null, WarningText? En = null, DateTimeOffset? ExpiresAt = null)
{
    private const int MaxHeadline = 160;

    private const int MaxText = 2000;

    /// <summary>What cannot be published; null when it can.</summary>
    public Refusal? Problem() =>
        !Enum.IsDefined(Message) ? WarningRefusals.Message
        : new[] { Zh, En }.OfType<WarningText>().Any(text => text.Headline is { Length: 0 or > MaxHeadline } || text.Description is { Length: 0 or > MaxText } || text.Instruction is { Length: 0 or > MaxText })
            ? WarningRefusals.Lengths(MaxHeadline, MaxText)
        : null;
}

/// <summary>A warning's words in one language; the hub's own where null.</summary>
internal sealed record WarningText(string? Headline = null, string? Description = null, string? Instruction = null);

/// <summary>What became of it.</summary>
internal sealed record WarningOutcome(WarningRow? Published, int Status, Refusal? Why);
