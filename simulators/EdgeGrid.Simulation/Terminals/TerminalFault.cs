namespace EdgeGrid.Simulation.Terminals;

/// <summary>What happens to the frames of a terminal on their way.</summary>
public enum TerminalFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It holds its connection, and sends nothing.</summary>
    Silence,

    /// <summary>One bit in the middle of each frame arrives wrong.</summary>
    BitFlip,

    /// <summary>The second half of each frame is missing.</summary>
    ShortFrame,
}
