using Npgsql;

namespace EdgeGrid.Hub.Storage.Postgres;

/// <summary>
/// A hub is at work on the database, and no other may be: what a hub remembers of cases and people it does not read again.
/// An advisory lock of one connection, which PostgreSQL lets go of with it, however the process ends.
/// </summary>
internal sealed class DatabaseClaim : IStoreClaim
{
    /// <summary>Beside the writers' turn and the migrations', whose keys come before it.</summary>
    private const string Take = "SELECT pg_try_advisory_lock(5000235170976131430)";

    /// <summary>A hub that was killed a moment ago may still have its session.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _source;
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _released = new();
    private readonly Task _kept;
    private NpgsqlConnection _connection;

    private DatabaseClaim(NpgsqlDataSource source, NpgsqlConnection connection)
    {
        (_source, _connection) = (source, connection);
        _kept = KeepAsync();
    }

    /// <inheritdoc/>
    public Task Lost => _lost.Task;

    /// <summary>Null when another has it.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached, or refuses.</exception>
    public static async Task<DatabaseClaim?> TryTakeAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            if (await ConnectAsync(source, cancellationToken) is { } connection)
            {
                return new DatabaseClaim(source, connection);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _kept;
        await _connection.DisposeAsync();
        _released.Dispose();
    }

    private static async Task<NpgsqlConnection?> ConnectAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var take = new NpgsqlCommand(Take, connection);
            if (await take.ExecuteScalarAsync(cancellationToken) is true)
            {
                return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>With a server that went away and came back the claim is made anew, before anyone else makes it, or never.</summary>
    private async Task KeepAsync()
    {
        while (!_lost.Task.IsCompleted)
        {
            try
            {
                await Task.Delay(Between, TimeProvider.System, _released.Token);
                await using var ask = new NpgsqlCommand("SELECT 1", _connection);
                await ask.ExecuteScalarAsync(_released.Token);
            }
            catch (OperationCanceledException) when (_released.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (StoreFailure.Is(e) || e is InvalidOperationException)
            {
                await TakeAgainAsync();
            }
        }
    }

    private async Task TakeAgainAsync()
    {
        try
        {
            await _connection.DisposeAsync();
            if (await ConnectAsync(_source, _released.Token) is { } connection)
            {
                _connection = connection;
            }
            else
            {
                _lost.SetResult();
            }
        }
        catch (Exception e) when (e is OperationCanceledException || StoreFailure.Is(e))
        {
            // Not there yet: asked again the next time.
        }
    }
}
