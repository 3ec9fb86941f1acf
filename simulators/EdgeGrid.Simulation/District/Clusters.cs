using NetTopologySuite.Geometries;

namespace EdgeGrid.Simulation.District;

/// <summary>Groups neighbouring points: cells to communities, communities to streets.</summary>
internal static class Clusters
{
    private const int Rounds = 12;

    /// <summary>The group of each point, 0 to count - 1, none of them empty. (k-means, begun from points far apart.)</summary>
    public static int[] Group(Random random, IReadOnlyList<Coordinate> points, int count)
    {
        var centres = FarApart(random, points, count);
        var groups = Nearest(points, centres);
        for (var round = 0; round < Rounds; round++)
        {
            var moved = Enumerable.Range(0, count).Select(group => Mean(points, groups, group)).ToList();
            var regrouped = Nearest(points, moved);
            if (regrouped.Distinct().Count() < count)
            {
                break;
            }

            groups = regrouped;
        }

        return groups;
    }

    /// <summary>
    /// Each item's rank, from 0: west to east within a band, bands from north to south (the reading order of GB/T 30428.1).
    /// </summary>
    public static int[] ReadingOrder(IReadOnlyList<Coordinate> points, double bandMetres)
    {
        var ranks = new int[points.Count];
        var order = Enumerable.Range(0, points.Count).OrderByDescending(i => Math.Floor(points[i].Y / bandMetres)).ThenBy(i => points[i].X);
        foreach (var (rank, index) in order.Index())
        {
            ranks[index] = rank;
        }

        return ranks;
    }

    /// <summary>The centre of the points of a group.</summary>
    public static Coordinate Mean(IReadOnlyList<Coordinate> points, int[] groups, int group)
    {
        var members = points.Where((_, i) => groups[i] == group).ToList();
        return new Coordinate(members.Average(p => p.X), members.Average(p => p.Y));
    }

    private static List<Coordinate> FarApart(Random random, IReadOnlyList<Coordinate> points, int count)
    {
        var centres = new List<Coordinate> { points[random.Next(points.Count)] };
        var distances = points.Select(p => p.Distance(centres[0])).ToArray();
        while (centres.Count < count)
        {
            var furthest = points[Array.IndexOf(distances, distances.Max())];
            centres.Add(furthest);
            for (var i = 0; i < distances.Length; i++)
            {
                distances[i] = Math.Min(distances[i], points[i].Distance(furthest));
            }
        }

        return centres;
    }

    private static int[] Nearest(IReadOnlyList<Coordinate> points, List<Coordinate> centres) =>
        [.. points.Select(point => Enumerable.Range(0, centres.Count).MinBy(i => centres[i].Distance(point)))];
}
