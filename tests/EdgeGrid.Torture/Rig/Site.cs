using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeGrid.Testing;
using Microsoft.Data.Sqlite;

namespace EdgeGrid.Torture.Rig;

/// <summary>A busy building, its gateway and a hub: each program a process of its own, each file and socket a real one.</summary>
internal sealed partial class Site : IAsyncDisposable
{
    private const string GatewayName = "gw-torture";

    private readonly TemporaryFolder _folder = new();
    private readonly HashSet<AlertIdentity> _accepted = [];
    private readonly BusyBuilding _building;

    /// <param name="trial">Gives the seed and the agent's file.</param>
    /// <param name="brokerPort">Of a broker that is not the hub's own; null for the embedded one.</param>
    public Site(Trial trial, int? brokerPort = null)
    {
        var (mqtt, http) = (brokerPort ?? Ports.Free(), Ports.Free());
        string[] broker = brokerPort is null ? ["--mqtt", $"127.0.0.1:{mqtt}"] : ["--broker", $"mqtt://127.0.0.1:{mqtt}"];
        _building = new BusyBuilding(_folder.Path, trial.Seed);
        Hub = new MortalProgram(
            "the hub",
            () => RunningProcess.StartProgram("hub/EdgeGrid.Hub", ["run", "--http", $"127.0.0.1:{http}", .. broker, "--data", HubFolder]),
            "EdgeGrid hub:");
        var configuration = _folder.File("agent.jsonc");
        File.WriteAllText(configuration, $$"""
            {
              "gateway": { "id": "{{GatewayName}}", "name": "Torture", "place": "Torture", "simulated": true },
              "hub": { "url": "mqtt://127.0.0.1:{{mqtt}}" },
              "data": { "folder": "{{AgentFolder}}" },
              "devices": [ {{_building.Devices}} ]
            }
            """);
        Agent = new MortalProgram(
            "the agent",
            () => trial.AgentFile is { } file
                ? RunningProcess.Start(file, "run", "--config", configuration)
                : RunningProcess.StartProgram("edge-agent/EdgeGrid.Agent", "run", "--config", configuration),
            "Outbox")
        {
            OnEnd = lines => _accepted.UnionWith(lines.Select(Accepted).OfType<AlertIdentity>()),
        };
    }

    public MortalProgram Hub { get; }

    public MortalProgram Agent { get; }

    /// <summary>How many transitions the gateway has told of until its last death.</summary>
    public int AcceptedSoFar => _accepted.Count;

    private string HubFolder => _folder.File("hub");

    private string AgentFolder => _folder.File("agent");

    /// <summary>
    /// Lets the building come to rest, waits until the gateway says that nothing waits for the hub any more, and draws
    /// up the account. Both programs run.
    /// </summary>
    public async Task<Account> SettleAsync()
    {
        await _building.CalmDownAsync();
        var calmAt = TimeProvider.System.GetUtcNow();
        await Eventually.HoldsAsync("an empty outbox", () => IsDrained(calmAt), seconds: 120);
        await Agent.KillAsync();
        await Hub.KillAsync();
        return Account.Of(_accepted, HubRecords.Read(HubFolder), LedgerLine.Read(AgentFolder), [.. Agent.Crashes, .. Hub.Crashes]);
    }

    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        await Hub.DisposeAsync();
        await _building.DisposeAsync();
        _folder.Dispose();
    }

    // By the gateway's own word: its status in the hub's store, told after everything had come to rest.
    private bool IsDrained(DateTimeOffset calmAt)
    {
        using var store = new SqliteConnection($"Data Source={Path.Combine(HubFolder, "hub.db")};Mode=ReadOnly;Pooling=False");
        store.Open();
        using var command = store.CreateCommand();
        command.CommandText = "SELECT Status FROM gateways WHERE Gateway = $gateway";
        command.Parameters.AddWithValue("$gateway", GatewayName);
        if (command.ExecuteScalar() is not string text)
        {
            return false;
        }

        using var status = JsonDocument.Parse(text);
        var alerts = status.RootElement.GetProperty("alerts");
        if (status.RootElement.GetProperty("at").GetDateTimeOffset() < calmAt || alerts.GetProperty("pending").GetInt64() > 0)
        {
            return false;
        }

        // Whatever the outbox has numbered it has accepted, said or unsaid.
        var epoch = alerts.GetProperty("epoch").GetString()!;
        for (var sequence = 1L; sequence <= alerts.GetProperty("lastSequence").GetInt64(); sequence++)
        {
            _accepted.Add(new AlertIdentity(epoch, sequence));
        }

        return true;
    }

    private static AlertIdentity? Accepted(string line) =>
        AcceptedLine().Match(line) is { Success: true } match
            ? new AlertIdentity(match.Groups["epoch"].Value, long.Parse(match.Groups["sequence"].Value, CultureInfo.InvariantCulture))
            : null;

    [GeneratedRegex(@"\bAlert [0-9a-f]{32} .*\[gw-torture/(?<epoch>[0-9A-Fa-f]{32})/(?<sequence>\d+)\]$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AcceptedLine();
}
