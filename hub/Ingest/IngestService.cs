using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Starts and stops ingest in the order that loses nothing: what was taken in is committed and acknowledged before the connection goes.</summary>
internal sealed class IngestService(BrokerConnection connection, IngestIntake intake, IngestWriter writer, IngestOutlet outlet, IngestStart start) : IHostedService, IDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PickUpPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _connected = Task.CompletedTask;
    private Task _read = Task.CompletedTask;
    private Task _written = Task.CompletedTask;
    private Task _told = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = start.Store.CreateDbContext())
        {
            await start.Directory.LoadAsync(db, cancellationToken);
        }

        await writer.WarmUpAsync();
        _read = KeepAsync(intake.RunAsync);
        _written = KeepAsync(writer.RunAsync);
        _told = Task.WhenAll(KeepAsync(outlet.AcknowledgeAsync), KeepAsync(outlet.PublishNoticesAsync));
        _connected = KeepAsync(connection.RunAsync);
        if (start.Options.Broker is null)
        {
            // The embedded broker is there already: whoever starts a hub may use it at once.
            await await Task.WhenAny(connection.ConnectedOnce, _connected).WaitAsync(cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await connection.SayGoodbyeAsync();
        intake.Complete();
        await Settle(Task.WhenAll(_read, _written, _told).WaitAsync(DrainTime, start.Options.Time, cancellationToken));
        await _stopping.CancelAsync();
        await Settle(Task.WhenAll(_connected, _read, _written, _told));
        connection.Dispose();
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>Runs a worker to its end; one that stumbles is picked up, and what it held is sent again by the gateways.</summary>
    private async Task KeepAsync(Func<CancellationToken, Task> worker)
    {
        while (true)
        {
            try
            {
                await worker(_stopping.Token);
                return;
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                IngestLog.WorkerStumbled(start.Logger, e);
                await Task.Delay(PickUpPause, start.Options.Time, _stopping.Token);
            }
        }
    }

    /// <summary>Waits for an end that may also be a cancellation or a time-out: either way it is over.</summary>
    private static async Task Settle(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>What ingest looks at once, when it starts.</summary>
internal sealed record IngestStart(HubOptions Options, HubStore Store, GatewayDirectory Directory, ILogger<IngestService> Logger);
