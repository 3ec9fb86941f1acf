using System.Threading.Channels;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Console.Live;

/// <summary>
/// Keeps one snapshot for all open pages. Whatever the number of changes and of browsers, the store is read at most
/// once each <see cref="Pause"/>, and not at all while nobody watches.
/// </summary>
internal sealed partial class LiveBoard(BoardReader reader, LiveFeed feed, TimeProvider clock, ILogger<LiveBoard> logger)
    : BackgroundService
{
    /// <summary>Between two readings of the store: a flood of alerts draws the page four times a second.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>After a failed reading.</summary>
    public static readonly TimeSpan Backoff = TimeSpan.FromSeconds(3);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _gate = new();
    private Action[] _watchers = [];

    /// <summary>What to show.</summary>
    public BoardSnapshot Current { get; private set; } = BoardSnapshot.Empty;

    /// <summary>Why <see cref="Current"/> may be out of date, in words for the operator.</summary>
    public string? Problem { get; private set; }

    /// <summary>Calls <paramref name="redraw"/> after each change, until the answer is disposed.</summary>
    public IDisposable Watch(Action redraw)
    {
        lock (_gate)
        {
            _watchers = [.. _watchers, redraw];
        }

        _wake.Writer.TryWrite(true);
        return new Watcher(() => Leave(redraw));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One change is as good as many: the store is read, not the changes.
        using var changes = feed.Subscribe(capacity: 1);
        await Task.WhenAll(ForwardAsync(changes, stoppingToken), RefreshAsync(stoppingToken));
    }

    private async Task ForwardAsync(LiveSubscription changes, CancellationToken stopping)
    {
        await foreach (var _ in changes.Changes.ReadAllAsync(stopping))
        {
            _wake.Writer.TryWrite(true);
        }
    }

    private async Task RefreshAsync(CancellationToken stopping)
    {
        await foreach (var _ in _wake.Reader.ReadAllAsync(stopping))
        {
            if (_watchers.Length == 0)
            {
                continue;
            }

            try
            {
                Current = await reader.ReadAsync(stopping);
                Problem = null;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                ReadFailed(logger, failure);
                Problem = "The hub cannot read its store: what you see may be out of date. Look into the hub's log.";
                _wake.Writer.TryWrite(true);
            }

            foreach (var redraw in _watchers)
            {
                redraw();
            }

            await Task.Delay(Problem is null ? Pause : Backoff, clock, stopping);
        }
    }

    private void Leave(Action redraw)
    {
        lock (_gate)
        {
            _watchers = [.. _watchers.Where(other => other != redraw)];
        }
    }

    [LoggerMessage(2560, LogLevel.Error, "The console could not read the store; it tries again.")]
    private static partial void ReadFailed(ILogger logger, Exception failure);

    private sealed class Watcher(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
