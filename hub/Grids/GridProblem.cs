using System.Text.Json.Serialization;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Grids;

/// <summary>How grave a problem of a file of grids is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GridSeverity>))]
internal enum GridSeverity
{
    /// <summary>The file is not taken.</summary>
    [JsonStringEnumMemberName("error")] Error = 1,

    /// <summary>The file is taken, and somebody should look.</summary>
    [JsonStringEnumMemberName("warning")] Warning,
}

/// <summary>What sort of problem.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GridProblemKind>))]
internal enum GridProblemKind
{
    [JsonStringEnumMemberName("not-geojson")] NotGeoJson = 1,
    [JsonStringEnumMemberName("too-large")] TooLarge,
    [JsonStringEnumMemberName("wrong-crs")] WrongCrs,
    [JsonStringEnumMemberName("wrong-type")] WrongType,
    [JsonStringEnumMemberName("bad-property")] BadProperty,
    [JsonStringEnumMemberName("bad-code")] BadCode,
    [JsonStringEnumMemberName("duplicate-code")] DuplicateCode,
    [JsonStringEnumMemberName("unknown-parent")] UnknownParent,
    [JsonStringEnumMemberName("empty-geometry")] EmptyGeometry,
    [JsonStringEnumMemberName("bad-ring")] BadRing,
    [JsonStringEnumMemberName("outside-wgs84")] OutsideWgs84,
    [JsonStringEnumMemberName("overlap")] Overlap,
    [JsonStringEnumMemberName("gap")] Gap,
    [JsonStringEnumMemberName("apart")] Apart,
}

/// <summary>One problem of a file of grids, and where it is.</summary>
internal sealed record GridProblem
{
    public required GridSeverity Severity { get; init; }

    public required GridProblemKind Kind { get; init; }

    /// <summary>For people: what, and what to do where that is not plain.</summary>
    public required Phrase Text { get; init; }

    /// <summary>The place of the feature in the file, from 0; null when it concerns no one feature.</summary>
    public int? Feature { get; init; }

    /// <summary>Of the feature, as far as it has one.</summary>
    public string? Code { get; init; }

    /// <summary>The other feature's, where two are at odds.</summary>
    public string? OtherCode { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public GridProblem In(Language language) => this with { Text = Text.Only(language) };

    /// <summary>With its feature and place, as it stands in a sentence.</summary>
    public Phrase InWords()
    {
        var code = Code is null ? "" : $"({Code})";
        var who = Feature is null ? null : new Phrase($"feature {Feature} {code}".TrimEnd() + ": ", $"第{Feature}个要素{code}:");
        var at = Latitude is { } north && Longitude is { } east
            ? new Phrase($" at {north:0.######}, {east:0.######}", $",位于{north:0.######}, {east:0.######}")
            : null;
        return new($"{who}{Text}{at}", $"{who}{Text}{at}");
    }

    /// <inheritdoc/>
    public override string ToString() => InWords().En;
}
