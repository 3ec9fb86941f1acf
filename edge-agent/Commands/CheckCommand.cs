using System.CommandLine;
using EdgeGrid.Agent.Calibrations;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Agent.Commands;

/// <summary><c>agent check</c>: is everything there that the configuration names?</summary>
internal static class CheckCommand
{
    public static Command Make()
    {
        var configuration = new ConfigurationOptions();
        var command = new Command("check", "Open every configured device, ask who is there and for one sample. Switches nothing. Exit code 1 when something is not found.");
        configuration.AddTo(command);
        command.SetAction((parsed, stopping) => CheckAsync(configuration, parsed, stopping));
        return command;
    }

    private static async Task<int> CheckAsync(ConfigurationOptions configuration, ParseResult parsed, CancellationToken stopping)
    {
        var hardware = new BoardHardware();
        if (configuration.Load(parsed, hardware) is not { } file)
        {
            return AgentCommandLine.WrongUsage;
        }

        var output = parsed.InvocationConfiguration.Output;
        var (configured, source) = InForce(file, hardware);
        var options = new CalibrationFile(configured.Data.Folder).Apply(configured, output.WriteLine);
        var probe = new DeviceProbe(new DeviceContext(hardware, TimeProvider.System) { MemoryFolder = options.Data.DevicesFolder });
        var hub = SurroundingsProbe.HubAsync(options.Hub.Url, stopping);
        var agentRuns = SurroundingsProbe.InUse(options.Data.Folder);
        var results = await Task.WhenAll(
            [
                .. options.Devices.Select(device => probe.ProbeAsync(device, stopping)),
                .. options.Outputs.Select(device => agentRuns ? Task.FromResult(DeviceProbe.Untouched(device)) : probe.ProbeAsync(device, stopping)),
            ]);

        await output.WriteLineAsync($"{options.Gateway.Id}, {options.Gateway.Name}. Configuration {file.Hash} is valid.\nRuns {source}.\n");
        CheckTable.Write(output, results);
        var (folderIsGood, folder) = SurroundingsProbe.Folder(options.Data);
        await output.WriteLineAsync($"\nhub          {options.Hub.Url.Authority}: {await hub}");
        await output.WriteLineAsync($"data folder  {options.Data.Folder}: {folder}");

        var missing = results.Count(result => !result.Found);
        await output.WriteLineAsync(missing == 0 ? $"\nAll {results.Length} devices found." : $"\n{missing} of {results.Length} devices not found.");
        return missing == 0 && folderIsGood ? AgentCommandLine.Done : AgentCommandLine.Failed;
    }

    /// <summary>What the agent runs, or would: the hub's revision where one is in force, and the technician's file otherwise.</summary>
    internal static (AgentOptions Options, string Runs) InForce(AgentOptions file, BoardHardware hardware)
    {
        var (state, trouble) = new RevisionFile(file.Data.Folder, NullLogger.Instance).Look();
        if (state?.InForce is not { } revision)
        {
            return (file, trouble is null ? ConfigurationCommand.Describe(state!) : $"the technician's file. {trouble}");
        }

        var overlaid = new AgentConfiguration(Drivers.All, hardware).Overlay(file, revision.Document, $"revision {revision.Number}");
        return overlaid.Options is { } options
            ? (options, $"{ConfigurationCommand.Describe(state)}, {options.Hash}; its devices are checked, not the file's")
            : (file, $"the technician's file at its next start: revision {revision.Number} of the hub does not fit any more");
    }
}
