namespace EdgeGrid.Devices.Listeners;

/// <summary>The gateway's own clock, by which terminals set theirs.</summary>
internal static class OwnClock
{
    private static readonly DateTimeOffset Earliest = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>False: it has not been set yet, and sets nobody's.</summary>
    public static bool IsSet(DateTimeOffset now) => now >= Earliest;
}
