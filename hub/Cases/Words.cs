using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>How the field's terms read in a sentence.</summary>
internal static class Words
{
    /// <summary>A level's colour.</summary>
    public static Phrase Of(WarningLevel level) => level switch
    {
        WarningLevel.Red => new("red", "红色"),
        WarningLevel.Orange => new("orange", "橙色"),
        WarningLevel.Yellow => new("yellow", "黄色"),
        WarningLevel.Blue => new("blue", "蓝色"),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    /// <summary>« until 2026-11-23 12:00 UTC», or nothing.</summary>
    public static Phrase? Until(DateTimeOffset? at) => at is { } end ? new Phrase($" until {end:yyyy-MM-dd HH:mm} UTC", $"至{end:yyyy-MM-dd HH:mm} UTC") : null;

    /// <summary>I red is the highest, and the smallest number.</summary>
    public static bool IsAbove(this WarningLevel level, WarningLevel other) => level < other;
}
