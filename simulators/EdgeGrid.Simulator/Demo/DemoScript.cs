namespace EdgeGrid.Simulator.Demo;

/// <summary>Something that happens in the demo's district.</summary>
/// <param name="At">Since the gateways started.</param>
/// <param name="Words">What the terminal says.</param>
/// <param name="Play">What it does to the simulated world.</param>
internal sealed record Scene(TimeSpan At, string Words, Action<DemoWorld> Play)
{
    /// <summary>Happens in the rendered clip, and so not when another video is watched.</summary>
    public bool InClip { get; init; }

    /// <summary>Happens to the worker's simulated tracker, and so not when a recording is played.</summary>
    public bool OfWorker { get; init; }

    public bool IsPlayed(DemoOptions options) => !(InClip && options.Video is not null) && !(OfWorker && options.Nmea is not null);
}

/// <summary>The minute that the demo plays.</summary>
internal static class DemoScript
{
    /// <summary>How long it is, with time for the last alert.</summary>
    public static readonly TimeSpan Length = Seconds(57);

    /// <summary>When the person in the rendered clip walks in: the clip knows it beforehand.</summary>
    public static readonly TimeSpan PersonEnters = Seconds(18);

    /// <summary>When a light is switched on in the rendered clip.</summary>
    public static readonly TimeSpan LightSwitchedOn = Seconds(41);

    /// <summary>In order of time.</summary>
    public static IReadOnlyList<Scene> Minute { get; } =
    [
        new(Seconds(2), "A cooker leaks gas in a kitchen on Heping Road.", world => world.LeakGas()),
        new(Seconds(15), "Smoke reaches the alarm in the stairwell; its relay closes.", world => world.SmokeInStairwell()),
        new(PersonEnters, "Someone walks up to the market hall at night.", _ => { }) { InClip = true },
        new(Seconds(23), "A grid worker presses SOS.", world => world.PressSos()) { OfWorker = true },
        new(Seconds(26), "The cable to the hub is cut, for ten seconds.", world => world.Cable.Cut()),
        new(Seconds(27), "An e-bike smoulders in the shed, with the hub out of reach.", world => world.SmokeInShed()),
        new(Seconds(27), "The worker walks out of the grid.", world => world.LeaveGrid()) { OfWorker = true },
        new(Seconds(36), "The cable is mended.", world => world.Cable.Mend()),
        new(Seconds(38), "The gas is shut off; the stairwell is aired.", world => world.ClearBuilding()),
        new(LightSwitchedOn, "A light is switched on at the market hall, which must not alarm.", _ => { }) { InClip = true },
        new(Seconds(43), "The wire of the boiler room's sensor breaks.", world => world.BreakSensor()),
    ];

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
