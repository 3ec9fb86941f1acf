using EdgeGrid.Simulation.Serial;

namespace EdgeGrid.Simulation.Gnss;

/// <summary>How a recording is played.</summary>
public sealed record NmeaPlayerOptions
{
    /// <summary>1 is the recorded pace, 10 is ten times as fast; infinity is as fast as the reader takes it.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Again from the start when it ends.</summary>
    public bool Loop { get; init; }
}

/// <summary>Plays what a receiver once said over a serial line, from the moment when somebody listens.</summary>
public sealed class NmeaPlayer(PseudoTerminal line, NmeaRecording recording, NmeaPlayerOptions options, TimeProvider time)
{
    // Between the end and the start again, at any rate, so that an empty recording does not spin.
    private static readonly TimeSpan LoopPause = TimeSpan.FromSeconds(1);

    private long _bytesPlayed;

    /// <summary>Since the start, all rounds.</summary>
    public long BytesPlayed => Interlocked.Read(ref _bytesPlayed);

    /// <summary>Plays to the end, or for ever when looping. Being cancelled is an end, not a failure.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await line.WaitForListenerAsync(cancellationToken);
            do
            {
                await PlayOnceAsync(cancellationToken);
                if (options.Loop)
                {
                    await Task.Delay(LoopPause, time, cancellationToken);
                }
            }
            while (options.Loop);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
            return;
        }
    }

    private async Task PlayOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var burst in recording.Bursts)
        {
            await PauseAsync(burst.After, cancellationToken);
            await line.SendAsync(burst.Bytes, cancellationToken);
            Interlocked.Add(ref _bytesPlayed, burst.Bytes.Length);
        }
    }

    private Task PauseAsync(TimeSpan recorded, CancellationToken cancellationToken)
    {
        var pause = recorded / options.Rate;
        return pause > TimeSpan.Zero ? Task.Delay(pause, time, cancellationToken) : Task.CompletedTask;
    }
}
