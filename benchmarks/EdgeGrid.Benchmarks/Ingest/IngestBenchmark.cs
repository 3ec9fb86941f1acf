using System.CommandLine;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Benchmarks.Rig;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Benchmarks.Ingest;

/// <summary>
/// How fast a hub takes in what gateways send: alerts that each file a case, and readings. The real hub in a process of
/// its own, its embedded broker on a real socket, a store that syncs. Beside it, in the same run, a plain bulk insert of
/// the very same rows.
/// </summary>
internal static class IngestBenchmark
{
    private const int Gateways = 20;
    private const int ReadingsInABlock = 5_000;

    private static readonly string[] AlertTables = ["alerts", "case_events", "cases", "case_alerts", "case_words", "case_days"];

    private static readonly Option<string> Store = StoreRig.Option();

    private static readonly Option<int> Alerts = new("--alerts")
    {
        Description = "How many, each at a place of its own.",
        HelpName = "N",
        DefaultValueFactory = _ => 60_000,
    };

    private static readonly Option<int> Readings = new("--readings")
    {
        Description = "How many.",
        HelpName = "N",
        DefaultValueFactory = _ => 5_000_000,
    };

    public static Benchmark Benchmark { get; } = new(
        "ingest",
        "Alerts/s into cases and readings/s stored by the hub, beside a plain bulk insert of the same rows.",
        RunAsync)
    {
        Options = [Store, Alerts, Readings],
    };

    private static async Task<IReadOnlyList<Figure>> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var rig = await StoreRig.StartAsync(arguments.GetRequiredValue(Store));
        return
        [
            .. await MeasureAlertsAsync(rig, arguments.GetValue(Alerts), cancellationToken),
            .. await MeasureReadingsAsync(rig, arguments.GetValue(Readings), cancellationToken),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAlertsAsync(StoreRig rig, int alerts, CancellationToken cancellationToken)
    {
        // A tenth goes first: what is compiled on the way is paid for once in the hub's life.
        var warmUp = Math.Max(1, alerts / 10);
        var store = await rig.MakeAsync(cancellationToken);
        var flood = await FloodAsync(store, window: 32, fleet => RaiseAsync(fleet, 0, warmUp, cancellationToken), fleet => RaiseAsync(fleet, warmUp, alerts, cancellationToken), cancellationToken);
        int cases;
        await using (var opened = store.Open())
        {
            await using var db = opened.CreateDbContext();
            cases = await db.Cases.CountAsync(cancellationToken);
        }

        var all = alerts + warmUp;
        var bulk = await BulkPeer.MeasureAsync(store, await rig.MakeAsync(cancellationToken), AlertTables, cancellationToken);
        var (perSecond, peer) = (alerts / flood.Took.TotalSeconds, all / bulk.TotalSeconds);
        return
        [
            new("alerts into cases", perSecond, "alerts/s", AtLeast: 2_000),
            new("cases that are missing or too many", Math.Abs(all - cases), "cases", AtMost: 0),
            new("the hub's processor time for an alert", flood.Worked.TotalMilliseconds / alerts, "ms"),
            new("plain bulk insert of the same rows", peer, "alerts/s"),
            new("the hub to the plain bulk insert, alerts", perSecond / peer, "times"),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> MeasureReadingsAsync(StoreRig rig, int readings, CancellationToken cancellationToken)
    {
        var blocks = Math.Max(1, readings / ReadingsInABlock / Gateways);
        var store = await rig.MakeAsync(cancellationToken);
        var flood = await FloodAsync(store, window: 4, fleet => SendAsync(fleet, 2, cancellationToken), fleet => SendAsync(fleet, blocks, cancellationToken), cancellationToken);
        long stored;
        await using (var opened = store.Open())
        {
            await using var db = opened.CreateDbContext();
            stored = await db.ReadingBlocks.SumAsync(row => (long)row.Count, cancellationToken);
        }

        var sent = (long)blocks * Gateways * ReadingsInABlock;
        var all = sent + (2L * Gateways * ReadingsInABlock);
        var bulk = await BulkPeer.MeasureAsync(store, await rig.MakeAsync(cancellationToken), ["reading_blocks"], cancellationToken);
        var (perSecond, peer) = (sent / flood.Took.TotalSeconds, all / bulk.TotalSeconds);
        return
        [
            new("readings stored", perSecond, "readings/s", AtLeast: 200_000),
            new("readings that are missing or too many", Math.Abs(all - stored), "readings", AtMost: 0),
            new("the hub's processor time for a thousand readings", flood.Worked.TotalMilliseconds / sent * 1000, "ms"),
            new("plain bulk insert of the same blocks", peer, "readings/s"),
            new("the hub to the plain bulk insert, readings", perSecond / peer, "times"),
        ];
    }

    private static async Task<(TimeSpan Took, TimeSpan Worked)> FloodAsync(
        MadeStore store, int window, Func<Fleet, Task> warmUp, Func<Fleet, Task> send, CancellationToken cancellationToken)
    {
        await using var hub = store.Hub();
        await hub.StartAsync(cancellationToken);
        await using var fleet = await Fleet.ConnectAsync(hub.MqttPort, Gateways, window, cancellationToken);
        await warmUp(fleet);
        await fleet.SettleAsync(cancellationToken);
        await store.AnalyzeAsync(cancellationToken);
        var (started, before) = (TimeProvider.System.GetTimestamp(), hub.Worked());
        await send(fleet);
        await fleet.SettleAsync(cancellationToken);
        return (TimeProvider.System.GetElapsedTime(started), hub.Worked() - before);
    }

    // Each gateway sends its own, in order.
    private static Task RaiseAsync(Fleet fleet, int from, int count, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Gateways).Select(gateway => Task.Run(
            async () =>
            {
                foreach (var place in Enumerable.Range(from, count).Where(place => place % Gateways == gateway))
                {
                    await fleet.RaiseAsync(place, null, cancellationToken);
                }
            },
            cancellationToken)));

    private static Task SendAsync(Fleet fleet, int blocks, CancellationToken cancellationToken) =>
        Task.WhenAll(fleet.Gateways.Select(gateway => Task.Run(
            async () =>
            {
                var block = Block(gateway.Id);
                for (var sent = 0; sent < blocks; sent++)
                {
                    await fleet.SendBlockAsync(gateway, block, ReadingsInABlock, cancellationToken);
                }
            },
            cancellationToken)));

    private static byte[] Block(GatewayId gateway)
    {
        var source = new ReadingSource();
        return SenmlEncoder.ToCbor(gateway, [.. Enumerable.Range(0, ReadingsInABlock).Select(_ => source.Next()).Select(
            reading => new StoredReading(new StoredPoint(reading.Point.Device.Name, "methane", "%{LEL}"), reading.At, reading.Value, DeviceFault.None, null))]);
    }
}
