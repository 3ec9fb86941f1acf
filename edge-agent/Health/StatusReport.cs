using System.Reflection;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Health;

/// <summary>Puts together what the gateway tells of itself.</summary>
internal sealed class StatusReport(
    AgentOptions options,
    GatewayClock clock,
    DeviceStates devices,
    DropCounters drops,
    IOutbox outbox)
{
    /// <summary>Of the agent: <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(StatusReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Online, as of now.</summary>
    public GatewayStatus Current() => new()
    {
        Gateway = options.Gateway.Id,
        Online = true,
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
        Alerts = outbox.Status(Lane.Alerts),
        Readings = outbox.Status(Lane.Readings),
        Dropped = drops.Snapshot(),
    };

    /// <summary>The will and the farewell: the same, offline.</summary>
    public GatewayStatus Offline() => Current() with { Online = false };
}
