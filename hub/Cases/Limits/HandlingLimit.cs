using System.Globalization;
using System.Text.Json.Serialization;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>What a limit is counted in. The words are those of the catalogue's file and of the API.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LimitUnit>))]
internal enum LimitUnit
{
    /// <summary>An hour of the 24 h clock 紧急工作时: nights and holidays count.</summary>
    [JsonStringEnumMemberName("urgent-hour")] UrgentHour = 1,

    /// <summary>An hour of working time 工作时.</summary>
    [JsonStringEnumMemberName("working-hour")] WorkingHour,

    /// <summary>A day of working time 工作日.</summary>
    [JsonStringEnumMemberName("working-day")] WorkingDay,

    /// <summary>A day of the calendar 自然日.</summary>
    [JsonStringEnumMemberName("natural-day")] NaturalDay,
}

/// <summary>How long something may take: an amount of a unit.</summary>
/// <param name="Amount">Above 0, with at most two decimals.</param>
/// <param name="Unit">Of what.</param>
internal readonly record struct HandlingLimit(decimal Amount, LimitUnit Unit)
{
    /// <summary>The longest that makes sense: ten years.</summary>
    public const int MaxDays = 3650;

    /// <summary>What <see cref="Amount"/> has to be.</summary>
    public static readonly Phrase Rule = new(
        "above 0 and at most ten years (3650 days, 87600 hours), with at most two decimals",
        "须大于0,最多十年(3650天,87600小时),最多两位小数");

    /// <summary>Parts of a working day: more than there are ticks in the longest day, so that every tick of it counts.</summary>
    internal const long DayParts = 1_000_000_000_000;

    /// <summary>True when a limit may be that long.</summary>
    public bool IsSensible => Amount > 0 && Amount <= (IsInDays ? MaxDays : MaxDays * 24) && decimal.Round(Amount, 2) == Amount;

    /// <summary>Days are counted by the day, hours by the clock.</summary>
    public bool IsInDays => Unit is LimitUnit.WorkingDay or LimitUnit.NaturalDay;

    /// <summary>As <see cref="WorkCalendar.Count"/> counts: ticks, or parts of working days.</summary>
    public long Counted => (long)(Amount * PartsOf(Unit));

    /// <summary>What one of a unit counts.</summary>
    public static long PartsOf(LimitUnit unit) => unit switch
    {
        LimitUnit.UrgentHour or LimitUnit.WorkingHour => TimeSpan.TicksPerHour,
        LimitUnit.WorkingDay => DayParts,
        LimitUnit.NaturalDay => TimeSpan.TicksPerDay,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, null),
    };

    /// <summary>The unit of a word, or null.</summary>
    public static LimitUnit? UnitOf(string word) => word switch
    {
        "urgent-hour" => LimitUnit.UrgentHour,
        "working-hour" => LimitUnit.WorkingHour,
        "working-day" => LimitUnit.WorkingDay,
        "natural-day" => LimitUnit.NaturalDay,
        _ => null,
    };

    /// <summary>The word of a unit.</summary>
    public static string WordOf(LimitUnit unit) => unit switch
    {
        LimitUnit.UrgentHour => "urgent-hour",
        LimitUnit.WorkingHour => "working-hour",
        LimitUnit.WorkingDay => "working-day",
        LimitUnit.NaturalDay => "natural-day",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, null),
    };

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static HandlingLimit Parse(string text)
    {
        var cut = text.IndexOf(' ', StringComparison.Ordinal);
        return new HandlingLimit(
            decimal.Parse(text.AsSpan(0, cut), NumberStyles.Number, CultureInfo.InvariantCulture),
            UnitOf(text[(cut + 1)..]) ?? throw new FormatException($"'{text}' is no limit."));
    }

    /// <summary><c>7 working-day</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.##} {WordOf(Unit)}");
}
