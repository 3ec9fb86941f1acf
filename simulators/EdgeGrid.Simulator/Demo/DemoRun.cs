using System.Net;
using EdgeGrid.Hub;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Simulation.District;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace EdgeGrid.Simulator.Demo;

/// <summary>One demo from start to summary.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    // A gateway tells of itself every eight seconds.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(15);

    private readonly DemoOptions _options;
    private readonly TimeProvider _time;
    private readonly string _folder = Directory.CreateTempSubdirectory("edgegrid-demo-").FullName;
    private readonly DemoNarrator _narrator;
    private readonly EdgeTally _tally;
    private DateTimeOffset _started;
    private HubHost? _hub;
    private DemoWorld? _world;
    private DemoFleet? _fleet;
    private CommitTimes? _commits;
    private WireWitness? _witness;

    public DemoRun(DemoOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _narrator = new DemoNarrator(Terminal(), time);
        _tally = new EdgeTally(time) { OnWarning = _narrator.Warn };
    }

    /// <summary>Plays, and gives the exit code: 0 when every alert became exactly one case.</summary>
    public async Task<int> PlayAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartHubAsync(cancellationToken);
            await StartGatewaysAsync(cancellationToken);
            await PlayScriptAsync(cancellationToken);
            await WaitUntilAsync(_options.Length, cancellationToken);
        }
        catch (OperationCanceledException) when (_fleet is not null)
        {
            // Ctrl-C ends the play early; the account is given all the same.
        }

        var report = await AccountAsync(cancellationToken);
        DemoSummary.Write(_narrator, report);
        if (_options.Report is { } path)
        {
            await report.WriteAsync(path);
        }

        if (!_options.Headless && _options.Seconds is null && !cancellationToken.IsCancellationRequested)
        {
            _narrator.Say($"The page goes on at [link]{PageUrl}[/]; to sign in again: [link]{SignInUrl()}[/]. Ctrl-C ends it.");
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return report.IsClean ? 0 : 1;
    }

    public async ValueTask DisposeAsync()
    {
        // What gateways say of their own end is no news.
        _tally.OnWarning = _ => { };
        await DisposeAsync(_fleet);
        await DisposeAsync(_witness);
        await DisposeAsync(_commits);
        await DisposeAsync(_world);
        if (_hub is { } hub)
        {
            await hub.StopAsync(CancellationToken.None);
            await hub.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string PageUrl => $"http://localhost:{_hub!.HttpUrl.Port}";

    /// <summary>Signs in whoever opens it first, so that nobody has to type a token to see a demo.</summary>
    private string SignInUrl() => PageUrl + _hub!.NewSignInPath();

    private async Task StartHubAsync(CancellationToken cancellationToken)
    {
        var grids = Path.Combine(_folder, "district.geojson");
        DistrictGenerator.Generate().Write(grids);
        var mqtt = PortChoice.FreeOr(_options.MqttPort);
        _hub = HubHost.Build(new HubOptions
        {
            Http = new IPEndPoint(IPAddress.Loopback, PortChoice.FreeOr(_options.HttpPort)),
            Mqtt = new IPEndPoint(IPAddress.Loopback, mqtt),
            DataFolder = Path.Combine(_folder, "hub"),
            GridsFile = grids,
            Time = _time,
            Logging = logging => logging.ClearProviders().AddProvider(_tally),
        });
        await _hub.StartAsync(cancellationToken);
        _commits = new CommitTimes(_hub.Live, _time);
        _witness = new WireWitness { OnAlert = _narrator.See, OnCase = _narrator.See };
        await _witness.StartAsync(mqtt, (await File.ReadAllTextAsync(_hub.AdministratorTokenFile!, cancellationToken)).Trim(), cancellationToken);
        _world = new DemoWorld(new IPEndPoint(IPAddress.Loopback, mqtt), _folder, _time);
        _narrator.Say("[bold]EdgeGrid[/]: a hub, four gateways and simulated sensors play a minute of a city's life. Ctrl-C ends it.");
        _narrator.Say($"  page  [link]{SignInUrl()}[/]");
        _narrator.Say($"        [grey]signs one browser in, once; after that the page is {PageUrl}. Others use the token in {_hub.AdministratorTokenFile}[/]");
        _narrator.Say($"  wire  mosquitto_sub -V mqttv5 -h 127.0.0.1 -p {mqtt} -u administrator -P \"$(cat {_hub.AdministratorTokenFile})\" -t 'edgegrid/v1/+/alerts' -t 'edgegrid/v1/cases/+' -v");
    }

    private async Task StartGatewaysAsync(CancellationToken cancellationToken)
    {
        _narrator.Say("  rendering what the camera will see…");
        await _world!.PrepareAsync(_options, cancellationToken);
        _fleet = new DemoFleet(_options, _world, _tally);
        _narrator.Start();
        _started = _time.GetUtcNow();
        await _fleet.StartAsync(cancellationToken);
    }

    private async Task PlayScriptAsync(CancellationToken cancellationToken)
    {
        foreach (var scene in DemoScript.Minute.Where(scene => scene.At < _options.Length && scene.IsPlayed(_options)))
        {
            await WaitUntilAsync(scene.At, cancellationToken);
            _narrator.Tell(scene.Words);
            scene.Play(_world!);
        }
    }

    private async Task WaitUntilAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        var left = _started + at - _time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, _time, cancellationToken);
        }
    }

    /// <summary>Waits until both sides are whole. After Ctrl-C nobody waits: the losses are then those that were told by then.</summary>
    private async Task<DemoReport> AccountAsync(CancellationToken cancellationToken)
    {
        _world!.Cable.Mend();
        var ended = _time.GetUtcNow();
        var patience = _time.GetTimestamp();
        IReadOnlyCollection<AcceptedAlert> accepted;
        List<AlertView> alerts;
        while (true)
        {
            // The edge's side first: what it accepts while the hub is asked is not missing.
            accepted = _tally.Accepted;
            alerts = await AlertsAsync();
            var told = cancellationToken.IsCancellationRequested || DemoReport.HaveTold(_witness!.Statuses, _world.Gateways.Count, ended);
            if ((told && DemoReport.HasAll(accepted, alerts)) || _time.GetElapsedTime(patience) > DrainTime)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), _time, CancellationToken.None);
        }

        var gateways = await _hub!.Queries.GatewaysAsync(CancellationToken.None);
        var cases = await _hub.Queries.CasesAsync(new CaseFilter { Limit = HubQueries.MaxLimit }, CancellationToken.None);
        return DemoReport.Of(
            accepted, alerts, _commits!.Latency, gateways, _witness!.Statuses, cases.Cases.Count, ended - _started, _started, _world.Cable.LastCut);
    }

    private async Task<List<AlertView>> AlertsAsync()
    {
        var alerts = new List<AlertView>();
        for (long after = 0; ;)
        {
            var page = await _hub!.Queries.AlertsAfterAsync(after);
            if (page.Count == 0)
            {
                return alerts;
            }

            alerts.AddRange(page.Select(change => change.Alert));
            after = page[^1].StreamId;
        }
    }

    private IAnsiConsole Terminal()
    {
        var settings = new AnsiConsoleSettings { Ansi = _options.Headless ? AnsiSupport.No : AnsiSupport.Detect };
        var console = AnsiConsole.Create(settings);
        if (_options.Headless || System.Console.IsOutputRedirected)
        {
            // A file or a pipe has no edge to wrap at.
            console.Profile.Width = 400;
        }

        return console;
    }

    private static ValueTask DisposeAsync(IAsyncDisposable? part) => part?.DisposeAsync() ?? ValueTask.CompletedTask;
}
