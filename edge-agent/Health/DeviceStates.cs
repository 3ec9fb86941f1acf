using System.Threading.Channels;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Health;

/// <summary>How every sensor and output is doing, for the status. Written by its own thread, read by any.</summary>
internal sealed class DeviceStates
{
    private readonly Dictionary<string, DeviceState> _byName;

    // Holds at most one token: any number of changes since the last look are one reason to look again.
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public DeviceStates(AgentOptions options)
    {
        All =
        [
            .. options.Devices.Select(device => new DeviceState(device.Name, device.Kind.Name, TellChange)),
            .. options.Outputs.Select(output => new DeviceState(output.Name, output.Kind.Name, TellChange)),
        ];
        _byName = All.ToDictionary(state => state.Name);
    }

    public IReadOnlyList<DeviceState> All { get; }

    public DeviceState this[string name] => _byName[name];

    /// <summary>Completes when any state has changed since the last call.</summary>
    public async Task WaitForChangeAsync(CancellationToken cancellationToken) => await _changed.Reader.ReadAsync(cancellationToken);

    private void TellChange() => _changed.Writer.TryWrite(true);
}

/// <summary>How one sensor or output is doing.</summary>
internal sealed class DeviceState(string name, string kind, Action changed)
{
    private volatile DeviceStatus _status = new(name, kind, DeviceHealth.Starting);

    public string Name => name;

    public DeviceStatus Status => _status;

    /// <summary>Sets it.</summary>
    /// <returns>False when it was so before: nothing to tell anyone.</returns>
    public bool Set(DeviceHealth health, string? reason = null)
    {
        var before = _status;
        if (before.Health == health && before.Reason == reason)
        {
            return false;
        }

        _status = new DeviceStatus(name, kind, health, reason);
        changed();
        return true;
    }
}
