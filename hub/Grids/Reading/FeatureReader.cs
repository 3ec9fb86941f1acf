using System.Text.Json;

namespace EdgeGrid.Hub.Grids.Reading;

/// <summary>Reads features one by one: what each is, its code, its border.</summary>
internal sealed class FeatureReader(IGridCodeScheme scheme, GridReport report)
{
    private const string Kinds = "\"basic\", \"exclusive\", \"community\", \"street\" or \"district\"";

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
                report.Refuse(GridProblemKind.TooLarge, $"the file has more than {GridLimits.MaxPoints} points: simplify the borders; what follows feature {index - 1} was not read");
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
                Text = $"its code '{feature.Code}' has {feature.Code.Text.Length} digits, and is taken for a code of your own, while {standard} others are those of GB/T 30428",
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
            problems.Error(GridProblemKind.NotGeoJson, "a name in it is no text");
            return null;
        }
    }

    private GridFeature? Read(JsonElement feature, int index, FeatureProblems problems)
    {
        if (feature.ValueKind != JsonValueKind.Object)
        {
            problems.Error(GridProblemKind.WrongType, $"is {GridReader.Shown(feature)}, and no Feature");
            return null;
        }

        if (!feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            problems.Error(GridProblemKind.BadProperty, $"has no properties: code and kind ({Kinds}) must stand there");
            return null;
        }

        var code = Code(properties, index, problems);
        if (feature.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("Feature")))
        {
            problems.Error(GridProblemKind.WrongType, $"is of the type {GridReader.Shown(type)}, and must be a \"Feature\"");
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
            problems.Error(GridProblemKind.BadCode, properties.TryGetProperty("code", out var other) ? $"has the code {GridReader.Shown(other)}, which is no text" : "has no code");
            return null;
        }

        problems.Code = text.Length <= GridLimits.MaxName ? text : text[..GridLimits.MaxName];
        if (!scheme.TryRead(text, out var code, out var problem))
        {
            problems.Error(GridProblemKind.BadCode, $"its code '{problems.Code}' {problem}");
            return null;
        }

        if (!_codes.TryAdd(text, index))
        {
            problems.Error(GridProblemKind.DuplicateCode, $"its code stands twice: feature {_codes[text]} has it too");
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
                problems.Error(GridProblemKind.BadProperty, $"has the kind {(properties.TryGetProperty("kind", out var kind) ? GridReader.Shown(kind) : "none")}, and must be {Kinds}");
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
            var what = kind?.ToString().ToLowerInvariant() + level?.ToString().ToLowerInvariant();
            problems.Error(GridProblemKind.BadCode, $"its code '{code}' has the {code.Text.Length} digits of a {WordOf(code.Form)}, but it is {(what[0] is 'e' ? "an" : "a")} {what}{(kind is null ? "" : " cell")}");
        }
    }

    private static string WordOf(GridCodeForm form) => form switch
    {
        GridCodeForm.Unit => "unit grid",
        GridCodeForm.Special => "special grid",
        _ => form.ToString().ToLowerInvariant(),
    };

    private static string Word(JsonElement properties, string name, FeatureProblems problems)
    {
        var text = GridReader.TextIn(properties, name) ?? "";
        if (text.Length <= GridLimits.MaxName)
        {
            return text;
        }

        problems.Error(GridProblemKind.BadProperty, $"its {name} has {text.Length} letters, {GridLimits.MaxName} are allowed");
        return "";
    }
}
