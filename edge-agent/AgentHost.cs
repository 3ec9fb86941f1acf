using EdgeGrid.Agent.Actuation;
using EdgeGrid.Agent.Calibrations;
using EdgeGrid.Agent.Centre;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;
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

    /// <summary>Where it stands among others in this process, for the service: without one the agent takes no configuration of the hub's.</summary>
    internal AgentLife? Life { get; init; }
}

/// <summary>
/// Puts a gateway together. Holds no statics: any number of agents live in one process, each with its own data folder.
/// </summary>
public static class AgentHost
{
    // What is in the channel is decided and stored, outputs are switched off, the hub is told: seconds at most.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    /// <summary>A gateway, not yet started. It holds its data folder until it is disposed.</summary>
    /// <exception cref="OutboxException">The data folder cannot be used, or another agent uses it.</exception>
    public static IHost Build(AgentOptions options, AgentSurroundings surroundings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        surroundings.Logging?.Invoke(builder.Logging);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        var unused = new List<string>();
        AddParts(builder.Services, new CalibrationFile(options.Data.Folder).Apply(options, unused.Add), surroundings);
        var host = builder.Build();
        try
        {
            foreach (var trouble in unused)
            {
                host.Services.GetRequiredService<ILogger<Sampler>>().CalibrationUnused(trouble);
            }

            // Opened before anything starts: without it there is no gateway.
            host.Services.GetRequiredService<IOutbox>();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static void AddParts(IServiceCollection services, AgentOptions options, AgentSurroundings surroundings)
    {
        services.AddSingleton(options);
        services.AddSingleton(surroundings.Time);
        services.AddSingleton(new DeviceContext(surroundings.Hardware, surroundings.Time) { MemoryFolder = options.Data.DevicesFolder });
        services.AddSingleton<GatewayClock>();
        services.AddSingleton<DropCounters>();
        services.AddSingleton<DeviceStates>();
        services.AddSingleton<StatusReport>();
        services.AddSingleton<PointTable>();
        services.AddSingleton<ReadingChannel>();
        services.AddSingleton<SamplerContext>();
        services.AddSingleton<LocalOutputs>();
        services.AddSingleton<OutboxSettings>(provider => new OutboxSettings
        {
            Gateway = options.Gateway.Id,
            Clock = provider.GetRequiredService<GatewayClock>(),
            Folder = options.Data.Folder,
            MaxMegabytes = options.Data.MaxMegabytes,
            KeepMeasurements = options.Data.KeepMeasurements,
            KeepPositions = options.Data.KeepPositions,
            Simulated = options.Gateway.Simulated,
            Wear = provider.GetRequiredService<DiskWear>(),
        });
        var life = surroundings.Life ?? new AgentLife(surroundings.Time);
        services.AddSingleton(life);
        services.AddSingleton(life.Handover);
        services.AddSingleton<StorageTrouble>();
        services.AddSingleton(new DiskWear(options.Gateway.Id, surroundings.Time));
        services.AddSingleton<IOutbox, LiteDbOutbox>();
        services.AddSingleton(new PublisherSettings { Gateway = options.Gateway.Id, Hub = options.Hub });
        services.AddSingleton<DetectorSources>();
        services.AddSingleton<Detectors>();
        services.AddSingleton<EvidenceRecorder>();
        services.AddSingleton(provider => new PipelineEnds(
            provider.GetRequiredService<LocalOutputs>(),
            provider.GetRequiredService<IOutbox>(),
            provider.GetRequiredService<EvidenceRecorder>(),
            provider.GetRequiredService<DropCounters>(),
            provider.GetRequiredService<ILogger<Pipeline>>()) { Handover = life.Handover });
        services.AddSingleton<Pipeline>();
        services.AddSingleton<Samplers>();
        AddCentre(services, options, life);

        // Started in this order, from the end of the flow to its beginning, and stopped in the opposite one: what has
        // been sampled is still decided, acted on and stored.
        services.AddHostedService(provider => provider.GetRequiredService<CentreClerk>());
        services.AddHostedService<OutboxPublisher>();
        services.AddHostedService(provider => provider.GetRequiredService<LocalOutputs>());
        services.AddHostedService(provider => provider.GetRequiredService<EvidenceRecorder>());
        services.AddHostedService<PipelineWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<Samplers>());
    }

    // What the hub wants of this gateway.
    private static void AddCentre(IServiceCollection services, AgentOptions options, AgentLife life)
    {
        services.AddSingleton<CentreLink>();
        services.AddSingleton<HubTalk>();
        services.AddSingleton<CommandTools>();
        services.AddSingleton(provider => new CommandLedger(options.Data.Folder, provider.GetRequiredService<ILogger<CommandLedger>>()));
        services.AddSingleton<CommandDesk>();
        if (life is { Revisions: { } revisions, Restart: { } restart })
        {
            services.AddSingleton(new RevisionTrial(revisions, life.Pace, restart, life.Time));
            services.AddHostedService(provider => provider.GetRequiredService<RevisionTrial>());
        }

        services.AddSingleton(provider => new CentreClerk(
            options.Gateway.Id,
            provider.GetRequiredService<CentreLink>(),
            provider.GetRequiredService<CommandDesk>(),
            life,
            provider.GetRequiredService<ILogger<CentreClerk>>()) { Trial = provider.GetService<RevisionTrial>() });
    }
}
