using System.Collections.Immutable;
using EdgeGrid.Hub.Cases.Limits;

namespace EdgeGrid.Hub.Rules;

/// <summary>Reads a calendar of a catalogue.</summary>
internal static class CalendarReader
{
    public static CalendarSpec Read(JsonPlace at)
    {
        var calendar = new CalendarSpec
        {
            Code = CatalogueReader.Code(at, "code"),
            Name = CatalogueReader.NamesOf(at, "name"),
            TimeZone = ZoneOf(at),
            DayRule = at.Word<DayRule>("dayRule", DayRule.SameTime),
            Week = WeekOf(at),
            Holidays = [.. HolidaysOf(at)],
            MakeUpDays = MakeUpDaysOf(at),
            ValidFrom = at.OptionalInstant("validFrom"),
        };
        at.NothingElse();
        foreach (var (day, like) in calendar.MakeUpDays.Where(day => !calendar.Week.ContainsKey(day.Value)))
        {
            at.Report("makeUpDays", new($"{day} is worked like a {like}, which has no working time in \"week\"", $"{day}按{like}上班,而\"week\"中{like}没有工作时间"));
        }

        return calendar;
    }

    private static string ZoneOf(JsonPlace at)
    {
        var zone = at.Text("timeZone");
        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            at.Report("timeZone", new($"'{zone}' is not known to this machine: write an IANA name as Asia/Shanghai", $"'{zone}'在本机无法识别:请写IANA名称,例如Asia/Shanghai"));
        }

        return zone;
    }

    private static ImmutableSortedDictionary<string, IReadOnlyList<string>> WeekOf(JsonPlace at)
    {
        var week = ImmutableSortedDictionary.CreateBuilder<string, IReadOnlyList<string>>();
        if (at.Object("week") is not { } days)
        {
            return week.ToImmutable();
        }

        var named = new HashSet<DayOfWeek>();
        foreach (var day in days.Value.EnumerateObject().Select(property => property.Name))
        {
            if (Weekdays.Read(day) is not { } known)
            {
                days.Report(day, new("is no day of the week: monday to sunday are", "不是星期:须为monday至sunday"));
                continue;
            }

            if (!named.Add(known))
            {
                days.Report(day, new("stands there twice", "重复出现"));
                continue;
            }

            var last = TimeSpan.Zero;
            var times = new List<string>();
            foreach (var (text, place) in days.Texts(day))
            {
                if (CalendarSpec.SpanOf(text) is not { } span)
                {
                    place.Report(new($"'{text}' is no working time: write it as 08:30-12:00, at most to 24:00", $"'{text}'不是工作时间:请写作08:30-12:00,最晚至24:00"));
                    continue;
                }

                if (span.From < last)
                {
                    place.Report(new($"'{text}' begins before the one in front of it ends", $"'{text}'在前一段结束之前开始"));
                }

                last = span.To;
                times.Add(text);
            }

            if (times.Count > 0)
            {
                week[Weekdays.NameOf(known)] = times;
            }
        }

        return week.ToImmutable();
    }

    private static IEnumerable<string> HolidaysOf(JsonPlace at)
    {
        foreach (var (text, place) in at.Texts("holidays"))
        {
            if (CalendarSpec.RangeOf(text) is null)
            {
                place.Report(new(
                    $"'{text}' is no holiday: write a day as 2027-01-01, or first and last as 2026-10-01/2026-10-07",
                    $"'{text}'不是节假日:请写一天,例如2027-01-01,或首日和末日,例如2026-10-01/2026-10-07"));
                continue;
            }

            yield return text;
        }
    }

    private static ImmutableSortedDictionary<string, string> MakeUpDaysOf(JsonPlace at)
    {
        var made = ImmutableSortedDictionary.CreateBuilder<string, string>();
        if (!at.Has("makeUpDays") || at.Object("makeUpDays") is not { } days)
        {
            return made.ToImmutable();
        }

        foreach (var date in days.Value.EnumerateObject().Select(property => property.Name))
        {
            var like = days.Text(date);
            if (CalendarSpec.DateOf(date) is null)
            {
                days.Report(date, new("is no day: write it as 2026-10-10", "不是日期:请写作2026-10-10"));
            }
            else if (Weekdays.Read(like) is not { } day)
            {
                days.Report(date, new($"'{like}' is no day of the week: monday to sunday are", $"'{like}'不是星期:须为monday至sunday"));
            }
            else
            {
                made[date] = Weekdays.NameOf(day);
            }
        }

        return made.ToImmutable();
    }
}
