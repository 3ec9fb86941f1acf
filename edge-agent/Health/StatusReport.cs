using System.Reflection;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Health;

/// <summary>Puts together what the gateway tells of itself.</summary>
internal sealed class StatusReport(
    AgentOptions options,
    GatewayClock clock,
    DeviceStates devices,
    DropCounters drops,
    DiskWear wear)
{
    /// <summary>Of the agent: <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(StatusReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The status now, but for the lanes, which the publisher fills in from the outbox.</summary>
    public GatewayStatus Current(bool online) => new()
    {
        Gateway = options.Gateway.Id,
        Online = online,
        Name = options.Gateway.Name,
        Place = options.Gateway.Place,
        Position = options.Gateway.Position,
        Cell = options.Gateway.Cell,
        Version = Version,
        BootId = clock.BootId,
        StartedAt = clock.StartedAt,
        At = clock.Now().At,
        ConfigHash = options.Hash,
        Simulated = options.Gateway.Simulated || options.Devices.Any(device => device.Simulated),
        Clock = clock.Quality,
        Devices = [.. devices.All.Select(device => device.Status)],
        Disk = wear.Status,
        Dropped = drops.Snapshot(),
    };

    /// <summary>Completes when something worth telling at once has changed since the last call.</summary>
    public Task WaitForChangeAsync(CancellationToken cancellationToken) => devices.WaitForChangeAsync(cancellationToken);
}
