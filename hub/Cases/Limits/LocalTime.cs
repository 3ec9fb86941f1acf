namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>
/// The clock on the wall of a time zone. Where it is set forward, a time that it jumps over is the instant of the jump;
/// where it is set back, a time that comes twice is the first, and what is shown again counts once. So later readings are
/// never earlier instants. Only the offset at an instant is asked of the system: what it says of local times is wrong for
/// a zone that changes its standard time (Samoa had no 30 December 2011).
/// </summary>
internal sealed class LocalTime(TimeZoneInfo zone)
{
    /// <summary>No clock is set by more.</summary>
    private static readonly TimeSpan MaxJump = TimeSpan.FromHours(25);

    /// <summary>The time zone.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>The day on which an instant falls.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(ReadingAt(at));

    /// <summary>The latest time that the clock has shown until an instant.</summary>
    public DateTime ReadingAt(DateTimeOffset at)
    {
        var (offset, before) = (zone.GetUtcOffset(at), zone.GetUtcOffset(at - MaxJump));
        var reading = at.UtcDateTime + offset;
        if (before > offset)
        {
            var latest = JumpIn(at - MaxJump, at).UtcDateTime + before;
            reading = latest > reading ? latest : reading;
        }

        return DateTime.SpecifyKind(reading, DateTimeKind.Unspecified);
    }

    /// <summary>The first instant at which the clock shows a time of a day, or a later one. 24:00 is the next day's midnight.</summary>
    public DateTimeOffset InstantOf(DateOnly day, TimeSpan time) => InstantOf(day.ToDateTime(TimeOnly.MinValue) + time);

    /// <summary>The first instant at which the clock shows this or a later time.</summary>
    public DateTimeOffset InstantOf(DateTime reading)
    {
        var nominal = new DateTimeOffset(reading, TimeSpan.Zero);
        var (early, late) = (nominal - MaxJump, nominal + MaxJump);
        var (before, after) = (zone.GetUtcOffset(early), zone.GetUtcOffset(late));
        if (before == after)
        {
            return nominal - before;
        }

        var jump = JumpIn(early, late);
        if (nominal - before < jump)
        {
            return nominal - before;
        }

        return nominal - after > jump ? nominal - after : jump;
    }

    /// <summary>The first instant after which the offset is another.</summary>
    private DateTimeOffset JumpIn(DateTimeOffset early, DateTimeOffset late)
    {
        var before = zone.GetUtcOffset(early);
        var (low, high) = (early.UtcTicks, late.UtcTicks);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = zone.GetUtcOffset(new DateTimeOffset(middle, TimeSpan.Zero)) == before ? (middle, high) : (low, middle);
        }

        return new DateTimeOffset(high, TimeSpan.Zero);
    }
}
