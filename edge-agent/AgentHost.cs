using EdgeGrid.Agent.Actuation;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices.Buses;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent;

/// <summary>What an agent finds around it: the board and systemd for the service, a simulator's for the demo.</summary>
/// <param name="Hardware">Where drivers get their buses.</param>
public sealed record AgentSurroundings(IHardware Hardware)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the log goes; nowhere when null.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }
}

/// <summary>
/// Puts a gateway together. Holds no statics: any number of agents live in one process, each with its own data folder.
/// </summary>
public static class AgentHost
{
    /// <summary>A gateway, not yet started. Disposing it releases the data folder.</summary>
    public static IHost Build(AgentOptions options, AgentSurroundings surroundings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        surroundings.Logging?.Invoke(builder.Logging);

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(surroundings.Time);
        services.AddSingleton(surroundings.Hardware);
        services.AddSingleton<GatewayClock>();
        services.AddSingleton<DropCounters>();
        services.AddSingleton<DeviceStates>();
        services.AddSingleton<IGatewayStatusSource, StatusReport>();
        services.AddSingleton<PointTable>();
        services.AddSingleton<ReadingChannel>();
        services.AddSingleton<LocalOutputs>();
        return builder.Build();
    }
}
