using System.Text.Json;
using EdgeGrid.Hub.Wording;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace EdgeGrid.Hub.Grids.Reading;

/// <summary>Reads the border of a cell: a Polygon or MultiPolygon whose rings are what they must be.</summary>
internal sealed class BorderReader
{
    private static readonly GeometryFactory Wgs84 = new(new PrecisionModel(), srid: 4326);

    /// <summary>Read so far, in the whole file.</summary>
    public int Points { get; private set; }

    /// <summary>The border; null when it cannot be used, and then the problems say why.</summary>
    public Geometry? Read(JsonElement feature, FeatureProblems problems)
    {
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object)
        {
            problems.Error(GridProblemKind.EmptyGeometry, new("has no geometry", "没有几何"));
            return null;
        }

        var type = GridReader.TextIn(geometry, "type");
        if (type is not ("Polygon" or "MultiPolygon"))
        {
            problems.Error(GridProblemKind.WrongType, new($"is a {type ?? "geometry without a type"}, not an area: Polygon or MultiPolygon", $"是{type ?? "无类型的几何"},不是面:须为Polygon或MultiPolygon"));
            return null;
        }

        if (!geometry.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array || coordinates.GetArrayLength() == 0)
        {
            problems.Error(GridProblemKind.EmptyGeometry, new("has no coordinates", "没有坐标"));
            return null;
        }

        Geometry? area = type == "Polygon" ? Polygon(coordinates, null, problems) : Polygons(coordinates, problems);
        if (area is not null && new IsValidOp(area) is { IsValid: false } validity)
        {
            problems.Error(GridProblemKind.BadRing, new($"has a bad ring: {InWords(validity.ValidationError)}", $"有错误的环:{InWords(validity.ValidationError)}"), validity.ValidationError.Coordinate);
            return null;
        }

        return area;
    }

    private MultiPolygon? Polygons(JsonElement coordinates, FeatureProblems problems)
    {
        var polygons = new List<Polygon?>();
        foreach (var part in coordinates.EnumerateArray())
        {
            polygons.Add(Polygon(part, new($" of part {polygons.Count}", $"第{polygons.Count}部分的"), problems));
        }

        return polygons.Contains(null) ? null : Wgs84.CreateMultiPolygon([.. polygons!]);
    }

    private Polygon? Polygon(JsonElement rings, Phrase? part, FeatureProblems problems)
    {
        if (rings.ValueKind != JsonValueKind.Array || rings.GetArrayLength() == 0)
        {
            problems.Error(GridProblemKind.EmptyGeometry, new($"has no ring{part}", $"{part}环缺失"));
            return null;
        }

        var read = new List<LinearRing?>();
        foreach (var ring in rings.EnumerateArray())
        {
            read.Add(Ring(ring, new($"its ring {read.Count}{part}", $"{part}第{read.Count}个环"), outer: read.Count == 0, problems));
        }

        return read.Contains(null) ? null : Wgs84.CreatePolygon(read[0], [.. read.Skip(1)!]);
    }

    private LinearRing? Ring(JsonElement ring, Phrase name, bool outer, FeatureProblems problems)
    {
        if (ring.ValueKind != JsonValueKind.Array)
        {
            problems.Error(GridProblemKind.BadRing, new($"{name} is {GridReader.Shown(ring)}, and no array of positions", $"{name}为{GridReader.Shown(ring)},不是位置数组"));
            return null;
        }

        var count = ring.GetArrayLength();
        Points += count;
        if (count > GridLimits.MaxRingPoints)
        {
            problems.Error(GridProblemKind.TooLarge, new($"{name} has {count} points, {GridLimits.MaxRingPoints} are allowed: simplify it", $"{name}有{count}个点,最多{GridLimits.MaxRingPoints}个:请简化"));
            return null;
        }

        if (Positions(ring, name, problems) is not { } points)
        {
            return null;
        }

        if (count < 4)
        {
            problems.Error(GridProblemKind.BadRing, new($"{name} has {count} points, and needs 4 at least, the last of them the first again", $"{name}有{count}个点,至少须有4个,且末点与首点相同"), points.FirstOrDefault());
            return null;
        }

        if (!points[0].Equals2D(points[^1]))
        {
            problems.Error(GridProblemKind.BadRing, new($"{name} is not closed: its last point must be its first again", $"{name}未闭合:末点须与首点相同"), points[^1]);
            return null;
        }

        // RFC 7946, section 3.1.6: outside anticlockwise, holes clockwise. Most programs do not care, and neither do readers.
        if (Orientation.IsCCW(points) != outer)
        {
            Array.Reverse(points);
        }

        return Wgs84.CreateLinearRing(points);
    }

    private static Coordinate[]? Positions(JsonElement ring, Phrase name, FeatureProblems problems)
    {
        var points = new Coordinate[ring.GetArrayLength()];
        int i = 0, outside = 0, swapped = 0, first = -1;
        foreach (var position in ring.EnumerateArray())
        {
            if (!TryPosition(position, out var point))
            {
                problems.Error(GridProblemKind.BadRing, new($"{name} has at point {i} {GridReader.Shown(position)}, and no pair of numbers", $"{name}的第{i}个点为{GridReader.Shown(position)},不是一对数字"));
                return null;
            }

            if (!IsOnEarth(point.X, point.Y))
            {
                outside++;
                swapped += IsOnEarth(point.Y, point.X) ? 1 : 0;
                first = first < 0 ? i : first;
            }

            points[i++] = point;
        }

        if (outside == 0)
        {
            return points;
        }

        Phrase why = swapped == outside
            ? new("latitude and longitude are probably swapped: longitude comes first", "经度和纬度可能颠倒:经度在前")
            : new("are they metres of a projection? Coordinates must be degrees of WGS-84, longitude first", "是否为投影的米?坐标须为WGS-84的度,经度在前");
        problems.Error(GridProblemKind.OutsideWgs84, new(
            $"{name} has {outside} of {points.Length} points off the globe, the first of them point {first} ({points[first].X}, {points[first].Y}): {why}",
            $"{name}的{points.Length}个点中有{outside}个不在地球上,首个为第{first}个点({points[first].X}, {points[first].Y}):{why}"));
        return null;
    }

    /// <summary>A third number is a height, which a border has no use for.</summary>
    private static bool TryPosition(JsonElement position, out Coordinate point)
    {
        point = new Coordinate();
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() is < 2 or > 4
            || position[0].ValueKind != JsonValueKind.Number || position[1].ValueKind != JsonValueKind.Number
            || !position[0].TryGetDouble(out var east) || !position[1].TryGetDouble(out var north))
        {
            return false;
        }

        point = new Coordinate(east, north);
        return double.IsFinite(east) && double.IsFinite(north);
    }

    private static bool IsOnEarth(double east, double north) => east is >= -180 and <= 180 && north is >= -90 and <= 90;

    private static Phrase InWords(TopologyValidationError error) => error.ErrorType switch
    {
        TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection => new("it crosses or touches itself", "与自身相交或相接"),
        TopologyValidationErrors.HoleOutsideShell => new("a hole lies outside", "有洞位于外部"),
        TopologyValidationErrors.NestedHoles => new("a hole lies in another", "有洞位于另一个洞内"),
        TopologyValidationErrors.NestedShells => new("a part lies in another", "有部分位于另一部分内"),
        TopologyValidationErrors.DisconnectedInteriors => new("holes cut it in two", "被洞切断"),
        TopologyValidationErrors.DuplicateRings => new("a ring stands twice", "有环重复"),
        TopologyValidationErrors.TooFewPoints => new("it has no area", "没有面积"),
        _ => Phrase.Same(error.Message),
    };
}
