using System.Threading.Channels;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Api;

/// <summary>Something that has just been committed.</summary>
public abstract record LiveChange;

/// <summary>A transition of an alert was committed, or its picture arrived.</summary>
/// <param name="StreamId">Its place in the stream of alerts: rises by time of commit.</param>
/// <param name="Alert">As it stands now.</param>
public sealed record AlertChanged(long StreamId, AlertView Alert) : LiveChange;

/// <summary>A case took a step, or something was added to it.</summary>
/// <param name="Case">As it stands now.</param>
/// <param name="Event">What happened, in the past tense.</param>
/// <param name="AlertId">The alert that caused it, if one did.</param>
/// <param name="Position">The event's place among those of all cases: rises by time of commit.</param>
public sealed record CaseChanged(CaseView Case, string Event, string? AlertId, long Position = 0) : LiveChange;

/// <summary>A gateway came, went, or told something new.</summary>
/// <param name="Gateway">As it stands now, in English.</param>
public sealed record GatewayChanged(GatewayView Gateway) : LiveChange
{
    /// <summary>Its problem in both languages.</summary>
    internal Phrase? Problem { get; init; }

    /// <summary>The gateway, for who reads this language.</summary>
    internal GatewayView In(Language language) => Problem is null ? Gateway : Gateway with { Problem = Problem.In(language) };
}

/// <summary>A gateway said what configuration it runs.</summary>
/// <param name="Gateway">Which.</param>
public sealed record ConfigurationReported(GatewayId Gateway) : LiveChange;

/// <summary>Another configuration is wanted of a gateway.</summary>
/// <param name="Gateway">Which.</param>
public sealed record ConfigurationWanted(GatewayId Gateway) : LiveChange;

/// <summary>A command was given or answered, or its picture arrived.</summary>
/// <param name="Gateway">Whose.</param>
/// <param name="Id">Of the command.</param>
public sealed record CommandChanged(GatewayId Gateway, string Id) : LiveChange;

/// <summary>
/// Tells everyone in this process what has been committed, in the order of the commits. Each subscriber has a bounded
/// queue: a slow one misses the oldest changes, is told so, and reads the store again; it never holds anyone up.
/// </summary>
public sealed class LiveFeed
{
    private readonly Lock _gate = new();
    private LiveSubscription[] _subscriptions = [];

    /// <summary>How many are listening.</summary>
    public int Subscribers => _subscriptions.Length;

    /// <summary>Listens from now on, until the subscription is disposed.</summary>
    /// <param name="capacity">So many changes wait for this listener.</param>
    /// <param name="only">Which changes it wants: the others push nothing out of its queue. All, when null.</param>
    public LiveSubscription Subscribe(int capacity = 512, Func<LiveChange, bool>? only = null)
    {
        var subscription = new LiveSubscription(capacity, only, Remove);
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    internal void Publish(LiveChange change)
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Offer(change);
        }
    }

    private void Remove(LiveSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        }
    }
}

/// <summary>One listener of a <see cref="LiveFeed"/>. Dispose it when done.</summary>
public sealed class LiveSubscription : IDisposable
{
    private readonly Channel<LiveChange> _changes;
    private readonly Func<LiveChange, bool>? _only;
    private readonly Action<LiveSubscription> _remove;
    private long _missed;

    internal LiveSubscription(int capacity, Func<LiveChange, bool>? only, Action<LiveSubscription> remove)
    {
        _only = only;
        _remove = remove;
        _changes = Channel.CreateBounded<LiveChange>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _missed));
    }

    /// <summary>How many changes fell out of the queue because this listener was slow: when it rises, read the store again.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>What has been committed since the last read, waiting for more.</summary>
    public ChannelReader<LiveChange> Changes => _changes.Reader;

    /// <inheritdoc/>
    public void Dispose()
    {
        _remove(this);
        _changes.Writer.TryComplete();
    }

    internal void Offer(LiveChange change)
    {
        if (_only is null || _only(change))
        {
            _changes.Writer.TryWrite(change);
        }
    }
}
