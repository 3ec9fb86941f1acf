namespace EdgeGrid.Simulation.Modbus;

/// <summary>What goes wrong with the answers on a line.</summary>
public enum ModbusFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No answer comes.</summary>
    Silence,

    /// <summary>One bit arrives wrong.</summary>
    BitFlip,

    /// <summary>The second half of the answer is missing.</summary>
    ShortAnswer,

    /// <summary>Another unit answers.</summary>
    WrongUnit,

    /// <summary>The answer is to another function.</summary>
    WrongFunction,

    /// <summary>The unit says that it has no such address.</summary>
    Refusal,

    /// <summary>The unit says that it is busy.</summary>
    Busy,

    /// <summary>Noise stands before the answer.</summary>
    Noise,

    /// <summary>The answer comes after <see cref="SimulatedModbus.Delay"/>.</summary>
    Delay,
}
