using Polly;
using Polly.Retry;

namespace EdgeGrid.Agent.Sampling;

/// <summary>How a failed device is tried again: soon, then ever more rarely, and never two devices in step.</summary>
internal static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Tries until it succeeds or is cancelled.</summary>
    public static ResiliencePipeline Forever(TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                BackoffType = DelayBackoffType.Exponential,
                Delay = First,
                MaxDelay = Longest,
                UseJitter = true,
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Exception is not null and not OperationCanceledException),
            })
            .Build();
}
