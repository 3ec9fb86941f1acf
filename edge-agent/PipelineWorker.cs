using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent;

/// <summary>Runs loop 1: reads the samplers' channel, and lets time pass while nothing comes. It outlives any failure.</summary>
internal sealed partial class PipelineWorker(
    ReadingChannel channel,
    Pipeline pipeline,
    GatewayClock clock,
    TimeProvider time,
    ILogger<PipelineWorker> logger) : BackgroundService
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                // What failed is one reading or one append; the next must have its chance.
                Failed(logger, failure);
                await Task.Delay(PauseAfterFailure, time, CancellationToken.None);
            }
        }

        // The samplers have stopped before: what they left is still decided, acted on and stored.
        Drain();
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        using var ticker = new PeriodicTimer(TickEvery, time);
        var tick = ticker.WaitForNextTickAsync(stoppingToken).AsTask();
        var arrival = channel.Reader.WaitToReadAsync(stoppingToken).AsTask();
        while (true)
        {
            await Task.WhenAny(arrival, tick);
            stoppingToken.ThrowIfCancellationRequested();
            if (arrival.IsCompleted)
            {
                if (!await arrival)
                {
                    // The samplers have stopped, which they do only before this worker is told to.
                    await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken);
                }

                Drain();
                arrival = channel.Reader.WaitToReadAsync(stoppingToken).AsTask();
            }

            if (tick.IsCompleted)
            {
                await tick;
                pipeline.Tick(clock.Now());
                tick = ticker.WaitForNextTickAsync(stoppingToken).AsTask();
            }
        }
    }

    private void Drain()
    {
        while (channel.Reader.TryRead(out var reading))
        {
            pipeline.Process(reading);
        }
    }

    [LoggerMessage(1102, LogLevel.Error, "The pipeline failed on a reading and goes on with the next")]
    private static partial void Failed(ILogger logger, Exception failure);
}
