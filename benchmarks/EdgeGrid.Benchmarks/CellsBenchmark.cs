using System.CommandLine;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Locating;
using EdgeGrid.Hub.Grids.Reading;
using EdgeGrid.Simulation.District;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace EdgeGrid.Benchmarks;

/// <summary>
/// From a point to its cell, on one thread, in a generated district of 1,115 cells: the hub's index beside what anyone
/// would write first, an STR-tree and NetTopologySuite's own test. Both answer the same points in the same run, and the
/// answers are compared. Beside it, what reading and checking such a district costs.
/// </summary>
internal static class CellsBenchmark
{
    private const int Runs = 7;

    private static readonly Option<int> Points = new("--points")
    {
        Description = "How many points each run asks for.",
        HelpName = "N",
        DefaultValueFactory = _ => 1_000_000,
    };

    public static Benchmark Benchmark { get; } = new(
        "cells",
        "Points to cells/s on one thread, beside an STR-tree; and what checking a district costs.",
        (arguments, _) => Task.FromResult(Run(arguments.GetValue(Points))))
    {
        Options = [Points],
    };

    private static IReadOnlyList<Figure> Run(int count)
    {
        using var file = new MemoryStream();
        DistrictGenerator.Generate().Write(file);
        var reading = GridReader.Read(file.ToArray(), new Gbt30428Codes());
        var areas = reading.Cells.Select(cell => cell.Area).ToArray();
        var tree = new PlainTree(areas);
        var index = new CellIndex(areas);
        var points = Spread(count, tree.Bounds);
        var edges = OnEdges(count, areas);
        var ours = Measure(points, index.Find);
        var onEdges = Measure(edges, index.Find);

        // A tenth of the points: the tree takes that much longer.
        var some = points[..Math.Max(1, count / 10)];
        var plain = Measure(some, tree.Find);
        var prepared = Measure(some, tree.FindPrepared);
        var differ = points.Concat(edges.Take(count / 10)).Count(point => index.Find(point.X, point.Y) != tree.Find(point.X, point.Y));
        return
        [
            new("points to cells", ours.PerSecond, "points/s", AtLeast: 1_000_000),
            new("points to cells, every one on an edge or a corner", onEdges.PerSecond, "points/s", AtLeast: 1_000_000),
            new("points to cells, STR-tree and Covers", plain.PerSecond, "points/s"),
            new("points to cells, STR-tree and prepared Covers", prepared.PerSecond, "points/s"),
            new("the index to the tree", ours.PerSecond / plain.PerSecond, "times"),
            new("the index to the tree with prepared areas", ours.PerSecond / prepared.PerSecond, "times"),
            new("answers that differ", differ, "points", AtMost: 0),
            new("points that lie in a cell", ours.Found * 100, "%"),
            new("allocated for a point", ours.Allocated, "B", AtMost: 0),
            new("allocated for a point, STR-tree and Covers", plain.Allocated, "B"),
            new("to read and check the district, overlaps and gaps included", Milliseconds(() => GridReader.Read(file.ToArray(), new Gbt30428Codes())), "ms", AtMost: 2_000),
            new("to make the index", Milliseconds(() => _ = new CellIndex(areas)), "ms"),
            new("cells", areas.Length, "cells"),
        ];
    }

    // The median of several runs after one to warm up.
    private static (double PerSecond, double Allocated, double Found) Measure((double X, double Y)[] points, Func<double, double, int> find)
    {
        var perSecond = new double[Runs];
        var allocated = new double[Runs];
        var found = Count(points, find);
        for (var run = 0; run < Runs; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = TimeProvider.System.GetTimestamp();
            Count(points, find);
            perSecond[run] = points.Length / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            allocated[run] = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)points.Length;
        }

        Array.Sort(perSecond);
        Array.Sort(allocated);
        return (perSecond[Runs / 2], allocated[Runs / 2], found / (double)points.Length);
    }

    private static int Count((double X, double Y)[] points, Func<double, double, int> find)
    {
        var found = 0;
        foreach (var (x, y) in points)
        {
            found += find(x, y) >= 0 ? 1 : 0;
        }

        return found;
    }

    private static double Milliseconds(Action work)
    {
        work();
        var runs = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var started = TimeProvider.System.GetTimestamp();
            work();
            runs[run] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(runs);
        return runs[Runs / 2];
    }

    private static (double X, double Y)[] Spread(int count, Envelope bounds)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (bounds.MinX + (random.NextDouble() * bounds.Width), bounds.MinY + (random.NextDouble() * bounds.Height)))];
    }

    private static (double X, double Y)[] OnEdges(int count, Geometry[] areas)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var ring = areas[random.Next(areas.Length)].Coordinates;
            var (i, share) = (random.Next(1, ring.Length), random.Next(4) == 0 ? 0 : random.NextDouble());
            return (ring[i - 1].X + ((ring[i].X - ring[i - 1].X) * share), ring[i - 1].Y + ((ring[i].Y - ring[i - 1].Y) * share));
        })];
    }

    /// <summary>The peer: whose envelopes hold the point, and of these whose area covers it.</summary>
    private sealed class PlainTree
    {
        private static readonly GeometryFactory Factory = new();

        private readonly STRtree<int> _tree = new();
        private readonly Geometry[] _areas;
        private readonly IPreparedGeometry[] _prepared;

        public PlainTree(Geometry[] areas)
        {
            _areas = areas;
            _prepared = [.. areas.Select(PreparedGeometryFactory.Prepare)];
            for (var i = 0; i < areas.Length; i++)
            {
                _tree.Insert(areas[i].EnvelopeInternal, i);
                Bounds.ExpandToInclude(areas[i].EnvelopeInternal);
            }

            _tree.Build();
        }

        public Envelope Bounds { get; } = new();

        public int Find(double x, double y) => Find(x, y, (area, point) => _areas[area].Covers(point));

        public int FindPrepared(double x, double y) => Find(x, y, (area, point) => _prepared[area].Covers(point));

        private int Find(double x, double y, Func<int, Point, bool> covers)
        {
            var point = Factory.CreatePoint(new Coordinate(x, y));
            var found = -1;
            foreach (var area in _tree.Query(point.EnvelopeInternal))
            {
                if ((found < 0 || area < found) && covers(area, point))
                {
                    found = area;
                }
            }

            return found;
        }
    }
}
