using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Sampling;

/// <summary>What a device's faults, one after the other, say of its health.</summary>
internal sealed class FaultStreak
{
    /// <summary>One bad answer is noise; three in a row are a finding.</summary>
    public const int Finding = 3;

    private DeviceFault _fault;
    private int _alike;
    private int _bad;

    /// <summary>Takes the next answer.</summary>
    /// <returns>The health it leads to; null when it is too early to say.</returns>
    public DeviceHealth? Next(DeviceFault fault)
    {
        // A line on which half of the answers are missing and half are damaged measures nothing, either.
        _bad = fault is DeviceFault.None or DeviceFault.WarmingUp ? 0 : Math.Min(_bad + 1, Finding);
        _alike = fault == _fault ? Math.Min(_alike + 1, Finding) : 1;
        _fault = fault;
        return fault switch
        {
            DeviceFault.None => DeviceHealth.Working,
            DeviceFault.WarmingUp => DeviceHealth.Degraded,
            _ when _bad < Finding => null,
            DeviceFault.NotResponding when _alike == Finding => DeviceHealth.Failed,
            _ => DeviceHealth.Degraded,
        };
    }

    /// <summary>For a technician.</summary>
    public static string Explain(DeviceFault fault) => fault switch
    {
        DeviceFault.NotResponding => "It does not answer: check its power, its wiring and its address.",
        DeviceFault.BadChecksum => "Its answers arrive damaged: check the cable's length, its shield and the line's speed.",
        DeviceFault.OutOfRange => "It answers what its datasheet does not allow: check that it is the configured kind.",
        DeviceFault.WarmingUp => "It is warming up.",
        DeviceFault.Saturated => "It is at the end of its range: there is at least this much, or its wiring is short-circuited.",
        DeviceFault.OpenCircuit => "A wire or its heater is broken.",
        DeviceFault.NoFix => "It sees no satellites: check the antenna and the sky above it.",
        DeviceFault.NoPicture => "It gives no picture: check the lens and the stream.",
        DeviceFault.ShortCircuit => "Its wires touch: check the line up to its end.",
        _ => "",
    };
}
