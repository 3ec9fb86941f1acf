using System.Collections.Concurrent;
using System.CommandLine;
using EdgeGrid.Benchmarks.Rig;

namespace EdgeGrid.Benchmarks.Streams;

/// <summary>
/// How long an alert takes to its committed case while operators watch, and to the screens of many who listen. The real
/// hub in a process of its own; alerts come over its broker, event streams are open HTTP connections.
/// </summary>
internal static class StreamsBenchmark
{
    private const int Gateways = 10;
    private const int Operators = 50;
    private const int AlertsASecond = 100;
    private const int AlertsASecondToListeners = 10;
    private const int WarmUpSeconds = 10;

    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(30);

    private static readonly Option<string> Store = StoreRig.Option();

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long each of the two parts takes.",
        HelpName = "N",
        DefaultValueFactory = _ => 30,
    };

    private static readonly Option<int> Listeners = new("--listeners")
    {
        Description = "Event streams of alerts in the second part.",
        HelpName = "N",
        DefaultValueFactory = _ => 500,
    };

    public static Benchmark Benchmark { get; } = new(
        "streams",
        "Milliseconds from an alert to its committed case while operators watch, and to each of 500 event streams.",
        RunAsync)
    {
        Options = [Store, Seconds, Listeners],
    };

    private static async Task<IReadOnlyList<Figure>> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var rig = await StoreRig.StartAsync(arguments.GetRequiredValue(Store));
        var seconds = arguments.GetValue(Seconds);
        var listeners = arguments.GetValue(Listeners);
        var (committed, shown) = await MeasureAsync(rig, (Operators, AlertsASecond, seconds), cancellationToken);
        var (_, heard) = await MeasureAsync(rig, (listeners, AlertsASecondToListeners, seconds), cancellationToken);
        return
        [
            new($"alert to committed case p50, {AlertsASecond} alerts/s, {Operators} streams", Sample.Percentile(committed, 0.5), "ms"),
            new($"alert to committed case p99, {AlertsASecond} alerts/s, {Operators} streams", Sample.Percentile(committed, 0.99), "ms", AtMost: 50),
            new("alerts measured", committed.Length, "alerts", AtLeast: AlertsASecond * seconds),
            new($"alert to the {Operators} streams p99", Sample.Percentile(shown, 0.99), "ms"),
            new($"alert to each of {listeners} streams p50, {AlertsASecondToListeners} alerts/s", Sample.Percentile(heard, 0.5), "ms"),
            new($"alert to each of {listeners} streams p99, {AlertsASecondToListeners} alerts/s", Sample.Percentile(heard, 0.99), "ms", AtMost: 100),
            new("alerts heard", heard.Length, "alerts", AtLeast: (double)listeners * AlertsASecondToListeners * seconds),
        ];
    }

    /// <summary>Sends so many alerts a second for so long: from the sending to the hub's own acknowledgement, and to each listener's hearing.</summary>
    private static async Task<(double[] Committed, double[] Heard)> MeasureAsync(StoreRig rig, (int Listeners, int ASecond, int Seconds) load, CancellationToken cancellationToken)
    {
        var store = await rig.MakeAsync(cancellationToken);
        await using var hub = store.Hub();
        await hub.StartAsync(cancellationToken);
        await using var fleet = await Fleet.ConnectAsync(hub.MqttPort, Gateways, window: 1000, cancellationToken);
        var sent = new ConcurrentDictionary<string, long>();
        var listeners = await Task.WhenAll(Enumerable.Range(0, load.Listeners).Select(_ => Listener.StartAsync(hub, "alerts/stream", sent, cancellationToken)));
        try
        {
            // Not counted: what is compiled on the way, and compiled better when it has been called often, is paid for once in the hub's life.
            await RaiseAsync(fleet, null, 0, load.ASecond, WarmUpSeconds, cancellationToken);
            await store.AnalyzeAsync(cancellationToken);
            var before = fleet.Milliseconds.Length;
            await RaiseAsync(fleet, sent, load.ASecond * WarmUpSeconds, load.ASecond, load.Seconds, cancellationToken);
            var expected = load.ASecond * load.Seconds;
            var until = TimeProvider.System.GetUtcNow() + HeardWithin;
            while (listeners.Any(listener => listener.Milliseconds.Length < expected) && TimeProvider.System.GetUtcNow() < until)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }

            return (
                [.. fleet.Milliseconds[before..].Order()],
                [.. listeners.SelectMany(listener => listener.Milliseconds).Order()]);
        }
        finally
        {
            await Task.WhenAll(listeners.Select(listener => listener.DisposeAsync().AsTask()));
        }
    }

    // At an even pace, whatever the hub does: an alert that is held up holds up none of those behind it.
    private static async Task RaiseAsync(Fleet fleet, ConcurrentDictionary<string, long>? sent, int from, int aSecond, int seconds, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var raising = new List<Task>();
        for (var raised = 0; raised < aSecond * seconds && await timer.WaitForNextTickAsync(cancellationToken);)
        {
            var due = Math.Min(aSecond * seconds, (int)(TimeProvider.System.GetElapsedTime(started).TotalSeconds * aSecond));
            for (; raised < due; raised++)
            {
                raising.Add(RaiseOneAsync(from + raised));
            }
        }

        await Task.WhenAll(raising);
        await fleet.SettleAsync(cancellationToken);

        Task RaiseOneAsync(int place) => fleet.RaiseAsync(place, (id, at) => sent?.TryAdd(id, at), cancellationToken);
    }
}
