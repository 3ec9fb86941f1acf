using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Devices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Actuation;

/// <summary>
/// The outputs that the gateway switches by itself: life safety needs no network. The pipeline asks after detection and
/// before the outbox, so that the alert which crosses the wire says what was done.
/// </summary>
internal sealed class LocalOutputs : BackgroundService
{
    private readonly IReadOnlyList<LocalOutput> _outputs;

    public LocalOutputs(AgentOptions options, DeviceStates states, DeviceContext devices, ILogger<LocalOutputs> logger) =>
        _outputs =
        [
            .. options.Outputs.Select(output =>
                new LocalOutput(output, new OutputLine(output, states[output.Name], devices, logger), devices.Time, logger)),
        ];

    /// <summary>Switches what this alert asks for. What fails is told in the actions, and stops nothing.</summary>
    /// <returns>The alert with what was done, or what failed, in its actions.</returns>
    public DetectedAlert Act(DetectedAlert alert)
    {
        List<string>? actions = null;
        foreach (var output in _outputs)
        {
            if (output.React(alert.Alert) is { } action)
            {
                (actions ??= [.. alert.Alert.Actions]).Add(action);
            }
        }

        return actions is null ? alert : alert with { Alert = alert.Alert with { Actions = actions } };
    }

    /// <summary>Makes every sounder silent for a while. Valves and whatever else is switched stay as they are.</summary>
    /// <returns>What was done, or what failed, for each sounder.</returns>
    public IReadOnlyList<string> Silence(TimeSpan duration) => [.. _outputs.Select(output => output.Silence(duration)).OfType<string>()];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(_outputs.Select(output => output.RunAsync(stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop: every output is off by now.
            return;
        }
    }

    public override void Dispose()
    {
        foreach (var output in _outputs)
        {
            output.Dispose();
        }

        base.Dispose();
    }
}
