using System.CommandLine;
using EdgeGrid.Agent.Calibrations;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Agent.Commands;

/// <summary><c>agent calibrate DEVICE</c>: finds out in clean air what this very sensor is, and keeps it.</summary>
internal static class CalibrateCommand
{
    // On a screen each change is shown; in a pipe so seldom.
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private static readonly Option<string> Length = new("--for") { Description = "How long samples are taken: 30s, 2m, 10m.", HelpName = "TIME", DefaultValueFactory = _ => "2m" };

    private static readonly Option<bool> Show = new("--show") { Description = "Say what is kept of it, and take no samples." };

    private static readonly Option<bool> Forget = new("--forget") { Description = "Forget what is kept of it: what is configured holds again." };

    public static Command Make()
    {
        var configuration = new ConfigurationOptions();
        var device = new Argument<string>("DEVICE") { Description = "Its name in the configuration." };
        var command = new Command("calibrate", "Find out in clean air what one sensor's own values are, and keep them over every configuration. Stop the agent first; its next start uses them.")
        {
            device, Length, Show, Forget,
        };
        configuration.AddTo(command);
        command.SetAction((parsed, stopping) => CalibrateAsync(configuration, parsed, parsed.GetRequiredValue(device), stopping));
        return command;
    }

    // A sensor ages by some ten percent a year; gas in the "clean" air makes a tenth of an R0.
    private const double MostDoublings = 1;

    private static async Task<int> CalibrateAsync(ConfigurationOptions configuration, ParseResult parsed, string name, CancellationToken stopping)
    {
        var hardware = new BoardHardware();
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (configuration.Load(parsed, hardware) is not { } technicians)
        {
            return AgentCommandLine.WrongUsage;
        }

        var options = CheckCommand.InForce(technicians, hardware).Options;
        if (WatchCommand.Find(options, name, error) is not { } device)
        {
            return AgentCommandLine.WrongUsage;
        }

        if (device.Kind.Calibration is null)
        {
            await error.WriteLineAsync($"\"{name}\" is a {device.Kind.Name}, which needs no calibration here. {Words.Choices(Drivers.All.Where(kind => kind.Calibration is not null).Select(kind => kind.Name))} can be calibrated.");
            return AgentCommandLine.WrongUsage;
        }

        if (!Words.TryParseDuration(parsed.GetRequiredValue(Length), out var length) || length < TimeSpan.FromSeconds(1) || length > TimeSpan.FromHours(24))
        {
            await error.WriteLineAsync($"--for {parsed.GetRequiredValue(Length)} is no time from 1s to 24h: write 30s, 2m, 10m.");
            return AgentCommandLine.WrongUsage;
        }

        var file = new CalibrationFile(options.Data.Folder);
        try
        {
            return parsed.GetValue(Show) ? Tell(file, device, output)
                : parsed.GetValue(Forget) ? Drop(file, device, output)
                : await MeasureAsync(file, device, new DeviceContext(hardware, TimeProvider.System), length, output, stopping);
        }
        catch (Exception failure) when (failure is DeviceException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(failure.Message);
            return AgentCommandLine.Failed;
        }
    }

    private static async Task<int> MeasureAsync(CalibrationFile file, DeviceOptions options, DeviceContext context, TimeSpan length, TextWriter output, CancellationToken stopping)
    {
        var run = new CalibrationRun(options, context.Time);
        var progress = new ProgressLine(output, context.Time, LineEvery);
        var outcome = new CalibrationOutcome(null);

        // What cannot be kept is found out before anybody waits.
        var before = file.Read().GetValueOrDefault(options.Name);
        try
        {
            await DeviceThread.RunAsync(options.Name, async () =>
            {
                await using var device = (ICalibratedDevice)options.Kind.Create(options.Settings, context);
                var identity = await device.OpenAsync(stopping);
                await output.WriteLineAsync($"{options.Name}: {identity.Model} {identity.Detail}".TrimEnd());
                outcome = await run.RunAsync(device, length, progress.Show, stopping);
            });
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            outcome = new CalibrationOutcome(null, "It was ended before it was done.");
        }

        progress.End();
        if (outcome.Result is not { } result)
        {
            await output.WriteLineAsync($"Not calibrated. {outcome.Why}");
            return AgentCommandLine.Failed;
        }

        file.Put(options.Name, result);
        await output.WriteLineAsync($"Kept: {run.Show(result.Value)}, of {result.Samples} samples. It was {run.Show(options.Settings.Number(result.Option))}. The agent uses it from its next start.");
        if (before is not null && before.Unfit(options) is null && Math.Abs(Math.Log2(result.Value / before.Value)) > MostDoublings)
        {
            await output.WriteLineAsync(FormattableString.Invariant($"On {before.At:yyyy-MM-dd} it was {run.Show(before.Value)}: no sensor changes so much by itself. If it was not exchanged, look whether the air is clean, and calibrate again."));
        }

        return AgentCommandLine.Done;
    }

    private static int Tell(CalibrationFile file, DeviceOptions device, TextWriter output)
    {
        if (file.Read().GetValueOrDefault(device.Name) is not { } stored)
        {
            output.WriteLine($"{device.Name} was not calibrated: {device.Kind.Calibration!.Option} is {device.Settings.Shown(device.Kind.Calibration.Option)}, as configured.");
            return AgentCommandLine.Done;
        }

        output.WriteLine(FormattableString.Invariant($"{device.Name}: {stored.Option} {Words.Rounded(stored.Value)}, found on {stored.At:yyyy-MM-dd HH:mm} UTC of {stored.Samples} samples, {stored.SpreadPercent:0.0} % apart."));
        if (stored.Unfit(device) is { } why)
        {
            output.WriteLine($"It is not used, for {why}. Calibrate it again.");
        }

        return AgentCommandLine.Done;
    }

    private static int Drop(CalibrationFile file, DeviceOptions device, TextWriter output)
    {
        file.Put(device.Name, null);
        output.WriteLine($"{device.Name}: {device.Kind.Calibration!.Option} is {device.Settings.Shown(device.Kind.Calibration.Option)}, as configured, from the agent's next start.");
        return AgentCommandLine.Done;
    }
}
