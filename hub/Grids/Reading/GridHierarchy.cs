using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Grids.Reading;

/// <summary>
/// Finds what each cell lies in. The standard's codes tell it; where they do not, names do. Streets and communities may
/// stand in the file as features of their own: then each cell must lie in one of them. Otherwise the cells make them.
/// </summary>
internal sealed class GridHierarchy
{
    private readonly GridReport _report;
    private readonly Dictionary<(GridLevel Level, string Code), GridArea> _areas = [];
    private readonly Dictionary<(GridLevel Level, string Name), string> _codeOfName = [];
    private readonly HashSet<GridLevel> _declared = [];
    private readonly HashSet<(GridLevel, string)> _told = [];

    private GridHierarchy(GridReport report) => _report = report;

    /// <summary>Cells and what they lie in, both in order.</summary>
    public static (IReadOnlyList<GridCell> Cells, IReadOnlyList<GridArea> Areas) Of(string district, IReadOnlyList<GridFeature> features, GridReport report)
    {
        var hierarchy = new GridHierarchy(report);
        var areas = features.Where(feature => feature.Level is not null).ToList();
        foreach (var area in areas)
        {
            hierarchy.Declare(area);
        }

        foreach (var area in areas.OrderBy(area => area.Level))
        {
            hierarchy.Place(area, district);
        }

        var cells = features.Where(feature => feature.Kind is not null).Select(feature => hierarchy.Cell(feature, district)).OrderBy(cell => cell.Code, StringComparer.Ordinal).ToList();
        return (cells, [.. hierarchy._areas.Values.OrderBy(area => area.Level).ThenBy(area => area.Code, StringComparer.Ordinal)]);
    }

    private void Declare(GridFeature feature)
    {
        var level = feature.Level!.Value;
        _declared.Add(level);
        _areas[(level, feature.Code.Text)] = new GridArea(level, feature.Code.Text, feature.Words.Name, "");
        _codeOfName.TryAdd((level, feature.Words.Name), feature.Code.Text);
    }

    private void Place(GridFeature feature, string district)
    {
        var level = feature.Level!.Value;
        var parent = level switch
        {
            GridLevel.Community => Street(feature, district),
            GridLevel.Street => District(feature, district),
            _ => "",
        };
        _areas[(level, feature.Code.Text)] = _areas[(level, feature.Code.Text)] with { Parent = parent };
    }

    private GridCell Cell(GridFeature feature, string district)
    {
        var street = Street(feature, district);
        var community = Find(feature, GridLevel.Community, feature.Code.Community, feature.Words.Community, street);
        return new GridCell
        {
            Code = feature.Code.Text,
            Kind = feature.Kind!.Value,
            Name = feature.Words.Name,
            Street = NameOf(GridLevel.Street, street),
            Community = NameOf(GridLevel.Community, community),
            StreetCode = street,
            CommunityCode = community,
            Area = feature.Area!,
        };
    }

    private string Street(GridFeature feature, string district) =>
        Find(feature, GridLevel.Street, feature.Code.Street, feature.Words.Street, District(feature, district));

    private string District(GridFeature feature, string district) =>
        Find(feature, GridLevel.District, feature.Code.District, feature.Words.District.Length > 0 ? feature.Words.District : district, "");

    /// <summary>The code of what a feature lies in; empty when nothing tells.</summary>
    private string Find(GridFeature feature, GridLevel level, string? told, string word, string parent)
    {
        // A district's own name is no code; the names of streets and communities must do where there is nothing better.
        var code = told ?? Known(level, word) ?? (level == GridLevel.District ? "" : word);
        if (_areas.TryGetValue((level, code), out var known))
        {
            if (word.Length > 0 && word != known.Name && word != known.Code && _told.Add((level, code)))
            {
                Problem(feature, GridSeverity.Warning, GridProblemKind.BadProperty, new(
                    $"calls its {Word(level)} {code} '{word}', which is '{known.Name}' elsewhere; '{known.Name}' is taken",
                    $"将其{Word(level)}{code}称为'{word}',而别处称为'{known.Name}';采用'{known.Name}'"));
            }

            return code;
        }

        if (_declared.Contains(level))
        {
            Problem(feature, GridSeverity.Error, GridProblemKind.UnknownParent, code.Length > 0
                ? new($"lies in the {Word(level)} {code}, which the file does not have", $"属于{Word(level)}{code},而文件中没有")
                : new($"does not say in which {Word(level)} it lies", $"未说明属于哪个{Word(level)}"));
        }
        else if (code.Length > 0)
        {
            _areas[(level, code)] = new GridArea(level, code, word, parent);
        }

        return code;
    }

    private string? Known(GridLevel level, string word) =>
        _areas.ContainsKey((level, word)) ? word : _codeOfName.GetValueOrDefault((level, word));

    private string NameOf(GridLevel level, string code) => _areas.GetValueOrDefault((level, code))?.Name ?? "";

    private void Problem(GridFeature feature, GridSeverity severity, GridProblemKind kind, Phrase text) =>
        _report.Add(new GridProblem { Severity = severity, Kind = kind, Text = text, Feature = feature.Index, Code = feature.Code.Text });

    private static Phrase Word(GridLevel level) => level switch
    {
        GridLevel.Community => new("community", "社区"),
        GridLevel.Street => new("street", "街道"),
        _ => new("district", "区"),
    };
}
