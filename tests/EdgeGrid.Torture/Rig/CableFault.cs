namespace EdgeGrid.Torture.Rig;

/// <summary>What can be wrong with a cable.</summary>
internal enum CableFaultKind
{
    /// <summary>Every connection is closed, and each new one at once.</summary>
    Cut,

    /// <summary>All arrives, and late.</summary>
    Delay,

    /// <summary>Nothing arrives in either direction, and nobody is told: a router has forgotten the connection.</summary>
    HalfOpen,

    /// <summary>The same in one direction only.</summary>
    OneWay,

    /// <summary>A few kilobytes a second.</summary>
    Slow,

    /// <summary>Each connection is reset in the middle of a packet.</summary>
    Reset,
}

/// <summary>Which way bytes go.</summary>
internal enum Way
{
    ToBroker,
    ToGateway,
}

/// <summary>One fault, as the dice made it.</summary>
internal sealed record CableFault(CableFaultKind Kind)
{
    /// <summary>Of a delay.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Of a slow link, in each direction.</summary>
    public int BytesPerSecond { get; init; } = int.MaxValue;

    /// <summary>The way on which a one-way fault swallows, and a reset happens.</summary>
    public Way Way { get; init; }

    /// <summary>
    /// What becomes of connections that lack bytes when the cable is whole again: reset, as by a router that has started
    /// anew, or silent for ever, as behind one that has forgotten them.
    /// </summary>
    public bool ResetAtMend { get; init; }

    public bool Swallows(Way way) => Kind == CableFaultKind.HalfOpen || (Kind == CableFaultKind.OneWay && Way == way);

    public bool Resets(Way way) => Kind == CableFaultKind.Reset && Way == way;

    public static CableFault Throw(CableFaultKind kind, Trial trial) => new(kind)
    {
        Latency = kind == CableFaultKind.Delay ? trial.Within(0.05, 3) : TimeSpan.Zero,
        BytesPerSecond = kind == CableFaultKind.Slow ? trial.Between(1, 8) * 1024 : int.MaxValue,
        Way = trial.Pick([Way.ToBroker, Way.ToGateway]),
        ResetAtMend = trial.Chance(0.5),
    };

    public override string ToString() => Kind switch
    {
        CableFaultKind.Delay => $"delay of {Latency.TotalSeconds:0.0} s",
        CableFaultKind.Slow => $"slow, {BytesPerSecond / 1024} KB/s",
        CableFaultKind.OneWay => $"nothing arrives {(Way == Way.ToBroker ? "at the broker" : "at the gateway")}",
        CableFaultKind.HalfOpen => "half-open",
        CableFaultKind.Reset => "reset in mid-packet",
        _ => "cut",
    };
}
