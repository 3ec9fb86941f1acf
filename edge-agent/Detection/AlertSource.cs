using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Detection;

/// <summary>What an alert is about, and the clocks by which it is told.</summary>
/// <param name="Gateway">Where it is.</param>
/// <param name="Clock">Both clocks.</param>
/// <param name="Time">For the local time of day, and for new ids.</param>
internal abstract record AlertSource(GatewayOptions Gateway, GatewayClock Clock, TimeProvider Time)
{
    /// <summary>What was raised before the agent started anew.</summary>
    public AlertHandover Handover { get; init; } = new();

    public abstract string Device { get; }

    public virtual string Place => Gateway.Place;

    public virtual Position? Position => Gateway.Position;

    public virtual bool Simulated => Gateway.Simulated;
}
