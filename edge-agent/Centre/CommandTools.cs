using EdgeGrid.Agent.Actuation;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Centre;

/// <summary>What a command is carried out with, once it is written down.</summary>
internal delegate Task<(CommandOutcome Outcome, string Words)> CommandWork(CancellationToken cancellationToken);

/// <summary>What commands act on: each command is one method, and one line of <see cref="Prepare"/>.</summary>
internal sealed class CommandTools(LocalOutputs outputs, Samplers samplers, IOutbox outbox, GatewayClock clock, AgentLife life)
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan PictureWithin = TimeSpan.FromSeconds(5);

    /// <summary>Looks at a command before anything is done.</summary>
    /// <returns>What is to be done, or why it cannot be; problems of the arguments stand with them.</returns>
    public (CommandWork? Work, string? Refusal) Prepare(GatewayCommand command, CommandArguments arguments, AgentOptions options) => command.Name switch
    {
        CommandNames.Silence => Silence(arguments.TakeDuration("for", LongestSilence), options),
        CommandNames.Snapshot => Snapshot(command.Id, arguments.Take("camera", "the name of a camera"), options),
        CommandNames.Test => Test(arguments.Take("device", "the name of a device"), options),
        CommandNames.Restart => Restart(),
        _ => (null, $"There is no command \"{command.Name}\" here: {string.Join(", ", CommandNames.Silence, CommandNames.Snapshot, CommandNames.Test, CommandNames.Restart)}."),
    };

    private static string Unknown(string device) => $"There is no device \"{device}\" in the configuration that runs.";

    private (CommandWork? Work, string? Refusal) Silence(TimeSpan duration, AgentOptions options) =>
        !options.Outputs.Any(output => output.Sounder)
            ? (null, "There is no sounder here: an output that may be silenced has \"sounder\": true in the configuration.")
            : (_ => Task.FromResult(Done(outputs.Silence(duration), duration)), null);

    private static (CommandOutcome Outcome, string Words) Done(IReadOnlyList<string> actions, TimeSpan duration) =>
        actions.Any(action => action.Contains(" failed: ", StringComparison.Ordinal))
            ? (CommandOutcome.Failed, string.Join("; ", actions))
            : (CommandOutcome.Done, $"{string.Join("; ", actions)} for {Words.Duration(duration.TotalSeconds)}; a new alert sounds again");

    private (CommandWork? Work, string? Refusal) Snapshot(string id, string camera, AgentOptions options)
    {
        var sampler = samplers.Of(camera);
        return camera.Length == 0 ? default
            : sampler is null ? (null, Unknown(camera))
            : sampler.Options.Kind.Measures.Contains(Devices.Quantity.Motion) ? (token => TakePictureAsync(id, sampler, token), null)
            : (null, $"\"{camera}\" is no camera.");
    }

    private async Task<(CommandOutcome Outcome, string Words)> TakePictureAsync(string id, Sampler sampler, CancellationToken cancellationToken)
    {
        if (sampler.Camera is not { } camera)
        {
            return (CommandOutcome.Failed, $"{sampler.Options.Name} is not open: its status says why.");
        }

        using var limit = new CancellationTokenSource(PictureWithin, life.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var jpeg = await camera.TakePictureAsync(either.Token);
            return outbox.AppendEvidence(id, jpeg, sampler.Options.Simulated) is null
                ? (CommandOutcome.Failed, $"The picture of {jpeg.Length / 1024} KB was not kept: it is larger than 512 KB, or pictures that wait for the hub fill their room, or the disk takes nothing.")
                : (CommandOutcome.Done, $"A picture of {jpeg.Length / 1024} KB is on its way as evidence {id}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (CommandOutcome.Failed, $"{sampler.Options.Name} gave no picture within {PictureWithin.TotalSeconds:0} s.");
        }
    }

    private (CommandWork? Work, string? Refusal) Test(string name, AgentOptions options)
    {
        var device = options.Devices.FirstOrDefault(device => device.Name == name);
        return name.Length == 0 ? default
            : device is null ? (null, Unknown(name))
            : (_ => Task.FromResult(RaiseTest(device, options)), null);
    }

    private (CommandOutcome Outcome, string Words) RaiseTest(DeviceOptions device, AgentOptions options)
    {
        var alerts = TestAlert.Of(device, options.Gateway, clock, life.Time);
        foreach (var alert in alerts)
        {
            outbox.Append(alert);
        }

        return (CommandOutcome.Done, $"Test alert {alerts[0].Alert.AlertId} of {device.Name} is on its way");
    }

    private (CommandWork? Work, string? Refusal) Restart()
    {
        if (life.Restart is not { } restart)
        {
            return (null, "This agent runs inside another program, which alone can start it anew.");
        }

        // The answer is on the disk before this life ends; the next one tells it.
        return (_ =>
        {
            restart.Ask();
            return Task.FromResult((CommandOutcome.Done, "The agent stops in order and starts again"));
        }, null);
    }
}
