using EdgeGrid.Simulation.Gnss;
using NetTopologySuite.Geometries;

namespace EdgeGrid.Simulation.District;

/// <summary>
/// Makes up a district of 1,115 cells: 768 basic and 347 exclusive ones, 121 communities, 14 streets, around
/// 34.244 N 117.194 E. The same seed gives the same district.
/// </summary>
public static class DistrictGenerator
{
    /// <summary>Pieces of streets and homes.</summary>
    public const int BasicCells = 768;

    /// <summary>Schools, markets, works.</summary>
    public const int ExclusiveCells = 347;

    /// <summary>Communities.</summary>
    public const int Communities = 121;

    private const string Name = "Quanshan District";
    private const string DistrictCode = "320311";
    private const int FirstExclusive = 501;
    private const double CellMetres = 280;
    private const double BandMetres = 250;

    /// <summary>About 0.1 m, and the same for all who share a point.</summary>
    private const int Decimals = 6;

    private static readonly GeoPosition Middle = new(34.2440, 117.1940);

    /// <summary>Makes one.</summary>
    public static GeneratedDistrict Generate(int seed = 1)
    {
        // Streets and cells are drawn from it in a fixed order: a district is its seed.
        var random = new Random(seed);
        var partition = CellPartition.Cut(random, BasicCells, ExclusiveCells, CellMetres);
        var drafts = partition.Basic.Select(ring => new Draft(CellKind.Basic, ring))
            .Concat(partition.Exclusive.Select(ring => new Draft(CellKind.Exclusive, ring)))
            .ToList();
        Assign(random, drafts);
        return new GeneratedDistrict(Name, [.. Number(drafts).OrderBy(cell => cell.Code, StringComparer.Ordinal)]);
    }

    /// <summary>Cells to communities, communities to streets, both numbered in reading order.</summary>
    private static void Assign(Random random, List<Draft> drafts)
    {
        var centres = drafts.ConvertAll(draft => draft.Centre);
        var groups = Clusters.Group(random, centres[..BasicCells], Communities);
        var communities = Enumerable.Range(0, Communities).Select(group => Clusters.Mean(centres[..BasicCells], groups, group)).ToList();
        var streetOf = Clusters.Group(random, communities, PlaceNames.Streets.Count);
        var streets = Enumerable.Range(0, PlaceNames.Streets.Count).Select(group => Clusters.Mean(communities, streetOf, group)).ToList();
        var streetRank = Clusters.ReadingOrder(streets, BandMetres * 4);
        var streetName = Enumerable.Range(0, streets.Count).OrderBy(street => streets[street].Distance(new Coordinate(0, 0))).ToList();
        var communityRank = Clusters.ReadingOrder(communities, BandMetres * 2);

        for (var i = 0; i < drafts.Count; i++)
        {
            // An exclusive cell goes with the nearest community.
            var community = i < BasicCells ? groups[i] : Enumerable.Range(0, Communities).MinBy(c => communities[c].Distance(drafts[i].Centre));
            var street = streetOf[community];
            drafts[i].Street = PlaceNames.Streets[streetName.IndexOf(street)];
            drafts[i].StreetNumber = streetRank[street] + 1;
            drafts[i].Community = PlaceNames.Community(communityRank[community]);
            drafts[i].CommunityNumber = 1 + Enumerable.Range(0, Communities).Count(c => streetOf[c] == street && communityRank[c] < communityRank[community]);
        }
    }

    private static IEnumerable<DistrictCell> Number(List<Draft> drafts)
    {
        var sites = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in drafts.GroupBy(draft => (draft.Kind, draft.StreetNumber, draft.CommunityNumber)).OrderBy(group => group.Key))
        {
            var members = group.ToList();
            var ranks = Clusters.ReadingOrder(members.ConvertAll(draft => draft.Centre), BandMetres);
            foreach (var (draft, rank) in members.Zip(ranks).OrderBy(pair => pair.Second))
            {
                var basic = draft.Kind == CellKind.Basic;
                var sequence = basic ? rank + 1 : FirstExclusive + rank;
                var site = sites.GetValueOrDefault(draft.Street);
                sites[draft.Street] = basic ? site : site + 1;
                yield return new DistrictCell(
                    $"{DistrictCode}{draft.StreetNumber:000}{draft.CommunityNumber:000}{sequence:000}",
                    draft.Kind,
                    basic ? PlaceNames.BasicCell(draft.Community, sequence) : PlaceNames.Site(draft.Street, site),
                    draft.Street,
                    draft.Community,
                    ToPosition(draft.Centre),
                    Ring(draft.Ring));
            }
        }
    }

    /// <summary>Anticlockwise, rounded; points that rounding brought together are one.</summary>
    private static List<GeoPosition> Ring(IReadOnlyList<Coordinate> metres)
    {
        var ring = new List<GeoPosition>();
        foreach (var position in metres.Select(ToPosition))
        {
            if (ring.Count == 0 || (ring[^1] != position && ring[0] != position))
            {
                ring.Add(position);
            }
        }

        if (!NetTopologySuite.Algorithm.Orientation.IsCCW([.. metres, metres[0]]))
        {
            ring.Reverse();
        }

        return ring;
    }

    private static GeoPosition ToPosition(Coordinate metres)
    {
        var position = Middle.Offset(metres.Y, metres.X);
        return new GeoPosition(Math.Round(position.Latitude, Decimals), Math.Round(position.Longitude, Decimals));
    }

    /// <summary>A cell in the making.</summary>
    private sealed class Draft(CellKind kind, IReadOnlyList<Coordinate> ring)
    {
        public CellKind Kind { get; } = kind;

        public IReadOnlyList<Coordinate> Ring { get; } = ring;

        public Coordinate Centre { get; } = new Polygon(new LinearRing([.. ring, ring[0]])).Centroid.Coordinate;

        public string Street { get; set; } = "";

        public int StreetNumber { get; set; }

        public string Community { get; set; } = "";

        public int CommunityNumber { get; set; }
    }
}
