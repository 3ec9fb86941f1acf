using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent;

/// <summary>
/// The agent as a service: one life after the other, each with the configuration that is in force at its start, until the
/// process is told to stop. A new configuration that does not even start is given up, and the one before runs again.
/// </summary>
internal sealed class AgentService : IDisposable
{
    private const string HoldFile = "agent.lock";

    private readonly AgentSurroundings _surroundings;
    private readonly ILoggerFactory _logs;
    private readonly FolderHold _hold;
    private readonly RevisionDesk _revisions;
    private readonly SystemdNotifier _systemd = new();

    /// <param name="surroundings">What it finds around it.</param>
    /// <param name="file">The technician's configuration.</param>
    /// <exception cref="OutboxException">The data folder cannot be used, or another agent uses it.</exception>
    public AgentService(AgentSurroundings surroundings, AgentOptions file)
    {
        _surroundings = surroundings;
        _logs = LoggerFactory.Create(logging => surroundings.Logging?.Invoke(logging));
        _hold = Hold(file.Data.Folder, _logs);
        var log = _logs.CreateLogger<RevisionDesk>();
        var configuration = new AgentConfiguration(Drivers.All, surroundings.Hardware);
        _revisions = new RevisionDesk(new RevisionContext(configuration, new RevisionFile(file.Data.Folder, log), surroundings.Time, log), file);
    }

    public RevisionPace Pace { get; init; } = new();

    /// <summary>Keeps whoever would change what this agent's revisions are from doing so while one runs.</summary>
    /// <exception cref="OutboxException">The data folder cannot be used, or another agent uses it.</exception>
    public static FolderHold Hold(string folder, ILoggerFactory logs)
    {
        var hold = new FolderHold(folder, HoldFile);
        try
        {
            hold.Take();
        }
        catch (IOException failure)
        {
            // The outbox says the rest. Nothing of the hub's can be stored on such a disk, and nothing new is taken.
            logs.CreateLogger<RevisionDesk>().RevisionsNotStored(failure.Message);
        }

        return hold;
    }

    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="readFile">Reads the technician's file anew.</param>
    /// <param name="stopping">Tells it to stop.</param>
    public async Task RunAsync(Func<ConfigurationResult> readFile, CancellationToken stopping)
    {
        var handover = new AlertHandover();
        while (true)
        {
            using var restart = new AgentRestart();
            var life = new AgentLife(_surroundings.Time) { Restart = restart, Handover = handover, Revisions = _revisions, Pace = Pace };
            try
            {
                await LiveAsync(life, _revisions.Choose(readFile()), stopping);
            }
            catch (Exception failure) when (failure is not OutboxException && _revisions.RollBack($"The agent could not start with it: {failure.Message}"))
            {
                restart.Ask();
            }

            if (!restart.IsAsked || stopping.IsCancellationRequested)
            {
                return;
            }

            handover = handover.Next;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hold.Dispose();
        _logs.Dispose();
    }

    private async Task LiveAsync(AgentLife life, AgentOptions options, CancellationToken stopping)
    {
        using var host = AgentHost.Build(options, _surroundings with { Life = life });
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var asked = life.Restart!.WhenAsked(lifetime.StopApplication);

        // To systemd all lives are one: it would take the end of one for the end of the service.
        using var started = lifetime.ApplicationStarted.Register(() => _systemd.Notify(ServiceState.Ready));
        using var stops = lifetime.ApplicationStopping.Register(() =>
        {
            if (!life.Restart!.IsAsked)
            {
                _systemd.Notify(ServiceState.Stopping);
            }
        });
        try
        {
            await host.StartAsync(stopping);
            await host.WaitForShutdownAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to end, or to begin again, while it still started: that is no failure, and no revision's fault.
            await host.StopAsync(CancellationToken.None);
        }
    }
}
