using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Health;

/// <summary>How every sensor and output is doing, for the status. Written by its own thread, read by any.</summary>
internal sealed class DeviceStates
{
    private readonly Dictionary<string, DeviceState> _byName;

    public DeviceStates(AgentOptions options)
    {
        All =
        [
            .. options.Devices.Select(device => new DeviceState(device.Name, device.Kind.Name)),
            .. options.Outputs.Select(output => new DeviceState(output.Name, output.Kind.Name)),
        ];
        _byName = All.ToDictionary(state => state.Name);
    }

    public IReadOnlyList<DeviceState> All { get; }

    public DeviceState this[string name] => _byName[name];
}

/// <summary>How one sensor or output is doing.</summary>
internal sealed class DeviceState(string name, string kind)
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
        return true;
    }
}
