using System.CommandLine;
using EdgeGrid.Agent.Calibrations;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Agent.Commands;

/// <summary>
/// <c>agent watch DEVICE</c>: what one device measures, live. On a terminal one line that changes each second, and what was
/// wrong stays above it; in a pipe a line each second. It is opened again when it fails, as the running agent does.
/// </summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static Command Make()
    {
        var configuration = new ConfigurationOptions();
        var device = new Argument<string>("DEVICE") { Description = "Its name in the configuration." };
        var command = new Command("watch", "Show what one device measures, live, until Ctrl-C. Stop the agent first where both would need the same serial line or camera.") { device };
        configuration.AddTo(command);
        command.SetAction((parsed, stopping) => WatchAsync(configuration, parsed, parsed.GetRequiredValue(device), stopping));
        return command;
    }

    private static async Task<int> WatchAsync(ConfigurationOptions configuration, ParseResult parsed, string name, CancellationToken stopping)
    {
        var hardware = new BoardHardware();
        if (configuration.Load(parsed, hardware) is not { } file)
        {
            return AgentCommandLine.WrongUsage;
        }

        var calibrated = new CalibrationFile(file.Data.Folder).Apply(CheckCommand.InForce(file, hardware).Options, parsed.InvocationConfiguration.Error.WriteLine);
        if (Find(calibrated, name, parsed.InvocationConfiguration.Error) is not { } options)
        {
            return AgentCommandLine.WrongUsage;
        }

        var output = parsed.InvocationConfiguration.Output;
        var view = new WatchView(output, TimeProvider.System, inPlace: ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected);
        try
        {
            await DeviceThread.RunAsync(name, () => KeepWatchingAsync(options, new DeviceContext(hardware, TimeProvider.System) { Tell = view.Say, MemoryFolder = file.Data.DevicesFolder }.For(name), view, stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            view.End();
        }

        return AgentCommandLine.Done;
    }

    /// <summary>The device of that name; null, and told what there is, when there is none.</summary>
    internal static DeviceOptions? Find(AgentOptions options, string name, TextWriter error)
    {
        if (options.Devices.FirstOrDefault(device => device.Name == name) is { } found)
        {
            return found;
        }

        var names = options.Devices.Select(device => device.Name).ToList();
        var meant = Spelling.Nearest(name, names);
        error.WriteLine($"The configuration has no device \"{name}\".{(meant is null ? "" : $" Did you mean \"{meant}\"?")} It has: {string.Join(", ", names)}.");
        return null;
    }

    private static async Task KeepWatchingAsync(DeviceOptions options, DeviceContext context, WatchView view, CancellationToken stopping)
    {
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            try
            {
                await using var device = options.Kind.Create(options.Settings, context);
                var identity = await device.OpenAsync(stopping);
                view.Say($"{options.Name}: {identity.Model} {identity.Detail}".TrimEnd());
                await (device is ISampledDevice sampled ? SampleAsync(sampled, options.Every, view, stopping) : ListenAsync((IListeningDevice)device, view, stopping));
                return;
            }
            catch (DeviceException failure)
            {
                view.Say($"{failure.Message} Trying again.");
            }

            await Task.Delay(Pause, context.Time, stopping);
        }
    }

    private static async Task SampleAsync(ISampledDevice device, TimeSpan every, WatchView view, CancellationToken stopping)
    {
        var faults = new FaultStreak();
        using var timer = new PeriodicTimer(every, TimeProvider.System);
        do
        {
            var measurements = device.Sample();
            view.Show(measurements);
            var fault = measurements.Select(measurement => measurement.Fault).FirstOrDefault(fault => fault != DeviceFault.None);
            if (faults.Next(fault) == DeviceHealth.Failed)
            {
                throw new DeviceException(fault, FaultStreak.Explain(fault));
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private static async Task ListenAsync(IListeningDevice device, WatchView view, CancellationToken stopping)
    {
        await foreach (var measurement in device.ListenAsync(stopping).WithCancellation(stopping))
        {
            view.Show([measurement]);
        }

        view.Say("Its source is at its end.");
        view.End();
    }
}
