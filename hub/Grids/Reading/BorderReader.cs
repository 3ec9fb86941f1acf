using System.Text.Json;
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
            problems.Error(GridProblemKind.EmptyGeometry, "has no geometry");
            return null;
        }

        var type = GridReader.TextIn(geometry, "type");
        if (type is not ("Polygon" or "MultiPolygon"))
        {
            problems.Error(GridProblemKind.WrongType, $"is a {type ?? "geometry without a type"}, not an area: Polygon or MultiPolygon");
            return null;
        }

        if (!geometry.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array || coordinates.GetArrayLength() == 0)
        {
            problems.Error(GridProblemKind.EmptyGeometry, "has no coordinates");
            return null;
        }

        Geometry? area = type == "Polygon" ? Polygon(coordinates, "", problems) : Polygons(coordinates, problems);
        if (area is not null && new IsValidOp(area) is { IsValid: false } validity)
        {
            problems.Error(GridProblemKind.BadRing, $"has a bad ring: {InWords(validity.ValidationError)}", validity.ValidationError.Coordinate);
            return null;
        }

        return area;
    }

    private MultiPolygon? Polygons(JsonElement coordinates, FeatureProblems problems)
    {
        var polygons = new List<Polygon?>();
        foreach (var part in coordinates.EnumerateArray())
        {
            polygons.Add(Polygon(part, $"of part {polygons.Count} ", problems));
        }

        return polygons.Contains(null) ? null : Wgs84.CreateMultiPolygon([.. polygons!]);
    }

    private Polygon? Polygon(JsonElement rings, string part, FeatureProblems problems)
    {
        if (rings.ValueKind != JsonValueKind.Array || rings.GetArrayLength() == 0)
        {
            problems.Error(GridProblemKind.EmptyGeometry, $"has no ring {part}".TrimEnd());
            return null;
        }

        var read = new List<LinearRing?>();
        foreach (var ring in rings.EnumerateArray())
        {
            read.Add(Ring(ring, $"its ring {read.Count} {part}", outer: read.Count == 0, problems));
        }

        return read.Contains(null) ? null : Wgs84.CreatePolygon(read[0], [.. read.Skip(1)!]);
    }

    private LinearRing? Ring(JsonElement ring, string name, bool outer, FeatureProblems problems)
    {
        if (ring.ValueKind != JsonValueKind.Array)
        {
            problems.Error(GridProblemKind.BadRing, $"{name}is {GridReader.Shown(ring)}, and no array of positions");
            return null;
        }

        var count = ring.GetArrayLength();
        Points += count;
        if (count > GridLimits.MaxRingPoints)
        {
            problems.Error(GridProblemKind.TooLarge, $"{name}has {count} points, {GridLimits.MaxRingPoints} are allowed: simplify it");
            return null;
        }

        if (Positions(ring, name, problems) is not { } points)
        {
            return null;
        }

        if (count < 4)
        {
            problems.Error(GridProblemKind.BadRing, $"{name}has {count} points, and needs 4 at least, the last of them the first again", points.FirstOrDefault());
            return null;
        }

        if (!points[0].Equals2D(points[^1]))
        {
            problems.Error(GridProblemKind.BadRing, $"{name}is not closed: its last point must be its first again", points[^1]);
            return null;
        }

        // RFC 7946, section 3.1.6: outside anticlockwise, holes clockwise. Most programs do not care, and neither do readers.
        if (Orientation.IsCCW(points) != outer)
        {
            Array.Reverse(points);
        }

        return Wgs84.CreateLinearRing(points);
    }

    private static Coordinate[]? Positions(JsonElement ring, string name, FeatureProblems problems)
    {
        var points = new Coordinate[ring.GetArrayLength()];
        int i = 0, outside = 0, swapped = 0, first = -1;
        foreach (var position in ring.EnumerateArray())
        {
            if (!TryPosition(position, out var point))
            {
                problems.Error(GridProblemKind.BadRing, $"{name}has at point {i} {GridReader.Shown(position)}, and no pair of numbers");
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

        var why = swapped == outside
            ? "latitude and longitude are probably swapped: longitude comes first"
            : "are they metres of a projection? Coordinates must be degrees of WGS-84, longitude first";
        problems.Error(GridProblemKind.OutsideWgs84, FormattableString.Invariant($"{name}has {outside} of {points.Length} points off the globe, the first of them point {first} ({points[first].X}, {points[first].Y}): {why}"));
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

    private static string InWords(TopologyValidationError error) => error.ErrorType switch
    {
        TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection => "it crosses or touches itself",
        TopologyValidationErrors.HoleOutsideShell => "a hole lies outside",
        TopologyValidationErrors.NestedHoles => "a hole lies in another",
        TopologyValidationErrors.NestedShells => "a part lies in another",
        TopologyValidationErrors.DisconnectedInteriors => "holes cut it in two",
        TopologyValidationErrors.DuplicateRings => "a ring stands twice",
        TopologyValidationErrors.TooFewPoints => "it has no area",
        _ => error.Message,
    };
}
