using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases.Limits;

namespace EdgeGrid.Hub.Rules;

/// <summary>Reads a catalogue from JSON, comments allowed. Every mistake is reported with its place, not only the first.</summary>
internal static class CatalogueReader
{
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
            return (null, [new DocumentProblem("", new($"is no JSON: {e.Message}", $"不是JSON:{e.Message}"))]);
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, [new DocumentProblem("", new("has to be an object with \"calendars\", \"categories\" or \"rules\"", "须为含\"calendars\"、\"categories\"或\"rules\"的对象"))]);
            }

            var root = new JsonPlace(document.RootElement, "", problems);
            var catalogue = new Catalogue(
                Section(root, "calendars", CalendarReader.Read, calendar => calendar.Code),
                Section(root, "categories", Category, category => category.Code),
                Section(root, "rules", Rule, rule => rule.Code));
            root.NothingElse();
            return (catalogue, problems);
        }
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
            Calendar = Code(at, "calendar"),
            Limits = [.. at.Objects("limits").Select(Limit)],
            ValidFrom = at.OptionalInstant("validFrom"),
        };
        if (rule.Limits.Count == 0)
        {
            at.Report("limits", new("there has to be at least one", "至少须有一个"));
        }

        foreach (var twice in rule.Limits.Where(limit => limit.Stage.Length > 0).GroupBy(limit => limit.Stage).Where(stage => stage.Count() > 1))
        {
            at.Report("limits", new($"the stage '{twice.Key}' stands {twice.Count()} times", $"阶段'{twice.Key}'出现{twice.Count()}次"));
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
            at.Report("amount", new($"{amount.GetRawText()} cannot be: {HandlingLimit.Rule}", $"{amount.GetRawText()}超出范围:{HandlingLimit.Rule}"));
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
                root.Report(name, new($"holds more than {MaxEntries} entries", $"超过{MaxEntries}项"));
                break;
            }

            var entry = read(at);
            entries.Add(entry);
            if (codeOf(entry) is { Length: > 0 } code && !first.TryAdd(code, at.Place))
            {
                at.Report("code", new($"'{code}' stands twice: also {first[code]}", $"'{code}'重复出现:另见{first[code]}"));
            }
        }

        return entries;
    }

    public static string Code(JsonPlace at, string name)
    {
        var code = at.Text(name);
        if (code.Length > 0 && (code.Length > 32 || !code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')))
        {
            at.Report(name, new($"'{code}' is no code: 1 to 32 letters, digits, dots, hyphens or underscores", $"'{code}'不是编码:编码为1至32个字母、数字、点、连字符或下划线"));
        }

        return code;
    }

    public static Names NamesOf(JsonPlace at, string name)
    {
        if (at.Object(name) is not { } names)
        {
            return new Names("", "");
        }

        var read = new Names(names.Text("zh"), names.Text("en"));
        names.NothingElse();
        return read;
    }
}
