namespace EdgeGrid.Devices.Switches;

/// <summary>What the line to a contact shows.</summary>
internal enum LineState
{
    Rest,
    Active,

    /// <summary>A wire is cut.</summary>
    Cut,

    /// <summary>The wires touch.</summary>
    Shorted,
}

/// <summary>
/// The state that counts: a change of it does when it has lasted for the debounce time, seen at two samples at least that far
/// apart. Nobody waits for it.
/// </summary>
internal sealed class SettledLine(TimeSpan debounce, TimeProvider time)
{
    private LineState? _settled;
    private LineState _next;
    private long? _since;

    public static DeviceOption Option { get; } = new("debounce", OptionType.Duration, "A change counts after so long.") { Default = TimeSpan.FromMilliseconds(50), Min = 0, Max = 60 };

    /// <summary>What was seen now. The first time it counts at once.</summary>
    /// <returns>What counts.</returns>
    public Measurement See(LineState seen)
    {
        if (_since is null || seen != _next)
        {
            (_next, _since) = (seen, time.GetTimestamp());
        }

        if (_settled is null || time.GetElapsedTime(_since.Value) >= debounce)
        {
            _settled = seen;
        }

        return _settled switch
        {
            LineState.Cut => Measurement.Failed(Quantity.Contact, DeviceFault.OpenCircuit),
            LineState.Shorted => Measurement.Failed(Quantity.Contact, DeviceFault.ShortCircuit),
            _ => new Measurement(Quantity.Contact, _settled == LineState.Active ? 1 : 0),
        };
    }

    /// <summary>Nothing can be seen: what was about to change begins anew.</summary>
    public void Lose() => _since = null;
}
