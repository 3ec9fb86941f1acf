using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Gateways;

/// <summary>Where commands are given to gateways, and what became of them.</summary>
internal sealed class CommandDesk(WriteGate gate, IDbContextFactory<HubDb> store, LiveFeed feed, TimeProvider time)
{
    public const int MaxListed = 200;

    /// <summary>Called when one was given.</summary>
    public Action? Given { get; set; }

    /// <summary>Gives a command.</summary>
    /// <returns>Null for a gateway that has never announced itself.</returns>
    public async Task<GatewayCommandRow?> GiveAsync(GatewayId gateway, CommandWish wish, Caller by, CancellationToken cancellationToken)
    {
        var id = gateway.ToString();
        var given = await gate.WriteAsync(
            async db =>
            {
                if (!await db.Gateways.AnyAsync(row => row.Gateway == id, cancellationToken))
                {
                    return null;
                }

                var now = time.GetUtcNow();
                var row = new GatewayCommandRow
                {
                    Id = Guid.CreateVersion7(now).ToString("n"),
                    Gateway = id,
                    Name = wish.Name,
                    Arguments = wish.Arguments,
                    By = by.Name,
                    At = now,
                    ValidUntil = now + wish.ValidFor,
                };
                db.Commands().Add(row);
                return row;
            },
            cancellationToken);
        if (given is not null)
        {
            Given?.Invoke();
            feed.Publish(new CommandChanged(gateway, given.Id));
        }

        return given;
    }

    /// <summary>One command; null when this gateway was given none of that id.</summary>
    public async Task<GatewayCommandRow?> FindAsync(GatewayId gateway, string id, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var name = gateway.ToString();
        return await db.Commands().AsNoTracking().SingleOrDefaultAsync(row => row.Gateway == name && row.Id == id, cancellationToken);
    }

    /// <summary>The newest, newest first.</summary>
    public Task<IReadOnlyList<GatewayCommandRow>> ListAsync(GatewayId gateway, int limit, CancellationToken cancellationToken) => ListAsync(gateway, null, limit, cancellationToken);

    /// <summary>Those that were asked before one, newest first.</summary>
    public async Task<IReadOnlyList<GatewayCommandRow>> ListAsync(GatewayId gateway, string? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var name = gateway.ToString();
        return await db.Commands().AsNoTracking().Where(row => row.Gateway == name && (before == null || row.Id.CompareTo(before) < 0)).OrderByDescending(row => row.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>What no gateway has answered and may still be carried out, oldest first.</summary>
    public async Task<IReadOnlyList<GatewayCommandRow>> OpenAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        return await db.Commands().AsNoTracking().Where(row => row.Outcome == null && row.ValidUntil >= now).OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The picture that a command took; null when there is none (yet).</summary>
    public async Task<byte[]?> PictureAsync(GatewayId gateway, string id, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var name = gateway.ToString();
        return await db.Evidence.AsNoTracking().Where(row => row.Gateway == name && row.AlertId == id).Select(row => row.Jpeg).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Those of some commands whose picture has come.</summary>
    public async Task<IReadOnlySet<string>> PicturedAsync(GatewayId gateway, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var name = gateway.ToString();
        return await db.Evidence.AsNoTracking().Where(row => row.Gateway == name && ids.Contains(row.AlertId)).Select(row => row.AlertId).ToHashSetAsync(cancellationToken);
    }

    /// <summary>As it goes to its gateway.</summary>
    public static GatewayCommand Message(GatewayCommandRow row) => new()
    {
        Id = row.Id,
        Gateway = GatewayId.Parse(row.Gateway),
        Name = row.Name,
        Arguments = JsonElement.Parse(row.Arguments),
        At = row.At,
        ValidUntil = row.ValidUntil,
    };
}

/// <summary>What is asked.</summary>
/// <param name="Name">Of the command.</param>
/// <param name="Arguments">JSON.</param>
/// <param name="ValidFor">From now.</param>
internal sealed record CommandWish(string Name, string Arguments, TimeSpan ValidFor);
