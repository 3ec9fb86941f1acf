using EdgeGrid.Testing;

namespace EdgeGrid.Torture.Rig;

/// <summary>Busy buildings, their gateways and a hub: each program a process of its own, each file and socket a real one.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly Trial _trial;
    private readonly SitePlan _plan;
    private readonly TemporaryFolder _folder = new();

    public Site(Trial trial, SitePlan? plan = null)
    {
        (_trial, _plan) = (trial, plan ?? new SitePlan());
        var http = Ports.Free();
        HubPage = new Uri($"http://127.0.0.1:{http}/");
        string[] broker = _plan.OwnBroker ? ["--broker", $"mqtt://127.0.0.1:{_plan.BrokerPort}"] : ["--mqtt", $"127.0.0.1:{_plan.BrokerPort}"];
        HubFile = new HubFile(_folder.File("hub"));
        Hub = new MortalProgram(
            "the hub",
            () => RunningProcess.StartProgram("hub/EdgeGrid.Hub", ["run", "--http", $"127.0.0.1:{http}", .. broker, "--data", _folder.File("hub")]),
            "EdgeGrid hub:",
            trial);
        Gateways = [.. Enumerable.Range(1, _plan.Gateways).Select(Make)];
    }

    public MortalProgram Hub { get; }

    public HubFile HubFile { get; }

    public Uri HubPage { get; }

    /// <summary>Its administrator's, once it has run.</summary>
    public string HubToken => File.ReadAllText(Path.Combine(_folder.File("hub"), "administrator.token")).Trim();

    public IReadOnlyList<Gateway> Gateways { get; }

    /// <summary>The one, or the first of them.</summary>
    public Gateway Gateway => Gateways[0];

    /// <summary>Of all gateways.</summary>
    public int AcceptedSoFar => Gateways.Sum(gateway => gateway.AcceptedSoFar);

    /// <summary>Starts the hub, then all gateways at once.</summary>
    public async Task StartAsync()
    {
        await Hub.StartAndWaitAsync();
        await Task.WhenAll(Gateways.Select(gateway => gateway.Agent.StartAndWaitAsync()));
    }

    /// <summary>Lets everything come to rest until nothing waits for the hub any more, and draws up the account. The hub runs.</summary>
    public async Task<Account> SettleAsync()
    {
        await Task.WhenAll(Gateways.Select(gateway => gateway.FinishAsync(HubFile)));
        await Hub.KillAsync();
        foreach (var gateway in Gateways)
        {
            gateway.ReadLedger();
        }

        return Account.Of(Gateways, HubRecords.Read(HubFile), _plan.MayLose, _trial.Faults);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in Gateways)
        {
            await gateway.DisposeAsync();
        }

        await Hub.DisposeAsync();
        _folder.Dispose();
    }

    private Gateway Make(int number) => new(_trial, _plan, new GatewaySetting(
        number,
        _folder.Path,
        _plan.DataFolders?[number - 1] ?? _folder.File($"gw-{number}"),
        _plan.GatewayPort ?? _plan.BrokerPort));
}
