using System.Collections.Concurrent;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Simulator.Demo;

/// <summary>
/// When the hub had each transition on its disk: the moment at which it tells of the commit, which it does after it.
/// </summary>
internal sealed class CommitTimes : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _committedAt = new(StringComparer.Ordinal);
    private readonly LiveSubscription _live;
    private readonly Task _listening;

    public CommitTimes(LiveFeed feed, TimeProvider time)
    {
        _live = feed.Subscribe();
        _listening = ListenAsync(time);
    }

    /// <summary>From the edge's decision to the hub's disk.</summary>
    public TimeSpan Latency(AlertView alert) => _committedAt.GetValueOrDefault(Identity(alert), alert.CommittedAt) - alert.DecidedAt;

    /// <summary><c>gateway/epoch/sequence</c>, as the edge names it.</summary>
    public static string Identity(AlertView alert) => new RecordIdentity(alert.Gateway, alert.Epoch, alert.Sequence).ToString();

    public async ValueTask DisposeAsync()
    {
        _live.Dispose();
        await _listening;
    }

    private async Task ListenAsync(TimeProvider time)
    {
        await foreach (var change in _live.Changes.ReadAllAsync())
        {
            if (change is AlertChanged { Alert: var alert })
            {
                _committedAt.TryAdd(Identity(alert), time.GetUtcNow());
            }
        }
    }
}
