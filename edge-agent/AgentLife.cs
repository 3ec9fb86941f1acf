using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Agent.Detection;

namespace EdgeGrid.Agent;

/// <summary>
/// One life of an agent: from its start to its stop within a process, which may hold several, one after the other.
/// </summary>
/// <param name="Time">Its clock.</param>
internal sealed record AgentLife(TimeProvider Time)
{
    /// <summary>Asks for the next life; null where nobody would begin one.</summary>
    public AgentRestart? Restart { get; init; }

    /// <summary>What is raised, from the life before and for the next one.</summary>
    public AlertHandover Handover { get; init; } = new();

    /// <summary>Takes the hub's configurations; null where the configuration is another program's.</summary>
    public RevisionDesk? Revisions { get; init; }

    /// <summary>How long a new configuration has to show that it stands.</summary>
    public RevisionPace Pace { get; init; } = new();
}
