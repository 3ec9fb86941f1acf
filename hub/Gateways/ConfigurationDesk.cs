using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Gateways;

/// <summary>
/// Where the configuration that the hub wants of a gateway is read and changed. The hub looks at its shape alone: what a
/// device is only its gateway knows, and what it refuses it says.
/// </summary>
internal sealed class ConfigurationDesk(WriteGate gate, IDbContextFactory<HubDb> store, LiveFeed feed, TimeProvider time)
{
    public const int MaxListed = 200;

    /// <summary>Called after each change.</summary>
    public Action<GatewayId>? Changed { get; set; }

    /// <summary>What is wanted and what is said; null for a gateway that has never announced itself.</summary>
    public async Task<GatewayConfiguration?> ReadAsync(GatewayId gateway, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var id = gateway.ToString();
        return await db.Gateways.AsNoTracking().AnyAsync(row => row.Gateway == id, cancellationToken)
            ? new GatewayConfiguration(await db.Revisions().AsNoTracking().NewestAsync(id, cancellationToken), await ReportAsync(db, id, cancellationToken))
            : null;
    }

    /// <summary>One revision; null when there is none of that number.</summary>
    public async Task<GatewayRevisionRow?> RevisionAsync(GatewayId gateway, long revision, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var id = gateway.ToString();
        return await db.Revisions().AsNoTracking().SingleOrDefaultAsync(row => row.Gateway == id && row.Revision == revision, cancellationToken);
    }

    /// <summary>The newest revisions before one, newest first.</summary>
    public async Task<IReadOnlyList<GatewayRevisionRow>> HistoryAsync(GatewayId gateway, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var id = gateway.ToString();
        return await db.Revisions().AsNoTracking()
            .Where(row => row.Gateway == id && (before == null || row.Revision < before))
            .OrderByDescending(row => row.Revision)
            .Take(Math.Clamp(limit, 1, MaxListed))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Makes a new revision.</summary>
    /// <param name="gateway">Whose.</param>
    /// <param name="document">Looked at by <see cref="DocumentShape"/> already.</param>
    /// <param name="wish">Who wants it, why, and having seen which.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<RevisionOutcome> PutAsync(GatewayId gateway, string document, RevisionWish wish, CancellationToken cancellationToken) =>
        ChangeAsync(gateway, wish, (_, _) => Task.FromResult<(string?, long?)>((document, null)), cancellationToken);

    /// <summary>Makes a new revision with the content of an earlier one.</summary>
    public Task<RevisionOutcome> RollBackAsync(GatewayId gateway, long to, RevisionWish wish, CancellationToken cancellationToken) => ChangeAsync(
        gateway,
        wish,
        async (db, id) => (await db.Revisions().Where(row => row.Gateway == id && row.Revision == to).Select(row => row.Document).SingleOrDefaultAsync(cancellationToken), to),
        cancellationToken);

    private async Task<RevisionOutcome> ChangeAsync(
        GatewayId gateway, RevisionWish wish, Func<HubDb, string, Task<(string? Document, long? RollbackOf)>> content, CancellationToken cancellationToken)
    {
        var id = gateway.ToString();
        var outcome = await gate.WriteAsync(
            async db =>
            {
                var last = (await db.Revisions().AsNoTracking().NewestAsync(id, cancellationToken))?.Revision ?? 0;
                if (last != wish.Expected)
                {
                    return new RevisionOutcome(null, last) { Stale = true };
                }

                var (document, rollbackOf) = await content(db, id);
                if (document is null)
                {
                    return new RevisionOutcome(null, last);
                }

                // A gateway takes rising numbers alone: after a store was put back it may know higher ones than the store does.
                var heard = (await ReportAsync(db, id, cancellationToken))?.Revision ?? 0;
                var row = new GatewayRevisionRow
                {
                    Gateway = id,
                    Revision = Math.Max(last, heard) + 1,
                    Document = document,
                    Hash = DesiredConfiguration.HashOf(document),
                    By = wish.By.Name,
                    At = time.GetUtcNow(),
                    Note = wish.Note,
                    RollbackOf = rollbackOf,
                };
                db.Revisions().Add(row);
                return new RevisionOutcome(row, last);
            },
            cancellationToken);
        if (outcome.Row is not null)
        {
            Changed?.Invoke(gateway);
            feed.Publish(new ConfigurationWanted(gateway));
        }

        return outcome;
    }

    private static async Task<ReportedConfiguration?> ReportAsync(HubDb db, string gateway, CancellationToken cancellationToken) =>
        await db.Reports().AsNoTracking().Where(row => row.Gateway == gateway).Select(row => row.Report).SingleOrDefaultAsync(cancellationToken) is { } json
            ? JsonSerializer.Deserialize(json, WireJson.Wire.ReportedConfiguration)
            : null;
}

/// <summary>What is wanted of a gateway, and what it said.</summary>
/// <param name="Desired">Null when nothing was ever wanted.</param>
/// <param name="Reported">Null when it never said anything.</param>
internal sealed record GatewayConfiguration(GatewayRevisionRow? Desired, ReportedConfiguration? Reported);

/// <summary>Who wants a revision.</summary>
/// <param name="By">Who.</param>
/// <param name="Expected">The newest revision that they have seen; 0 for none.</param>
/// <param name="Note">Why.</param>
internal sealed record RevisionWish(Caller By, long Expected, string Note);

/// <summary>What became of a wish.</summary>
/// <param name="Row">The new revision; null when there is none.</param>
/// <param name="Last">The newest before it.</param>
internal sealed record RevisionOutcome(GatewayRevisionRow? Row, long Last)
{
    /// <summary>Somebody else has made one since.</summary>
    public bool Stale { get; init; }
}
