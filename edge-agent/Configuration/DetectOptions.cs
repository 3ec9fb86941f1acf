using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Configuration;

/// <summary>When to warn. What is null does not warn.</summary>
public sealed record DetectOptions
{
    public LevelOptions? Level { get; init; }

    public ContactOptions? Contact { get; init; }

    public MotionOptions? Motion { get; init; }

    public FenceOptions? Fence { get; init; }

    public SosOptions? Sos { get; init; }

    /// <summary>Always on: a fire alarm system is heard whatever is configured.</summary>
    public ContactOptions Fire { get; init; } = new() { Kind = AlertKind.Fire, Level = WarningLevel.Red };

    /// <summary>Always on: what a device says of its own state.</summary>
    public ContactOptions Trouble { get; init; } = new() { Kind = AlertKind.DeviceFault, Level = WarningLevel.Yellow, OnDelay = TimeSpan.FromSeconds(5) };

    /// <summary>Always on: a sensor that gives no good value for this long raises an alert of its own.</summary>
    public SilenceOptions Silence { get; init; } = new();
}

/// <summary>A value that passes levels: gas, carbon monoxide, smoke, a temperature.</summary>
public sealed record LevelOptions
{
    /// <summary>What the alert is about.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>Each is farther off, and has a higher warning level, than the one before.</summary>
    public required IReadOnlyList<LevelStep> Steps { get; init; }

    /// <summary>It warns of too little in place of too much: the steps descend.</summary>
    public bool Falling { get; init; }

    /// <summary>A level is left only when the value is this far on the good side of it.</summary>
    public double Deadband { get; init; }

    /// <summary>… and stays there this long.</summary>
    public TimeSpan OffDelay { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>One level.</summary>
/// <param name="Limit">In the unit of the quantity.</param>
/// <param name="Level">What it means.</param>
/// <param name="OnDelay">How long the value must stay beyond; at most 5 s for fire and gas.</param>
public sealed record LevelStep(double Limit, WarningLevel Level, TimeSpan OnDelay);

/// <summary>A relay or a contact that says it by itself.</summary>
public sealed record ContactOptions
{
    public required AlertKind Kind { get; init; }

    public required WarningLevel Level { get; init; }

    public TimeSpan OnDelay { get; init; }

    public TimeSpan OffDelay { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Someone in the picture.</summary>
public sealed record MotionOptions
{
    public WarningLevel Level { get; init; } = WarningLevel.Yellow;

    /// <summary>Percent of the picture; a smaller body is a cat or a leaf.</summary>
    public double MinArea { get; init; } = 0.5;

    /// <summary>How long it must move.</summary>
    public TimeSpan MinDuration { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The alert ends after this long without motion.</summary>
    public TimeSpan QuietAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Local time of day from which it warns; null is always. May be later than <see cref="Until"/>: then it spans midnight.</summary>
    public TimeOnly? From { get; init; }

    /// <summary>Local time of day until which it warns.</summary>
    public TimeOnly? Until { get; init; }
}

/// <summary>A worker or vehicle that leaves its grid.</summary>
public sealed record FenceOptions
{
    public WarningLevel Level { get; init; } = WarningLevel.Blue;

    /// <summary>The grid, a ring of positions, closed or not. At least three.</summary>
    public required IReadOnlyList<Position> Ring { get; init; }

    /// <summary>So many metres outside are still inside; the effective buffer is max(this, 5 × HDOP).</summary>
    public double BufferMetres { get; init; } = 15;

    /// <summary>Outside counts after so many fixes or <see cref="AfterDuration"/>, whichever comes first.</summary>
    public int AfterFixes { get; init; } = 3;

    public TimeSpan AfterDuration { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The button of a worker's tracker.</summary>
public sealed record SosOptions
{
    public WarningLevel Level { get; init; } = WarningLevel.Orange;
}

/// <summary>Silence is data.</summary>
public sealed record SilenceOptions
{
    public WarningLevel Level { get; init; } = WarningLevel.Yellow;

    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(15);
}
