using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Publishing;

/// <summary>What the publisher tells of the gateway: written by Health, retained on the broker by Publishing.</summary>
internal interface IGatewayStatusSource
{
    /// <summary>The status now, but for the lanes, which the publisher fills in from the outbox.</summary>
    GatewayStatus Current(bool online);

    /// <summary>Completes when something worth telling has changed since the last call: a device's health, above all.</summary>
    Task WaitForChangeAsync(CancellationToken cancellationToken);
}
