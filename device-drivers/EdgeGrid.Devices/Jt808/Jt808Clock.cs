namespace EdgeGrid.Devices.Jt808;

/// <summary>Puts the dates of old receivers right.</summary>
internal static class Jt808Clock
{
    private static readonly TimeSpan Weeks = TimeSpan.FromDays(7 * 1024);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    // No terminal tells of a time before this software was written, unless its weeks have run over.
    private static readonly DateTimeOffset Earliest = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A receiver that counts GPS weeks in ten bits tells dates 1024 weeks (19.6 years) too early once its range is used up
    /// (IS-GPS-200, 20.3.3.3.1.1): they are added again, if that is not in the future.
    /// </summary>
    public static DateTimeOffset Unrolled(DateTimeOffset told, DateTimeOffset now) =>
        told < Earliest && told + Weeks <= now + Ahead ? told + Weeks : told;
}
