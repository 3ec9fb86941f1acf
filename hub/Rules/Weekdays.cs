namespace EdgeGrid.Hub.Rules;

/// <summary>Days of the week as documents name them, in calendars and rosters alike: <c>monday</c>, or <c>mon</c>.</summary>
internal static class Weekdays
{
    /// <summary>Null for what is none.</summary>
    public static DayOfWeek? Read(string text) => text switch
    {
        "monday" or "mon" => DayOfWeek.Monday,
        "tuesday" or "tue" => DayOfWeek.Tuesday,
        "wednesday" or "wed" => DayOfWeek.Wednesday,
        "thursday" or "thu" => DayOfWeek.Thursday,
        "friday" or "fri" => DayOfWeek.Friday,
        "saturday" or "sat" => DayOfWeek.Saturday,
        "sunday" or "sun" => DayOfWeek.Sunday,
        _ => null,
    };

    /// <summary>The whole name.</summary>
    public static string NameOf(DayOfWeek day) => day.ToString().ToLowerInvariant();
}
