using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent;

/// <summary>
/// Loop 1: empties the channel through the pipeline, and ticks it when there is nothing to read. It never dies. It ends
/// when the channel is completed and empty, so that what was sampled before a stop is still decided and stored.
/// </summary>
internal sealed class PipelineWorker(Pipeline pipeline, ReadingChannel channel, GatewayClock clock, TimeProvider time, ILogger<PipelineWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private long _tickedMs;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        pipeline.Resume(clock.Now());
        using var ticker = new PeriodicTimer(TickEvery, time);
        var tick = ticker.WaitForNextTickAsync(CancellationToken.None).AsTask();
        var readings = channel.Reader.WaitToReadAsync(stoppingToken).AsTask();
        var goesOn = true;
        while (goesOn)
        {
            try
            {
                await Task.WhenAny(readings, tick);
                Drain();
                if (tick.IsCompleted)
                {
                    tick = ticker.WaitForNextTickAsync(CancellationToken.None).AsTask();
                    Tick(clock.Now());
                }

                if (readings.IsCompleted)
                {
                    goesOn = readings.IsCompletedSuccessfully && await readings;
                    readings = goesOn ? channel.Reader.WaitToReadAsync(stoppingToken).AsTask() : readings;
                }
            }
            catch (Exception bug)
            {
                // The outermost catch-all: life safety does not end with a bug.
                logger.PipelineFailed(AfterFailure.TotalSeconds, bug);
                await Task.Delay(AfterFailure, time, CancellationToken.None);
            }
        }

        pipeline.HandOver();
    }

    private void Drain()
    {
        while (channel.Reader.TryRead(out var reading))
        {
            pipeline.Process(reading);

            // Under a load that never leaves the channel empty, time is that of the readings: what is still in the
            // channel is not silence.
            if (reading.At.MonotonicMs - _tickedMs >= (long)TickEvery.TotalMilliseconds)
            {
                Tick(reading.At);
            }
        }
    }

    private void Tick(Instant now)
    {
        _tickedMs = now.MonotonicMs;
        pipeline.Tick(now);
    }
}
