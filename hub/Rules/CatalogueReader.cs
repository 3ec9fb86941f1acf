using System.Collections.Immutable;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases.Limits;

namespace EdgeGrid.Hub.Rules;

/// <summary>Reads a catalogue from JSON, comments allowed. Every mistake is reported with its place, not only the first.</summary>
internal static class CatalogueReader
{
    /// <summary>What a code is made of.</summary>
    public const string CodeRule = "1 to 32 letters, digits, dots, hyphens or underscores";

    private const int MaxEntries = 5000;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>The catalogue and what is wrong with it by itself; null when it is no JSON object.</summary>
    public static (Catalogue? Catalogue, List<DocumentProblem> Problems) Read(ReadOnlyMemory<byte> json)
    {
        var problems = new List<DocumentProblem>();
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Lenient);
        }
        catch (JsonException e)
        {
            return (null, [new DocumentProblem("", $"is no JSON: {e.Message}")]);
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, [new DocumentProblem("", "has to be an object with \"calendars\", \"categories\" or \"rules\"")]);
            }

            var root = new JsonPlace(document.RootElement, "", problems);
            var catalogue = new Catalogue(
                Section(root, "calendars", place => Calendar(place), calendar => calendar.Code),
                Section(root, "categories", Category, category => category.Code),
                Section(root, "rules", Rule, rule => rule.Code));
            root.NothingElse();
            return (catalogue, problems);
        }
    }

    public static CalendarSpec Calendar(JsonPlace at)
    {
        var calendar = new CalendarSpec
        {
            Code = Code(at, "code"),
            Name = NamesOf(at, "name"),
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
            at.Report("makeUpDays", $"{day} is worked like a {like}, which has no working time in \"week\"");
        }

        return calendar;
    }

    public static Category Category(JsonPlace at)
    {
        var category = new Category
        {
            Code = Code(at, "code"),
            Name = NamesOf(at, "name"),
            Kind = at.Word<CategoryKind>("kind"),
            Parent = at.Has("parent") ? Code(at, "parent") : null,
            ValidFrom = at.OptionalInstant("validFrom"),
        };
        at.NothingElse();
        return category;
    }

    public static CaseRule Rule(JsonPlace at)
    {
        var category = Code(at, "category");
        var rule = new CaseRule
        {
            Code = at.Has("code") ? Code(at, "code") : category,
            Category = category,
            FilingCondition = NamesOf(at, "filingCondition"),
            ClosingCondition = NamesOf(at, "closingCondition"),
            Department = Code(at, "department"),
            Level = at.Word<WarningLevel>("level", WarningLevel.Blue),
            Urgent = at.Flag("urgent"),
            Calendar = Code(at, "calendar"),
            Limits = [.. at.Objects("limits").Select(Limit)],
            ValidFrom = at.OptionalInstant("validFrom"),
        };
        if (rule.Limits.Count == 0)
        {
            at.Report("limits", "there has to be at least one");
        }

        foreach (var twice in rule.Limits.Where(limit => limit.Stage.Length > 0).GroupBy(limit => limit.Stage).Where(stage => stage.Count() > 1))
        {
            at.Report("limits", $"the stage '{twice.Key}' stands {twice.Count()} times");
        }

        at.NothingElse();
        return rule;
    }

    private static StagedLimit Limit(JsonPlace at)
    {
        var limit = new StagedLimit
        {
            Stage = Code(at, "stage"),
            Name = NamesOf(at, "name"),
            Amount = at.Number("amount"),
            Unit = at.Word<LimitUnit>("unit"),
            From = at.Word<LimitStart>("from", LimitStart.Dispatched),
        };
        if (at.Value.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number && !limit.Limit.IsSensible)
        {
            at.Report("amount", $"{amount.GetRawText()} cannot be: {HandlingLimit.Rule}");
        }

        at.NothingElse();
        return limit;
    }

    private static List<T>? Section<T>(JsonPlace root, string name, Func<JsonPlace, T> read, Func<T, string> codeOf)
    {
        if (!root.Has(name))
        {
            return null;
        }

        var entries = new List<T>();
        var first = new Dictionary<string, string>();
        foreach (var at in root.Objects(name))
        {
            if (entries.Count == MaxEntries)
            {
                root.Report(name, $"holds more than {MaxEntries} entries");
                break;
            }

            var entry = read(at);
            entries.Add(entry);
            if (codeOf(entry) is { Length: > 0 } code && !first.TryAdd(code, at.Place))
            {
                at.Report("code", $"'{code}' stands twice: also {first[code]}");
            }
        }

        return entries;
    }

    private static string Code(JsonPlace at, string name)
    {
        var code = at.Text(name);
        if (code.Length > 0 && (code.Length > 32 || !code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')))
        {
            at.Report(name, $"'{code}' is no code: {CodeRule}");
        }

        return code;
    }

    private static Names NamesOf(JsonPlace at, string name)
    {
        if (at.Object(name) is not { } names)
        {
            return new Names("", "");
        }

        var read = new Names(names.Text("zh"), names.Text("en"));
        names.NothingElse();
        return read;
    }

    private static string ZoneOf(JsonPlace at)
    {
        var zone = at.Text("timeZone");
        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            at.Report("timeZone", $"'{zone}' is not known to this machine: write an IANA name as Asia/Shanghai");
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

        foreach (var day in days.Value.EnumerateObject().Select(property => property.Name))
        {
            if (CalendarSpec.DayOf(day) is null)
            {
                days.Report(day, "is no day of the week: monday to sunday are");
                continue;
            }

            var last = TimeSpan.Zero;
            var times = new List<string>();
            foreach (var (text, place) in days.Texts(day))
            {
                if (CalendarSpec.SpanOf(text) is not { } span)
                {
                    place.Report($"'{text}' is no working time: write it as 08:30-12:00, at most to 24:00");
                    continue;
                }

                if (span.From < last)
                {
                    place.Report($"'{text}' begins before the one in front of it ends");
                }

                last = span.To;
                times.Add(text);
            }

            if (times.Count > 0)
            {
                week[day] = times;
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
                place.Report($"'{text}' is no holiday: write a day as 2027-01-01, or first and last as 2026-10-01/2026-10-07");
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
                days.Report(date, "is no day: write it as 2026-10-10");
            }
            else if (CalendarSpec.DayOf(like) is null)
            {
                days.Report(date, $"'{like}' is no day of the week: monday to sunday are");
            }
            else
            {
                made[date] = like;
            }
        }

        return made.ToImmutable();
    }
}
