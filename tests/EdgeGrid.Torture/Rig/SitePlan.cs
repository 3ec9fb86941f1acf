using EdgeGrid.Testing;

namespace EdgeGrid.Torture.Rig;

/// <summary>What a scenario's site looks like.</summary>
internal sealed record SitePlan
{
    public int Gateways { get; init; } = 1;

    public Bustle Bustle { get; init; } = Bustle.Great;

    /// <summary>Where the broker listens, on loopback.</summary>
    public int BrokerPort { get; init; } = Ports.Free();

    /// <summary>The broker is a program of its own, and not the hub's.</summary>
    public bool OwnBroker { get; init; }

    /// <summary>What the gateways connect to when something lies between them and the broker.</summary>
    public int? GatewayPort { get; init; }

    /// <summary>In place of the agent's program.</summary>
    public IReadOnlyList<string>? AgentProgram { get; init; }

    /// <summary>Put before an agent's command.</summary>
    public IReadOnlyList<string> AgentPrefix { get; init; } = [];

    /// <summary>Where each gateway keeps its data; in the site's own folder when null.</summary>
    public IReadOnlyList<string>? DataFolders { get; init; }

    /// <summary>What was done can cost alerts, when the ledger names them; otherwise nothing excuses a loss.</summary>
    public bool MayLose { get; init; }
}
