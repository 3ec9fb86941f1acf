using System.Text.Json;
using System.Threading.Channels;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Console.Client;
using EdgeGrid.Hub.Console.Map;

namespace EdgeGrid.Hub.Console.Live;

/// <summary>
/// What one visitor's page shows. The API's streams tell what changes; however much does, the API is asked at most once each
/// <see cref="Pause"/>, and only for what changed.
/// </summary>
internal sealed partial class LiveBoard : IAsyncDisposable
{
    /// <summary>Between two drawings: a flood of alerts draws the page four times a second.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>After a refusal, and before a stream that ended is opened again.</summary>
    public static readonly TimeSpan Backoff = TimeSpan.FromSeconds(3);

    private static readonly string[] Streams = [BoardNews.Alerts, BoardNews.Cases, BoardNews.Gateways];

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _lost = [];
    private readonly HubClient _hub;
    private readonly BoardReader _reader;
    private readonly TimeProvider _clock;
    private readonly ILogger<LiveBoard> _logger;
    private readonly CancellationTokenSource _left;
    private BoardNews _news = BoardNews.Everything();
    private Action[] _watchers = [];
    private Task? _work;
    private string? _refusal;
    private CallerView? _visitor;

    public LiveBoard(HubClient hub, TimeProvider clock, IHostApplicationLifetime host, ILogger<LiveBoard> logger)
    {
        (_hub, _reader, _clock, _logger) = (hub, new BoardReader(hub), clock, logger);
        _left = CancellationTokenSource.CreateLinkedTokenSource(host.ApplicationStopping);
    }

    /// <summary>What to show.</summary>
    public BoardSnapshot Current { get; private set; } = BoardSnapshot.Empty;

    /// <summary>The district, as it was when the page was opened; null before.</summary>
    public District? District { get; private set; }

    /// <summary>Why <see cref="Current"/> may be out of date, in words for the operator.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
            {
                return _refusal is { } refusal ? $"What you see may be out of date. {refusal}"
                    : _lost.Count > 0 ? "What you see may be out of date: the hub's stream of changes was lost. Listening to it again in a moment."
                    : null;
            }
        }
    }

    /// <summary>Whether to offer something to the visitor; the API looks again.</summary>
    public bool May(Permission permission) => _visitor?.Permissions.Contains(permission) == true;

    /// <summary>Begins to listen; returns when there is something to show.</summary>
    public Task OpenAsync()
    {
        lock (_gate)
        {
            _work ??= Task.WhenAll(Streams.Select(FollowAsync).Append(RefreshAsync()));
        }

        return _opened.Task;
    }

    /// <summary>Calls <paramref name="redraw"/> after each change, until the answer is disposed.</summary>
    public IDisposable Watch(Action redraw)
    {
        lock (_gate)
        {
            _watchers = [.. _watchers, redraw];
        }

        return new Watcher(() => Leave(redraw));
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _opened.TrySetCanceled();
        await (_work ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _left.Dispose();
    }

    /// <summary>Hears a stream, taken up where it was left whenever it ended.</summary>
    private async Task FollowAsync(string stream)
    {
        string? last = null;
        while (!_left.IsCancellationRequested)
        {
            try
            {
                var events = await _hub.ListenAsync(stream, last, _left.Token);
                // Pictures and gateways have no places: what was told of them meanwhile is not told again.
                Note(stream, isLost: false, isUnknown: last is null || stream != BoardNews.Cases);
                await foreach (var told in events)
                {
                    last = told.EventId ?? last;
                    lock (_gate)
                    {
                        _news.Take(told);
                    }

                    _wake.Writer.TryWrite(true);
                }
            }
            catch (Exception failure) when (!_left.IsCancellationRequested)
            {
                StreamLost(_logger, stream, failure.Message);
            }

            Note(stream, isLost: true, isUnknown: false);
            await Task.Delay(Backoff, _clock, _left.Token);
        }
    }

    /// <summary>Whoever hears a stream from now on does not know what it told before.</summary>
    private void Note(string stream, bool isLost, bool isUnknown)
    {
        lock (_gate)
        {
            _ = isLost ? _lost.Add(stream) : _lost.Remove(stream);
            _ = isUnknown && _news.Unknown.Add(stream);
        }

        _wake.Writer.TryWrite(true);
    }

    private async Task RefreshAsync()
    {
        await foreach (var _ in _wake.Reader.ReadAllAsync(_left.Token))
        {
            var started = _clock.GetTimestamp();
            var refusal = await TryReadAsync();
            lock (_gate)
            {
                _refusal = refusal;
            }

            foreach (var redraw in _watchers)
            {
                redraw();
            }

            // A busy hub is asked less often: a page never takes more than a third of the time.
            var took = _clock.GetElapsedTime(started);
            await Task.Delay(refusal is not null ? Backoff : 2 * took > Pause ? 2 * took : Pause, _clock, _left.Token);
        }
    }

    /// <returns>Null when it was read, or why not, in words.</returns>
    private async Task<string?> TryReadAsync()
    {
        BoardNews news;
        lock (_gate)
        {
            (news, _news) = (_news, new BoardNews());
        }

        try
        {
            _visitor ??= await _hub.GetAsync<CallerView>("me", _left.Token);
            District ??= await ReadDistrictAsync();
            Current = await _reader.ReadAsync(Current, news, _left.Token);
            _opened.TrySetResult();
            return null;
        }
        catch (Exception failure) when (!_left.IsCancellationRequested)
        {
            ReadFailed(_logger, failure.Message);
            lock (_gate)
            {
                _news = BoardNews.Everything();
            }

            _wake.Writer.TryWrite(true);
            return failure is HttpRequestException ? failure.Message : "The hub's answer could not be understood.";
        }
    }

    private async Task<District> ReadDistrictAsync()
    {
        using var cells = await _hub.GetAsync<JsonDocument>("grids", _left.Token);
        return new District(cells.RootElement);
    }

    private void Leave(Action redraw)
    {
        lock (_gate)
        {
            _watchers = [.. _watchers.Where(other => other != redraw)];
        }
    }

    [LoggerMessage(2560, LogLevel.Error, "An operator's page could not read from the API; it tries again: {Reason}")]
    private static partial void ReadFailed(ILogger logger, string reason);

    [LoggerMessage(2561, LogLevel.Warning, "An operator's page lost {Stream}; it listens again: {Reason}")]
    private static partial void StreamLost(ILogger logger, string stream, string reason);

    private sealed class Watcher(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
