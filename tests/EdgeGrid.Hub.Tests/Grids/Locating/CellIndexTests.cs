using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Locating;
using EdgeGrid.Hub.Grids.Reading;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace EdgeGrid.Hub.Tests.Grids.Locating;

/// <summary>The index answers as the exact geometry does, everywhere.</summary>
public sealed class CellIndexTests
{
    private static readonly GeometryFactory Factory = new();

    [Fact]
    public void Points_AllOverADistrict_AreWhereTheGeometryHasThem()
    {
        var areas = DistrictAreas();
        var exact = new Exact(areas);
        var bounds = exact.Bounds;
        var random = new Random(1);
        var points = Enumerable.Range(0, 20_000).Select(_ => (bounds.MinX + (random.NextDouble() * bounds.Width), bounds.MinY + (random.NextDouble() * bounds.Height)));

        AssertSame(new CellIndex(areas), exact, points);
    }

    [Fact]
    public void Points_OnAndBesideEdgesAndCorners_AreWhereTheGeometryHasThem()
    {
        var areas = DistrictAreas();
        var random = new Random(2);

        AssertSame(new CellIndex(areas), new Exact(areas), areas.Where((_, i) => i % 4 == 0).SelectMany(area => Beside(area, random)));
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-4)]
    [InlineData(1)]
    [InlineData(100)]
    public void Points_InCellsOfAnySizeAndShape_AreWhereTheGeometryHasThem(double scale)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            Geometry[] areas = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => Star(random, scale))];

            AssertSame(new CellIndex(areas), new Exact(areas), areas.SelectMany(area => Beside(area, random)));
        }
    }

    [Fact]
    public void Points_OnAnEdgeOfTwo_AreTheFirstOnes()
    {
        Geometry[] areas = [Box(1, 0, 2, 1), Box(0, 0, 1, 1), Box(0, 1, 2, 2)];
        var index = new CellIndex(areas);

        Assert.Equal([0, 0, 0, 1, -1, 2], new[] { index.Find(1, 0.5), index.Find(1, 1), index.Find(2, 0), index.Find(0, 1), index.Find(2.0000001, 0), index.Find(0, 2) });
    }

    [Fact]
    public void Index_OfNothing_FindsNothing() => Assert.Equal(-1, new CellIndex([]).Find(0, 0));

    [Fact]
    public void Find_AskedManyTimes_AllocatesNothing()
    {
        var areas = DistrictAreas();
        var index = new CellIndex(areas);
        var points = areas.SelectMany(area => Beside(area, new Random(3))).ToArray();
        Array.ForEach(points, point => index.Find(point.X, point.Y));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = 0;
        foreach (var (x, y) in points)
        {
            found += index.Find(x, y) >= 0 ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(found > 0);
    }

    private static void AssertSame(CellIndex index, Exact exact, IEnumerable<(double X, double Y)> points)
    {
        var asked = 0;
        foreach (var (x, y) in points)
        {
            asked++;
            if (exact.Find(x, y) is var right && right != index.Find(x, y))
            {
                Assert.Fail(FormattableString.Invariant($"{x:R}, {y:R} lies in cell {right}, and the index says {index.Find(x, y)}"));
            }
        }

        Assert.True(asked > 0);
    }

    /// <summary>Corners, points of edges as near as doubles come, the last bits around them, and the tiles of far corners.</summary>
    private static IEnumerable<(double X, double Y)> Beside(Geometry area, Random random)
    {
        var points = area.Coordinates;
        for (var i = 1; i < points.Length; i++)
        {
            var (a, b) = (points[i - 1], points[i]);
            var share = random.NextDouble();
            foreach (var (x, y) in new[] { (a.X, a.Y), (a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share)), ((a.X + b.X) / 2, (a.Y + b.Y) / 2), (a.X, b.Y) })
            {
                yield return (x, y);
                yield return (Math.BitIncrement(x), y);
                yield return (Math.BitDecrement(x), Math.BitIncrement(y));
                yield return (x, Math.BitDecrement(y));
                yield return (x + ((random.NextDouble() - 0.5) * 1e-9), y + ((random.NextDouble() - 0.5) * 1e-9));
            }
        }
    }

    private static Geometry[] DistrictAreas() =>
        [.. GridReader.Read(GridSketch.District, new Gbt30428Codes()).Cells.Select(cell => cell.Area)];

    private static Polygon Box(double west, double south, double east, double north) => (Polygon)Factory.ToGeometry(new Envelope(west, east, south, north));

    /// <summary>Something with teeth; some with a hole.</summary>
    private static Polygon Star(Random random, double scale)
    {
        var (x, y, count) = (random.NextDouble() * scale * 2, random.NextDouble() * scale, random.Next(3, 30));
        var inner = (0.2 + (random.NextDouble() * 0.7)) * scale;
        var corners = Enumerable.Range(0, count).Select(i => i * Math.Tau / count)
            .Select(angle => (angle, Length: inner + (random.NextDouble() * (scale - inner))))
            .Select(corner => new Coordinate(x + (corner.Length * Math.Cos(corner.angle)), y + (corner.Length * Math.Sin(corner.angle)))).ToList();
        corners.Add(corners[0]);
        return Factory.CreatePolygon(Factory.CreateLinearRing([.. corners]));
    }

    /// <summary>The plain way: an STR-tree, and NetTopologySuite's <c>Covers</c>.</summary>
    private sealed class Exact
    {
        private readonly STRtree<int> _tree = new();
        private readonly IReadOnlyList<Geometry> _areas;

        public Exact(IReadOnlyList<Geometry> areas)
        {
            _areas = areas;
            for (var i = 0; i < areas.Count; i++)
            {
                _tree.Insert(areas[i].EnvelopeInternal, i);
                Bounds.ExpandToInclude(areas[i].EnvelopeInternal);
            }
        }

        public Envelope Bounds { get; } = new();

        public int Find(double x, double y)
        {
            var point = Factory.CreatePoint(new Coordinate(x, y));
            return _tree.Query(point.EnvelopeInternal).Where(i => _areas[i].Covers(point)).DefaultIfEmpty(-1).Min();
        }
    }
}
