using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// Keeps what gateways say they lost: the newest lines of each, so that one that loses something a million times does
/// not fill the store. How much it was in all stands with the gateway.
/// </summary>
internal sealed class LossLines(HubDb db, DateTimeOffset now)
{
    /// <summary>So many of each gateway.</summary>
    public const int MaxLines = 1000;

    private readonly HashSet<string> _gateways = [];

    /// <summary>Stores a line, unless one had been stored under its identity before, which is given back, even if it is no longer kept.</summary>
    public async Task<KnownRecord?> AddAsync(AcceptedLoss accepted, long? crc, CancellationToken cancellationToken)
    {
        var (gateway, epoch, sequence) = (accepted.Identity.Gateway.ToString(), accepted.Identity.Epoch, accepted.Identity.Sequence);
        var known = await db.Losses.AsNoTracking()
            .Where(row => row.Gateway == gateway && row.Epoch == epoch && row.Sequence == sequence)
            .Select(row => new KnownRecord(row.Crc))
            .FirstOrDefaultAsync(cancellationToken);
        if (known is not null)
        {
            return known;
        }

        if (await IsForgottenAsync(gateway, epoch, sequence, cancellationToken))
        {
            return new KnownRecord(null);
        }

        db.Losses.Add(Row(accepted, crc));
        await db.SaveChangesAsync(cancellationToken);
        _gateways.Add(gateway);
        return null;
    }

    /// <summary>Deletes the lines that are too many, once for the whole batch. The caller saves.</summary>
    public async Task ForgetOldestAsync(CancellationToken cancellationToken)
    {
        foreach (var gateway in _gateways)
        {
            var last = await db.Losses.AsNoTracking()
                .Where(row => row.Gateway == gateway)
                .OrderByDescending(row => row.Id)
                .Skip(MaxLines)
                .FirstOrDefaultAsync(cancellationToken);
            if (last is null || await db.Gateways.FindAsync([gateway], cancellationToken) is not { } told)
            {
                continue;
            }

            await db.Losses.Where(row => row.Gateway == gateway && row.Id <= last.Id).ExecuteDeleteAsync(cancellationToken);
            told.ForgottenLossSequence = told.ForgottenLossEpoch == last.Epoch ? Math.Max(told.ForgottenLossSequence, last.Sequence) : last.Sequence;
            told.ForgottenLossEpoch = last.Epoch;
        }
    }

    /// <summary>
    /// A gateway sends its lines in order, a few at a time, and again only what it has no answer to. One that is a
    /// thousand lines behind comes from a disk that was put back to an older state, and was counted when it first came.
    /// </summary>
    private async Task<bool> IsForgottenAsync(string gateway, string epoch, long sequence, CancellationToken cancellationToken) =>
        await db.Gateways.FindAsync([gateway], cancellationToken) is { } told && told.ForgottenLossEpoch == epoch && sequence <= told.ForgottenLossSequence;

    private LossRow Row(AcceptedLoss accepted, long? crc) => new()
    {
        Gateway = accepted.Identity.Gateway.ToString(),
        Epoch = accepted.Identity.Epoch,
        Sequence = accepted.Identity.Sequence,
        Crc = crc,
        Lane = accepted.Loss.Lane,
        LostEpoch = accepted.Loss.Epoch,
        LostSequence = accepted.Loss.Sequence,
        LostCount = accepted.Loss.Count,
        Reason = accepted.Loss.Reason,
        FoundAt = accepted.Loss.At,
        Detail = accepted.Loss.Detail,
        CommittedAt = now,
        Historical = accepted.Historical,
        Simulated = accepted.Simulated,
    };
}
