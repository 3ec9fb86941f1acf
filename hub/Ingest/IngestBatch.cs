using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Gateways;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tracking;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Ingest;

/// <summary>What every batch works with.</summary>
internal sealed record IngestContext(HubOptions Options, HubStore Store, ReadingMarks Marks, GridRegistry Grids, GatewayDirectory Directory, IdentityConflicts Conflicts, CaseJournal Journal, TrackerReadings Trackers, ILogger<IngestWriter> Logger);

/// <summary>
/// Takes messages into one open transaction, in order. Nothing here is visible to anyone before the writer commits;
/// when it cannot, the whole batch is thrown away and taken again.
/// </summary>
internal sealed class IngestBatch(IngestContext context, HubDb db, DateTimeOffset now) : IAsyncDisposable
{
    private readonly List<Receipt> _receipts = [];
    private readonly List<LiveChange> _changes = [];
    private readonly List<GatewayStatus> _heard = [];
    private readonly List<Fix> _fixes = [];
    private readonly GatewayTally _tally = new(db, now);
    private readonly BlockInserts _blocks = new(db, context.Store.Engine, context.Marks);
    private readonly LossLines _losses = new(db, now);
    private readonly BatchAlerts _alerts = new(context, db, now);

    /// <summary>Takes them in order. What has to be asked of the store is asked for all of them at once.</summary>
    public async Task TakeAsync(IReadOnlyList<IngestItem> items, CancellationToken cancellationToken)
    {
        await _alerts.LoadAsync(items, cancellationToken);
        foreach (var item in items)
        {
            await TakeAsync(item, cancellationToken);
        }
    }

    private async Task TakeAsync(IngestItem item, CancellationToken cancellationToken)
    {
        if (item.Result is not (AcceptedAlert or AcceptedReadings))
        {
            // What came before must be found by what is asked for this one.
            await SaveAsync(cancellationToken);
        }

        _receipts.Add(item.Result switch
        {
            Refused refused => await QuarantineAsync(item, refused.Reason, cancellationToken),
            AcceptedStatus status => await TakeStatusAsync(item, status.Status, cancellationToken),
            AcceptedReport report => await TakeReportAsync(item, report.Report, cancellationToken),
            AcceptedAnswer answer => await TakeAnswerAsync(item, answer.Answer, cancellationToken),

            // Whoever sends it, and whatever became of its status: an alert that nobody sees costs more than one too many.
            AcceptedAlert => await TakeAlertAsync(item, cancellationToken),
            { Gateway: { } gateway } when !Knows(gateway) =>
                await QuarantineAsync(item, "unknown gateway: it has never told its status", cancellationToken),
            AcceptedReadings readings => await TakeReadingsAsync(item, readings, cancellationToken),
            AcceptedEvidence evidence => await TakeEvidenceAsync(item, evidence, cancellationToken),
            AcceptedLoss loss => await TakeLossAsync(item, loss, cancellationToken),
            _ => throw new InvalidOperationException($"Nothing takes {item.Result.GetType().Name}."),
        });
    }

    /// <summary>Keeps a message that made the hub itself stumble, so that it blocks nothing behind it.</summary>
    public async Task GiveUpAsync(IngestItem item, string reason, CancellationToken cancellationToken) =>
        _receipts.Add(await QuarantineAsync(item, reason, cancellationToken));

    /// <summary>Writes what is counted once a batch. After it, only the commit is left.</summary>
    public async Task<Committed> FinishAsync(CancellationToken cancellationToken)
    {
        await _losses.ForgetOldestAsync(cancellationToken);
        var gateways = await _tally.ApplyAsync(gateway => context.Directory.IsDue(gateway, now), cancellationToken);
        await SaveAsync(cancellationToken);
        foreach (var row in gateways)
        {
            _changes.Add(row.ToNews(context.Conflicts.Exists(row.Gateway)));
        }

        return new Committed(_receipts, _changes, _alerts.Notices);
    }

    /// <summary>What may be believed only after the commit.</summary>
    public void Committed()
    {
        foreach (var gateway in _tally.Announced)
        {
            context.Directory.Add(gateway);
        }

        _blocks.Committed();
        context.Trackers.Committed(_fixes);

        // Each once: heard again in a batch that is taken again, the older of two processes would seem to be back.
        foreach (var status in _heard)
        {
            if (context.Conflicts.Heard(status.Gateway.ToString(), status.BootId, status.StartedAt))
            {
                BrokerLog.TwoAgents(context.Logger, status.Gateway.ToString());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _alerts.DisposeAsync();
        await _blocks.DisposeAsync();
    }

    private bool Knows(GatewayId gateway) => context.Directory.Knows(gateway.ToString()) || _tally.Announced.Contains(gateway.ToString());

    private async Task<Receipt> TakeStatusAsync(IngestItem item, GatewayStatus status, CancellationToken cancellationToken)
    {
        // The will of a process that is gone proves nothing about who lives.
        if (status.Online)
        {
            _heard.Add(status);
        }

        await _tally.AnnounceAsync(status, context.Grids.Locate(status.Cell, status.Position), item.Message.Retained, cancellationToken);
        return new Receipt(item, AckOutcome.Committed);
    }

    private async Task<Receipt> TakeReportAsync(IngestItem item, ReportedConfiguration report, CancellationToken cancellationToken)
    {
        await GatewayReplies.KeepAsync(db, report, now, cancellationToken);
        _changes.Add(new ConfigurationReported(report.Gateway));
        return new Receipt(item, AckOutcome.Committed);
    }

    private async Task<Receipt> TakeAnswerAsync(IngestItem item, CommandAnswer answer, CancellationToken cancellationToken)
    {
        if (!await GatewayReplies.KeepAsync(db, answer, cancellationToken))
        {
            return await QuarantineAsync(item, $"this gateway was asked no command {answer.Id}", cancellationToken);
        }

        _changes.Add(new CommandChanged(answer.Gateway, answer.Id));
        return new Receipt(item, AckOutcome.Committed);
    }

    private async Task<Receipt> TakeAlertAsync(IngestItem item, CancellationToken cancellationToken)
    {
        var (known, rejection) = await _alerts.TakeAsync(item, SaveAsync, cancellationToken);
        if (known is not null)
        {
            return Repeated(item, known.Crc);
        }

        if (rejection is not null)
        {
            await SaveAsync(cancellationToken);
            return await QuarantineAsync(item, rejection, cancellationToken);
        }

        _tally.Count(item.Result.Gateway!.Value.ToString(), alerts: 1);
        return new Receipt(item, AckOutcome.Committed);
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await BulkSave.SaveAsync(db, context.Store.Engine, cancellationToken);
        _changes.AddRange(_alerts.Saved());
    }

    private async Task<Receipt> TakeReadingsAsync(IngestItem item, AcceptedReadings accepted, CancellationToken cancellationToken)
    {
        var identity = accepted.Identity;
        var screened = context.Trackers.Screen(accepted, item.Message);
        var outcome = await _blocks.AddAsync(
            new ReadingBlockRow
            {
                Gateway = identity.Gateway.ToString(),
                Epoch = identity.Epoch,
                Sequence = identity.Sequence,
                Crc = MessageReader.Crc(item.Message),
                Count = identity.Count,
                FirstAt = accepted.FirstAt,
                LastAt = accepted.LastAt,
                CommittedAt = now,
                ContentType = item.Message.ContentType!,
                Payload = screened.Payload,
                Simulated = accepted.Simulated,
            },
            cancellationToken);
        switch (outcome)
        {
            case BlockOutcome.Known:
                return new Receipt(item, AckOutcome.Duplicate);
            case BlockOutcome.Another:
                return Conflicting(item);
            case BlockOutcome.Conflicting:
                return await QuarantineAsync(item, "some of these records are committed already, in other blocks", cancellationToken);
            default:
                await TakeFixesAsync(screened.Fixes, cancellationToken);
                _tally.Count(identity.Gateway.ToString(), readings: identity.Count);
                return new Receipt(item, AckOutcome.Committed);
        }
    }

    private async Task TakeFixesAsync(IReadOnlyList<Fix> fixes, CancellationToken cancellationToken)
    {
        foreach (var fix in fixes)
        {
            await PositionRows.AddAsync(db, fix, cancellationToken);
            _fixes.Add(fix);
        }
    }

    private async Task<Receipt> TakeEvidenceAsync(IngestItem item, AcceptedEvidence accepted, CancellationToken cancellationToken)
    {
        var (gateway, epoch, sequence) = (accepted.Identity.Gateway.ToString(), accepted.Identity.Epoch, accepted.Identity.Sequence);
        var known = await db.Evidence.AsNoTracking()
            .Where(row => row.Gateway == gateway && row.Epoch == epoch && row.Sequence == sequence)
            .Select(row => new KnownRecord(row.Crc))
            .FirstOrDefaultAsync(cancellationToken);
        if (known is not null)
        {
            return Repeated(item, known.Crc);
        }

        db.Evidence.Add(new EvidenceRow
        {
            Gateway = gateway,
            Epoch = epoch,
            Sequence = sequence,
            Crc = MessageReader.Crc(item.Message),
            AlertId = accepted.AlertId,
            Jpeg = item.Message.Payload.ToArray(),
            CommittedAt = now,
            Simulated = accepted.Simulated,
        });
        await db.SaveChangesAsync(cancellationToken);
        var shown = await db.Alerts.AsNoTracking()
            .Where(row => row.AlertId == accepted.AlertId && row.Gateway == gateway)
            .OrderByDescending(row => row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (shown is not null)
        {
            _changes.Add(new AlertChanged(shown.Id, shown.ToView(hasEvidence: true)));
        }
        else if (await db.Commands().AnyAsync(row => row.Id == accepted.AlertId && row.Gateway == gateway, cancellationToken))
        {
            _changes.Add(new CommandChanged(accepted.Identity.Gateway, accepted.AlertId));
        }

        _tally.Count(gateway);
        return new Receipt(item, AckOutcome.Committed);
    }

    private async Task<Receipt> TakeLossAsync(IngestItem item, AcceptedLoss accepted, CancellationToken cancellationToken)
    {
        var known = await _losses.AddAsync(accepted, MessageReader.Crc(item.Message), cancellationToken);
        if (known is not null)
        {
            return Repeated(item, known.Crc);
        }

        _tally.Lost(accepted.Identity.Gateway.ToString(), accepted.Loss);
        return new Receipt(item, AckOutcome.Committed);
    }

    private Receipt Repeated(IngestItem item, long? known) =>
        MessageReader.IsAnother(item.Message, known) ? Conflicting(item) : new Receipt(item, AckOutcome.Duplicate);

    private Receipt Conflicting(IngestItem item)
    {
        IngestLog.Conflicting(context.Logger, QuarantineRows.Bounded(item.Message.Topic), item.Result.Gateway?.ToString());
        return new Receipt(item, AckOutcome.Conflict, "another record is committed under this identity");
    }

    private async Task<Receipt> QuarantineAsync(IngestItem item, string reason, CancellationToken cancellationToken)
    {
        var gateway = item.Result.Gateway?.ToString() ?? "";
        reason = QuarantineRows.Bounded(reason);
        await QuarantineRows.KeepAsync(db, context.Trackers.Screen(item), gateway, reason, now, cancellationToken);
        _tally.Count(gateway, quarantined: 1);
        IngestLog.Quarantined(context.Logger, QuarantineRows.Bounded(item.Message.Topic), reason);
        return new Receipt(item, AckOutcome.Quarantined, reason);
    }
}
