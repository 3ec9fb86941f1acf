namespace EdgeGrid.Simulation.Neighbours;

/// <summary>What a simulated neighbour senses: a smoke alarm with a door contact, a thermometer and a battery.</summary>
public sealed record NeighbourState
{
    /// <summary>It smells smoke.</summary>
    public bool Smoke { get; init; }

    /// <summary>The door beside it is open.</summary>
    public bool Open { get; init; }

    /// <summary>Where it hangs, degrees Celsius.</summary>
    public double Celsius { get; init; } = 21.4;

    /// <summary>Percent.</summary>
    public int Battery { get; init; } = 87;

    /// <summary>Percent.</summary>
    public int Link { get; init; } = 47;
}

/// <summary>One message of a neighbour.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Payload">What.</param>
/// <param name="Retained">The broker keeps it for who comes later.</param>
public sealed record NeighbourMessage(string Topic, string Payload, bool Retained = false);
