namespace EdgeGrid.Simulation.Video;

/// <summary>What a rendered clip shows: an empty street at night, and what happens in it when. The same script gives the same clip.</summary>
public sealed record ClipScript
{
    /// <summary>Pixels.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Pixels.</summary>
    public int Height { get; init; } = 360;

    public double FramesPerSecond { get; init; } = 10;

    public required TimeSpan Length { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Standard deviation of the sensor's noise, grey levels of 255: 4 is a fair camera at night, 10 a poor one.</summary>
    public double Noise { get; init; } = 4;

    public IReadOnlyList<ClipEvent> Events { get; init; } = [];
}

/// <summary>Something that happens in a clip.</summary>
/// <param name="Start">From the beginning of the clip.</param>
/// <param name="Length">How long.</param>
public abstract record ClipEvent(TimeSpan Start, TimeSpan Length)
{
    /// <summary>How far it is, 0 to 1; null before and after.</summary>
    internal double? ProgressAt(TimeSpan at) =>
        at >= Start && at < Start + Length ? (at - Start) / Length : null;
}

/// <summary>Someone walks along the pavement.</summary>
public sealed record PersonWalks(TimeSpan Start, TimeSpan Length) : ClipEvent(Start, Length)
{
    /// <summary>Where the feet are at the start, share of the picture's width; below 0 or above 1 is outside.</summary>
    public double FromX { get; init; } = -0.08;

    /// <summary>Where they are at the end.</summary>
    public double ToX { get; init; } = 1.08;

    /// <summary>Share of the picture's height. 0.35 fills about 1.5 % of the picture, 0.2 about 0.5 %.</summary>
    public double Height { get; init; } = 0.36;

    /// <summary>How far down the feet are, share of the picture's height.</summary>
    public double Feet { get; init; } = 0.86;
}

/// <summary>A cat runs over the road: a body smaller than half a percent of the picture.</summary>
public sealed record CatRuns(TimeSpan Start, TimeSpan Length) : ClipEvent(Start, Length);

/// <summary>The street lamp is on: a warm pool over a third of the picture, at once or over <see cref="Fade"/>; the camera's exposure follows.</summary>
public sealed record LampLit(TimeSpan Start, TimeSpan Length) : ClipEvent(Start, Length)
{
    /// <summary>How long the lamp takes to its full light.</summary>
    public TimeSpan Fade { get; init; } = TimeSpan.FromMilliseconds(100);
}

/// <summary>The shop's light is on: the window shows its inside, with hard edges, and lights the pavement.</summary>
public sealed record ShopLit(TimeSpan Start, TimeSpan Length) : ClipEvent(Start, Length);

/// <summary>The whole scene is brighter, as under floodlight.</summary>
public sealed record FloodLit(TimeSpan Start, TimeSpan Length) : ClipEvent(Start, Length);

/// <summary>The beam of a car that is not in the picture moves over house and road.</summary>
public sealed record HeadlightsSweep(TimeSpan Start, TimeSpan Length) : ClipEvent(Start, Length);

/// <summary>Rain falls through the picture.</summary>
public sealed record Rain(TimeSpan Start, TimeSpan Length) : ClipEvent(Start, Length);

/// <summary>The lens is covered: black.</summary>
public sealed record Blackout(TimeSpan Start, TimeSpan Length) : ClipEvent(Start, Length);

/// <summary>The camera repeats its last picture, noise and all.</summary>
public sealed record Freeze(TimeSpan Start, TimeSpan Length) : ClipEvent(Start, Length);
