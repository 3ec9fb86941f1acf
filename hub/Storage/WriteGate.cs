namespace EdgeGrid.Hub.Storage;

/// <summary>
/// One writer of the store at a time: ingest and people take turns. SQLite knows no other way, and whoever holds the turn
/// may rely on what it has read, in either store.
/// </summary>
internal sealed class WriteGate(HubStore store) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile string? _problem;

    /// <summary>Why the store did not take the last change; null when it did.</summary>
    public string? Problem => _problem;

    /// <summary>Waits for the turn; dispose it to pass it on.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <summary>Does a piece of work in a transaction of its own: on the disk when it returns, and not at all when it throws.</summary>
    /// <param name="work">The caller's.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <param name="thrownAway">Done when the transaction is, before anyone else has the turn: what was read in it may never have been.</param>
    public async Task<T> WriteAsync<T>(Func<HubDb, Task<T>> work, CancellationToken cancellationToken, Action? thrownAway = null)
    {
        using var turn = await EnterAsync(cancellationToken);
        await using var db = store.CreateDbContext();
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work(db);
            WrittenAlong.Join(db);
            await db.SaveChangesAsync(cancellationToken);

            // From here on nobody gives up: what is committed has to be told.
            await transaction.CommitAsync(CancellationToken.None);
            WrittenAlong.Committed();
            _problem = null;
            return result;
        }
        catch (Exception e)
        {
            if (StoreFailure.Is(e))
            {
                _problem = e.GetBaseException().Message;
            }

            WrittenAlong.Forget();
            thrownAway?.Invoke();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }
}
