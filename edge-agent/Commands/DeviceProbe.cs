using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Commands;

/// <summary>What <c>agent check</c> found out about one sensor or output.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Kind">Its driver.</param>
/// <param name="Found">It answers.</param>
/// <param name="Identity">Who answered; empty when nobody did.</param>
/// <param name="Result">A sample with its unit, or why there is none.</param>
internal sealed record ProbeResult(string Name, string Kind, bool Found, string Identity, string Result);

/// <summary>Opens a device, asks who is there and for one sample, and closes it again. Outputs are not switched.</summary>
internal sealed class DeviceProbe(DeviceContext context)
{
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SampleLimit = TimeSpan.FromSeconds(5);

    public Task<ProbeResult> ProbeAsync(DeviceOptions options, CancellationToken cancellationToken) =>
        ProbeAsync(options.Name, options.Kind, options.Settings, cancellationToken);

    /// <summary>An output of an agent that runs. To open one is to switch it off, and it may be a siren that sounds.</summary>
    public static ProbeResult Untouched(OutputOptions options) =>
        new(options.Name, options.Kind.Name, Found: true, "", "not touched: the agent runs, and has it");

    public Task<ProbeResult> ProbeAsync(OutputOptions options, CancellationToken cancellationToken) =>
        ProbeAsync(options.Name, options.Kind, options.Settings, cancellationToken);

    private async Task<ProbeResult> ProbeAsync(string name, DeviceKind kind, DeviceSettings settings, CancellationToken cancellationToken)
    {
        var result = new ProbeResult(name, kind.Name, Found: false, "", "");
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var probing = DeviceThread.RunAsync(name, async () =>
        {
            await using var device = kind.Create(settings, context.For(name));
            var identity = await device.OpenAsync(abandoned.Token);
            result = result with { Identity = $"{identity.Model} {identity.Detail}".TrimEnd() };
            var (found, sample) = await SampleAsync(device, kind, abandoned.Token);
            result = result with { Found = found, Result = sample };
        });
        try
        {
            await probing.WaitAsync(OpenLimit + SampleLimit, context.Time, cancellationToken);
            return result;
        }
        catch (DeviceException failure)
        {
            return result with { Result = failure.Message };
        }
        catch (TimeoutException)
        {
            // Whatever the driver hangs in, it is left there: the command ends soon.
            await abandoned.CancelAsync();
            return result with { Result = $"no answer within {(OpenLimit + SampleLimit).TotalSeconds:0} s: its bus or its line hangs" };
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            return result with { Result = $"its driver failed: {bug.Message}" };
        }
    }

    private async Task<(bool Found, string Sample)> SampleAsync(IDevice device, DeviceKind kind, CancellationToken cancellationToken) => device switch
    {
        ISampledDevice sampled => Judge(sampled.Sample()),
        IListeningDevice listening => await ListenAsync(listening, kind, cancellationToken),
        _ => (true, "opened, not switched"),
    };

    private async Task<(bool Found, string Sample)> ListenAsync(IListeningDevice device, DeviceKind kind, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(SampleLimit, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await foreach (var measurement in device.ListenAsync(either.Token).WithCancellation(either.Token))
            {
                return Judge([measurement]);
            }

            return (false, "it said nothing and its source is at its end");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // A server has done all it can when it listens: whoever speaks to it may be far away.
            return kind.Parts is { } parts
                ? (true, $"it listens; no {parts.Word} has told anything within {SampleLimit.TotalSeconds:0} s")
                : (false, $"it opened, and said nothing within {SampleLimit.TotalSeconds:0} s: check its power, its wiring and the speed of the line");
        }
    }

    // A sensor that warms up is there; one that does not answer is not.
    private static (bool Found, string Sample) Judge(IReadOnlyList<Measurement> measurements)
    {
        var silent = measurements.Any(measurement => measurement.Fault == DeviceFault.NotResponding);
        return (!silent, silent ? FaultStreak.Explain(DeviceFault.NotResponding) : string.Join(", ", measurements.Select(measurement => measurement.Describe())));
    }
}
