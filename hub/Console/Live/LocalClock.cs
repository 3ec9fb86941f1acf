namespace EdgeGrid.Hub.Console.Live;

/// <summary>The time of the person in front of the browser. One for each connection.</summary>
internal sealed class LocalClock(TimeProvider clock)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public event EventHandler? ZoneChanged;

    /// <summary>Takes the browser's zone; one that this machine does not know leaves the page in UTC.</summary>
    public void UseZone(string? id)
    {
        if (id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && !zone.Equals(_zone))
        {
            _zone = zone;
            ZoneChanged?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Today <c>22:41:07</c>, on another day <c>23 Nov 22:41</c>.</summary>
    public string Short(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, _zone);
        var today = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), _zone).Date;
        return local.ToString(local.Date == today ? "HH:mm:ss" : "d MMM HH:mm", null);
    }

    /// <summary>For the title of a time: <c>2026-11-23 14:41:07 UTC</c>.</summary>
    public static string Utc(DateTimeOffset instant) => $"{instant.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
}
