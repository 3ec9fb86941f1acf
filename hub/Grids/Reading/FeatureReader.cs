using System.Text.Json;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Grids.Reading;

/// <summary>Reads features one by one: what each is, its code, its border.</summary>
internal sealed class FeatureReader(IGridCodeScheme scheme, GridReport report)
{
    private static readonly Phrase Kinds = new(
        "\"basic\", \"exclusive\", \"community\", \"street\" or \"district\"",
        "\"basic\"、\"exclusive\"、\"community\"、\"street\"或\"district\"");

    private static readonly Gbt30428Codes Standard = new();

    private readonly BorderReader _borders = new();
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);

    /// <summary>All that can be used.</summary>
    public static List<GridFeature> ReadAll(JsonElement features, IGridCodeScheme scheme, GridReport report, GridPatience patience)
    {
        var reader = new FeatureReader(scheme, report);
        var read = new List<GridFeature>();
        var index = 0;
        foreach (var feature in features.EnumerateArray())
        {
            if (patience.IsOver(report))
            {
                break;
            }

            if (reader.Read(feature, index++) is { } usable)
            {
                read.Add(usable);
            }

            if (reader._borders.Points > GridLimits.MaxPoints)
            {
                report.Refuse(GridProblemKind.TooLarge, new(
                    $"the file has more than {GridLimits.MaxPoints} points: simplify the borders; what follows feature {index - 1} was not read",
                    $"文件的点超过{GridLimits.MaxPoints}个:请简化边界;第{index - 1}个要素之后的内容未读取"));
                break;
            }
        }

        reader.WarnOfStrangers(read);
        return read;
    }

    /// <summary>A number among the standard's codes is most probably one of them that lacks a digit, and not a city's own.</summary>
    private void WarnOfStrangers(List<GridFeature> read)
    {
        var standard = read.Count(feature => feature.Code.Form != GridCodeForm.Free);
        if (standard * 2 < read.Count)
        {
            return;
        }

        foreach (var feature in read.Where(feature => feature.Kind is not null && feature.Code.Form == GridCodeForm.Free && feature.Code.Text.All(char.IsAsciiDigit)))
        {
            report.Add(new GridProblem
            {
                Severity = GridSeverity.Warning,
                Kind = GridProblemKind.BadCode,
                Text = new(
                    $"its code '{feature.Code}' has {feature.Code.Text.Length} digits, and is taken for a code of your own, while {standard} others are those of GB/T 30428",
                    $"其编码'{feature.Code}'有{feature.Code.Text.Length}位,被视为自定编码,而另有{standard}个为GB/T 30428编码"),
                Feature = feature.Index,
                Code = feature.Code.Text,
            });
        }
    }

    private GridFeature? Read(JsonElement feature, int index)
    {
        var problems = new FeatureProblems(report, index);
        try
        {
            return Read(feature, index, problems);
        }
        catch (InvalidOperationException)
        {
            problems.Error(GridProblemKind.NotGeoJson, new("a name in it is no text", "其中有名称不是文本"));
            return null;
        }
    }

    private GridFeature? Read(JsonElement feature, int index, FeatureProblems problems)
    {
        if (feature.ValueKind != JsonValueKind.Object)
        {
            problems.Error(GridProblemKind.WrongType, new($"is {GridReader.Shown(feature)}, and no Feature", $"为{GridReader.Shown(feature)},不是Feature"));
            return null;
        }

        if (!feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            problems.Error(GridProblemKind.BadProperty, new($"has no properties: code and kind ({Kinds}) must stand there", $"没有properties:其中须有code和kind({Kinds})"));
            return null;
        }

        var code = Code(properties, index, problems);
        if (feature.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("Feature")))
        {
            problems.Error(GridProblemKind.WrongType, new($"is of the type {GridReader.Shown(type)}, and must be a \"Feature\"", $"type为{GridReader.Shown(type)},须为\"Feature\""));
        }

        var (kind, level) = Kind(properties, problems);
        if (level is not null && code is { Form: GridCodeForm.Free } free && Standard.TryRead(free.Text, out var standard, out _))
        {
            // Six or nine digits may be anything for a cell; for a district or a street they are the standard's.
            code = standard;
        }

        if (code is { } known && (kind, level) is not (null, null))
        {
            CheckForm(known, kind, level, problems);
        }

        var words = new FeatureWords(Word(properties, "name", problems), Word(properties, "community", problems), Word(properties, "street", problems), Word(properties, "district", problems));

        // What a cell lies in needs no border of its own: its cells make it.
        var area = level is null ? _borders.Read(feature, problems) : null;
        return problems.HasErrors || code is null ? null : new GridFeature(index, code.Value, kind, level, words, area);
    }

    private GridCode? Code(JsonElement properties, int index, FeatureProblems problems)
    {
        if (GridReader.TextIn(properties, "code") is not { } text)
        {
            problems.Error(GridProblemKind.BadCode, properties.TryGetProperty("code", out var other)
                ? new($"has the code {GridReader.Shown(other)}, which is no text", $"编码为{GridReader.Shown(other)},不是文本")
                : new("has no code", "没有编码"));
            return null;
        }

        problems.Code = text.Length <= GridLimits.MaxName ? text : text[..GridLimits.MaxName];
        if (!scheme.TryRead(text, out var code, out var problem))
        {
            problems.Error(GridProblemKind.BadCode, new($"its code '{problems.Code}' {problem}", $"其编码'{problems.Code}'{problem}"));
            return null;
        }

        if (!_codes.TryAdd(text, index))
        {
            problems.Error(GridProblemKind.DuplicateCode, new($"its code stands twice: feature {_codes[text]} has it too", $"其编码重复:第{_codes[text]}个要素也有该编码"));
            return null;
        }

        return code;
    }

    private static (GridKind? Kind, GridLevel? Level) Kind(JsonElement properties, FeatureProblems problems)
    {
        switch (GridReader.TextIn(properties, "kind"))
        {
            case "basic": return (GridKind.Basic, null);
            case "exclusive": return (GridKind.Exclusive, null);
            case "community": return (null, GridLevel.Community);
            case "street": return (null, GridLevel.Street);
            case "district": return (null, GridLevel.District);
            default:
                problems.Error(GridProblemKind.BadProperty, properties.TryGetProperty("kind", out var kind)
                    ? new($"has the kind {GridReader.Shown(kind)}, and must be {Kinds}", $"kind为{GridReader.Shown(kind)},须为{Kinds}")
                    : new($"has the kind none, and must be {Kinds}", $"没有kind,须为{Kinds}"));
                return (null, null);
        }
    }

    private static void CheckForm(GridCode code, GridKind? kind, GridLevel? level, FeatureProblems problems)
    {
        GridCodeForm[] fitting = (kind, level) switch
        {
            (GridKind.Basic, _) => [GridCodeForm.Unit],
            (GridKind.Exclusive, _) => [GridCodeForm.Unit, GridCodeForm.Special],
            (_, GridLevel.Community) => [GridCodeForm.Community],
            (_, GridLevel.Street) => [GridCodeForm.Street],
            _ => [GridCodeForm.District],
        };
        if (code.Form != GridCodeForm.Free && !fitting.Contains(code.Form))
        {
            problems.Error(GridProblemKind.BadCode, new(
                $"its code '{code}' has the {code.Text.Length} digits of a {WordOf(code.Form)}, but it is {WordOf(kind, level)}",
                $"其编码'{code}'为{WordOf(code.Form)}的{code.Text.Length}位,而它是{WordOf(kind, level)}"));
        }
    }

    private static Phrase WordOf(GridCodeForm form) => form switch
    {
        GridCodeForm.Unit => new("unit grid", "单元网格"),
        GridCodeForm.Special => new("special grid", "专属网格"),
        GridCodeForm.Community => new("community", "社区"),
        GridCodeForm.Street => new("street", "街道"),
        _ => new("district", "区"),
    };

    private static Phrase WordOf(GridKind? kind, GridLevel? level) => (kind, level) switch
    {
        (GridKind.Basic, _) => new("a basic cell", "基础网格"),
        (GridKind.Exclusive, _) => new("an exclusive cell", "专属网格"),
        (_, GridLevel.Community) => new("a community", "社区"),
        (_, GridLevel.Street) => new("a street", "街道"),
        _ => new("a district", "区"),
    };

    private static string Word(JsonElement properties, string name, FeatureProblems problems)
    {
        var text = GridReader.TextIn(properties, name) ?? "";
        if (text.Length <= GridLimits.MaxName)
        {
            return text;
        }

        problems.Error(GridProblemKind.BadProperty, new($"its {name} has {text.Length} letters, {GridLimits.MaxName} are allowed", $"其{name}有{text.Length}个字符,最多{GridLimits.MaxName}个"));
        return "";
    }
}
