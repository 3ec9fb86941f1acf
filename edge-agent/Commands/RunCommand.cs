using System.CommandLine;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Devices.Buses;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Commands;

/// <summary><c>agent run</c>: the service, until it is told to stop.</summary>
internal static class RunCommand
{
    /// <param name="pace">How long a new configuration has to show that it stands, where not as usual.</param>
    public static Command Make(RevisionPace? pace = null)
    {
        var configuration = new ConfigurationOptions();
        var command = new Command("run", "Run the gateway until it is told to stop (Ctrl-C, or systemd).");
        configuration.AddTo(command);
        command.SetAction((parsed, stopping) => RunAsync(configuration, pace ?? new RevisionPace(), parsed, stopping));
        return command;
    }

    private static async Task<int> RunAsync(ConfigurationOptions configuration, RevisionPace pace, ParseResult parsed, CancellationToken stopping)
    {
        var hardware = new BoardHardware();
        if (configuration.Load(parsed, hardware) is not { } options)
        {
            return AgentCommandLine.WrongUsage;
        }

        try
        {
            using var service = new AgentService(new AgentSurroundings(hardware) { Logging = ToConsole }, options) { Pace = pace };
            await service.RunAsync(() => configuration.Read(parsed, hardware), stopping);
            return AgentCommandLine.Done;
        }
        catch (OutboxException refused)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(refused.Message);
            return AgentCommandLine.Failed;
        }
    }

    // The host's own greeting tells a technician nothing.
    private static void ToConsole(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        if (SystemdHelpers.IsSystemdService())
        {
            // The journal keeps the time and the level itself.
            logging.AddSystemdConsole();
        }
    }
}
