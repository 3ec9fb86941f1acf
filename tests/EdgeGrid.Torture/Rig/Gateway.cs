using System.Diagnostics;
using EdgeGrid.Testing;

namespace EdgeGrid.Torture.Rig;

/// <summary>Where one gateway is and what it is told.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="Folder">For its files, but for its data.</param>
/// <param name="DataFolder">Its outbox.</param>
/// <param name="Port">Of its broker, or of what lies before it.</param>
internal sealed record GatewaySetting(int Number, string Folder, string DataFolder, int Port);

/// <summary>One gateway with its building, and what it said that it has accepted.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private const int MostFarewells = 5;

    private const string StoresAgain = "[1303]";

    private static readonly string[] InMemoryWords = ["[1302]", "[1313] The files of the Alerts lane"];

    // What the hub has committed it has usually acknowledged by then; where not, the farewell says so.
    private static readonly TimeSpan AcknowledgedWithin = TimeSpan.FromMilliseconds(200);

    private readonly Trial _trial;
    private readonly BusyBuilding _building;
    private readonly Dictionary<string, List<string>> _damages = [];
    private readonly HashSet<string> _suspectEpochs = [];

    public Gateway(Trial trial, SitePlan plan, GatewaySetting setting)
    {
        _trial = trial;
        (Name, DataFolder) = ($"gw-{setting.Number}", setting.DataFolder);
        _building = new BusyBuilding(Path.Combine(setting.Folder, $"{Name}.sock"), setting.Number, plan.Bustle, trial.Dice(setting.Number - 1));
        Accepted = new AcceptedAlerts(trial);
        Ledger = new LedgerReader(DataFolder);
        var configuration = Path.Combine(setting.Folder, $"{Name}.jsonc");
        File.WriteAllText(configuration, $$"""
            {
              "gateway": { "id": "{{Name}}", "name": "Torture {{setting.Number}}", "place": "Building {{setting.Number}}", "simulated": true },
              "hub": { "url": "mqtt://127.0.0.1:{{setting.Port}}" },
              "data": { "folder": "{{DataFolder}}" },
              "devices": [ {{_building.DevicesCalled("")}} ]
            }
            """);
        string[] command = plan.AgentProgram is { } program ? [.. program] : trial.AgentFile is { } file ? [file] : ["dotnet", RunningProcess.PathOf("edge-agent/EdgeGrid.Agent")];
        command = [.. plan.AgentPrefix, .. command, "run", "--config", configuration];
        Agent = new MortalProgram($"the agent of {Name}", () => RunningProcess.Start(command[0], command[1..]), "Outbox", trial)
        {
            OnEnd = lines =>
            {
                Accepted.ListenToEnd(lines);
                LifeEnded?.Invoke(lines);
            },
        };
    }

    public string Name { get; }

    public string DataFolder { get; }

    public MortalProgram Agent { get; }

    public AcceptedAlerts Accepted { get; }

    public LedgerReader Ledger { get; }

    /// <summary>Also sees everything that one life of the agent said, after its end.</summary>
    public Action<IEnumerable<string>>? LifeEnded { get; set; }

    /// <summary>How many transitions it has told of so far.</summary>
    public int AcceptedSoFar
    {
        get
        {
            Accepted.Listen(Agent.Lines);
            return Accepted.All.Count;
        }
    }

    /// <summary>Returns when it has accepted so many more.</summary>
    /// <returns>False, and a fault is noted, when it does not.</returns>
    public async Task<bool> AcceptsAsync(int more, double seconds = 30)
    {
        var enough = AcceptedSoFar + more;
        return await NoteWhenLateAsync("it accepts no alerts", () => AcceptedSoFar >= enough, seconds);
    }

    /// <summary>Returns when it keeps no alerts in memory any more, by its own words: the disk takes them again.</summary>
    public async Task StoresAgainAsync() =>
        await NoteWhenLateAsync(
            "it does not store again",
            () => Agent.Lines.LastOrDefault(line => InMemoryWords.Any(words => line.Contains(words, StringComparison.Ordinal)) || line.Contains(StoresAgain, StringComparison.Ordinal))
                ?.Contains(StoresAgain, StringComparison.Ordinal) != false,
            seconds: 30);

    /// <summary>Returns when something that it has accepted after this call stands in the hub's store.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> DeliversAsync(HubFile hub, double seconds = 60)
    {
        var started = Stopwatch.GetTimestamp();
        _ = AcceptedSoFar;
        var (before, first) = (Accepted.Newest, default(AlertIdentity?));
        await NoteWhenLateAsync("nothing that it accepts reaches the hub", IsDelivering, seconds);
        hub.TakeDownLossLines();
        return Stopwatch.GetElapsedTime(started);

        bool IsDelivering()
        {
            _ = AcceptedSoFar;
            if (Accepted.Newest is not { } newest || newest == before)
            {
                return false;
            }

            // The first of them may be lost with a file whose damage is found only now.
            first ??= newest;
            return hub.Has(first.Value) || (newest != first && hub.Has(newest));
        }
    }

    /// <summary>Returns when it writes its log by a clock that was just set.</summary>
    public async Task StampsAsync(FakeClock clock) =>
        await NoteWhenLateAsync("it does not see that its clock was set", () => Agent.Lines.LastOrDefault() is { } line && clock.Stamped(line), seconds: 30);

    /// <summary>Returns when all that it has accepted until now stands in the hub's store.</summary>
    public async Task CatchesUpAsync(HubFile hub, double seconds = 60)
    {
        _ = AcceptedSoFar;
        var backlog = Accepted.All.Keys.ToArray();
        await NoteWhenLateAsync(
            "its backlog does not reach the hub",
            () => (Accepted.Newest is not { } newest || hub.Has(newest)) && hub.Of(Name).IsSupersetOf(backlog),
            seconds);
    }

    /// <summary>
    /// Lets the building come to rest, and stops the agent when nothing waits for the hub any more, by the word of its
    /// farewell. Returns with the outbox empty, or with a fault noted.
    /// </summary>
    public async Task FinishAsync(HubFile hub)
    {
        await _building.CalmDownAsync();
        var calmAt = TimeProvider.System.GetUtcNow();
        for (var farewells = 0; farewells < MostFarewells; farewells++)
        {
            if (!Agent.IsRunning)
            {
                await Agent.StartAndWaitAsync();
            }

            var delivered = await NoteWhenLateAsync(
                "its outbox does not empty", farewells == 0 ? () => IsUpToDate(hub) : () => IsDelivered(hub, calmAt), seconds: 120);
            await Task.Delay(AcknowledgedWithin, TimeProvider.System);
            var askedAt = TimeProvider.System.GetUtcNow();
            await Agent.StopAsync();
            if (await FarewellAsync(hub, askedAt) is { } word)
            {
                Accepted.AddThrough(Name, word.Epoch, word.LastSequence);
                if (word.Pending == 0 || !delivered)
                {
                    return;
                }
            }
        }

        _trial.Fault($"{Name}: it never left with an empty outbox");
    }

    /// <summary>Its devices under other names.</summary>
    public string DevicesCalled(string prefix) => _building.DevicesCalled(prefix);

    /// <summary>What was done to the file of an epoch, one after the other.</summary>
    public IReadOnlyList<string> DamagesOf(string epoch) => _damages.GetValueOrDefault(epoch) ?? [];

    /// <summary>Takes in what its ledger has said. The agent stands still.</summary>
    public void ReadLedger() =>
        Ledger.Read([.. Accepted.All.Keys.Where(identity => _suspectEpochs.Contains(identity.Epoch))]);

    /// <summary>Has one of its files damaged. The agent stands still.</summary>
    /// <returns>What was done, for people.</returns>
    public string Suffer()
    {
        ReadLedger();
        if (Damage.Do(DataFolder, Accepted.Epochs, _trial) is not { } damage)
        {
            return "nothing there to damage";
        }

        // What has left the folder since its damage is gone, and no later line can mean it.
        _suspectEpochs.IntersectWith(damage.Live);
        _suspectEpochs.UnionWith(damage.Epochs);
        Ledger.Distrust();
        foreach (var epoch in damage.Epochs)
        {
            _damages[epoch] = [.. DamagesOf(epoch), $"cycle {_trial.Cycle} {damage.Words}"];
        }

        return damage.Words;
    }

    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        await _building.DisposeAsync();
    }

    // What it told of last is there, and so most probably all; the farewell says whether that is true.
    private bool IsUpToDate(HubFile hub)
    {
        _ = AcceptedSoFar;
        return Agent.Says("The hub is there") && Accepted.Newest is { } newest && hub.Has(newest);
    }

    // It was not true. All that it told of is there; or, when some of that is lost, it says itself that nothing waits.
    private bool IsDelivered(HubFile hub, DateTimeOffset calmAt) =>
        (IsUpToDate(hub) && hub.Of(Name).IsSupersetOf(Accepted.All.Keys))
        || (hub.LastWord(Name) is { Online: true, Pending: 0 } word && word.At >= calmAt);

    // The will says offline, too, but it is as old as the connection.
    private async Task<GatewayWord?> FarewellAsync(HubFile hub, DateTimeOffset askedAt)
    {
        GatewayWord? word = null;
        try
        {
            await Eventually.HoldsAsync("a farewell", () => (word = hub.LastWord(Name)) is { Online: false } && word.At >= askedAt, seconds: 5);
            return word;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<bool> NoteWhenLateAsync(string trouble, Func<bool> condition, double seconds)
    {
        try
        {
            await Eventually.HoldsAsync(trouble, condition, seconds);
            return true;
        }
        catch (TimeoutException)
        {
            _trial.Fault($"{Name}: {trouble} within {seconds:0} s. Its last words: {Agent.LastWords}");
            return false;
        }
    }
}
