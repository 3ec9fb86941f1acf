using System.Collections.Concurrent;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// Takes what is queued into one transaction, commits it, and only then lets anyone know.
/// A store that cannot be written is tried again until it can, and nothing is acknowledged meanwhile; a single message
/// that makes the hub stumble goes to quarantine.
/// </summary>
internal sealed class IngestWriter(IngestContext context, HubStore store, WriteGate gate, IngestInlet inlet, IngestOutlet outlet, LiveFeed feed)
{
    private const int MaxMessages = 256;

    private static readonly ConcurrentDictionary<Type, bool> Warm = new();

    /// <summary>What an alert may have to wait for: some 20 ms.</summary>
    private const int MaxBytes = 2 * 1024 * 1024;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private long _noticesDeleted;
    private volatile bool _storeFails;

    /// <summary>False while the store cannot be written: nothing is acknowledged then.</summary>
    public bool CanWrite => !_storeFails;

    /// <summary>Writes until the inlet is complete and empty.</summary>
    /// <param name="cancellationToken">Gives up: what is not committed stays with its senders.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var items = new List<IngestItem>(MaxMessages);
        while (await inlet.Items.WaitToReadAsync(cancellationToken))
        {
            items.Clear();
            for (long bytes = 0; items.Count < MaxMessages && bytes < MaxBytes && inlet.Items.TryRead(out var item);)
            {
                items.Add(item);
                bytes += item.Message.Payload.Length;
            }

            await WriteAsync(items, cancellationToken);
        }

        outlet.Complete();
    }

    /// <summary>Takes alerts all the way, and throws them away. Once for a kind of store in a process: what is compiled stays so.</summary>
    public async Task WarmUpAsync()
    {
        if (!Warm.TryAdd(store.Engine.GetType(), true))
        {
            return;
        }

        for (var round = 0; round < WarmUp.Rounds; round++)
        {
            var now = context.Options.Time.GetUtcNow();
            await using var db = store.CreateDbContext();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await using var batch = new IngestBatch(context, db, now);
            foreach (var item in WarmUp.Items(now))
            {
                await batch.TakeAsync([item], CancellationToken.None);
                await batch.FinishAsync(CancellationToken.None);

                // As if each came alone: what the context remembers it does not read.
                db.ChangeTracker.Clear();
            }

            await transaction.RollbackAsync();
            context.Journal.Forget();
        }
    }

    private async Task WriteAsync(List<IngestItem> items, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var committed in await CommitAsync(items, cancellationToken))
            {
                foreach (var change in committed.Changes)
                {
                    feed.Publish(change);
                }

                await outlet.WriteAsync(committed, cancellationToken);
            }
        }
        finally
        {
            foreach (var item in items.Where(item => item.Acknowledge is not null))
            {
                inlet.Pressure.Leave(item.Message.Payload.Length);
            }
        }
    }

    private async Task<IReadOnlyList<Committed>> CommitAsync(List<IngestItem> items, CancellationToken cancellationToken)
    {
        try
        {
            return [await CommitAsync(batch => batch.TakeAsync(items, CancellationToken.None), cancellationToken)];
        }
        catch (Exception e) when (e is not OperationCanceledException && items.Count > 1)
        {
            // One of them makes us stumble: found by taking them one by one.
            var singly = new List<Committed>(items.Count);
            foreach (var item in items)
            {
                singly.AddRange(await CommitAsync([item], cancellationToken));
            }

            return singly;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            IngestLog.Stumbled(context.Logger, e, items[0].Message.Topic);
            return [await CommitAsync(batch => batch.GiveUpAsync(items[0], Stumble.Ours, CancellationToken.None), cancellationToken)];
        }
    }

    /// <summary>Tries until the store can be written.</summary>
    private async Task<Committed> CommitAsync(Func<IngestBatch, Task> take, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.Zero;
        while (true)
        {
            try
            {
                var committed = await TryCommitAsync(take);
                if (pause > TimeSpan.Zero)
                {
                    _storeFails = false;
                    IngestLog.StoreRecovered(context.Logger);
                }

                return committed;
            }
            catch (Exception e) when (StoreFailure.Is(e))
            {
                if (pause == TimeSpan.Zero)
                {
                    _storeFails = true;
                    IngestLog.StoreFailed(context.Logger, e.GetBaseException().Message);
                }

                pause = pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
                await Task.Delay(pause, context.Options.Time, cancellationToken);
            }
        }
    }

    private async Task<Committed> TryCommitAsync(Func<IngestBatch, Task> take)
    {
        using var turn = await gate.EnterAsync(CancellationToken.None);
        try
        {
            return await CommitOnceAsync(take);
        }
        catch
        {
            // Before the next in turn reads what was never committed, or misses what was although nobody heard of it.
            context.Journal.Forget();
            context.Marks.Forget();
            throw;
        }
    }

    private async Task<Committed> CommitOnceAsync(Func<IngestBatch, Task> take)
    {
        await using var db = store.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using var batch = new IngestBatch(context, db, context.Options.Time.GetUtcNow());
        await take(batch);
        var published = outlet.PublishedNotices;
        if (published > _noticesDeleted)
        {
            await db.Notices.Where(row => row.Id > _noticesDeleted && row.Id <= published).ExecuteDeleteAsync();
        }

        var committed = await batch.FinishAsync(CancellationToken.None);
        await transaction.CommitAsync();
        batch.Committed();
        _noticesDeleted = published;
        return committed;
    }
}
