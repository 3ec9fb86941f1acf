using System.Runtime.CompilerServices;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Sampling;

/// <summary>A device that does what a test says: for what no chip does on demand, like a driver with a bug.</summary>
internal class ScriptedDevice : IDevice
{
    public virtual ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new DeviceIdentity("scripted"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static DeviceOptions Options(string name, Func<IDevice> make, TimeSpan? every = null) => new()
    {
        Name = name,
        Kind = new DeviceKind("scripted", "", [Quantity.Contact], [], (_, _) => make()),
        Settings = new DeviceSettings(new Dictionary<string, object?>()),
        Place = "here",
        Every = every ?? TimeSpan.FromMilliseconds(20),
    };

    public static AgentOptions Gateway(params DeviceOptions[] devices) => ConfigurationText.Valid(ConfigurationText.Of("", "")) with { Devices = devices };
}

internal sealed class ScriptedSensor(Func<IReadOnlyList<Measurement>> sample) : ScriptedDevice, ISampledDevice
{
    public IReadOnlyList<Measurement> Sample() => sample();
}

internal sealed class ScriptedOpening(Action open) : ScriptedDevice, ISampledDevice
{
    public override ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        open();
        return base.OpenAsync(cancellationToken);
    }

    public IReadOnlyList<Measurement> Sample() => [new Measurement(Quantity.Contact, 0)];
}

internal sealed class ScriptedSource(params Measurement[] measurements) : ScriptedDevice, IListeningDevice
{
    public async IAsyncEnumerable<Measurement> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var measurement in measurements)
        {
            await Task.Yield();
            yield return measurement;
        }
    }
}
