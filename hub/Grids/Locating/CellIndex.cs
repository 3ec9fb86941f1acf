using NetTopologySuite.Geometries;

namespace EdgeGrid.Hub.Grids.Locating;

/// <summary>
/// From a point to its cell in some ten nanoseconds: a raster of tiles, most of which lie in one cell only and answer at
/// once; the others name the few cells whose borders pass, which are asked exactly. Nothing is allocated.
/// </summary>
internal sealed class CellIndex
{
    private const int Nobody = -1;

    private readonly Raster _raster;
    private readonly CellShape[] _shapes;

    /// <summary>For each tile: the cell that all of it lies in, <see cref="Nobody"/>, or ~i where <c>_lists[i]</c> begins a list.</summary>
    private readonly int[] _tiles;

    /// <summary>Lists of cells, each after its length, lowest first.</summary>
    private readonly int[] _lists;

    /// <summary>An index over areas.</summary>
    /// <param name="areas">Of two that cover a point, the earlier one answers.</param>
    public CellIndex(IReadOnlyList<Geometry> areas)
    {
        var bounds = new Envelope();
        foreach (var area in areas)
        {
            bounds.ExpandToInclude(area.EnvelopeInternal);
        }

        _shapes = [.. areas.Select(area => new CellShape(area))];
        _raster = new Raster(bounds.IsNull ? new Envelope(0, 0, 0, 0) : bounds, Math.Max(areas.Count, 1));
        (_tiles, _lists) = Fill(_raster, _shapes);
    }

    /// <summary>The place, in the list it was made from, of the first cell that covers a point; -1 when none does.</summary>
    public int Find(double x, double y)
    {
        var tile = _raster.TileOf(x, y);
        if (tile < 0)
        {
            return Nobody;
        }

        var entry = _tiles[tile];
        if (entry >= Nobody)
        {
            return entry;
        }

        var list = ~entry - 1;
        foreach (var cell in _lists.AsSpan(list + 1, _lists[list]))
        {
            if (_shapes[cell].Covers(x, y))
            {
                return cell;
            }
        }

        return Nobody;
    }

    private static (int[] Tiles, int[] Lists) Fill(Raster raster, CellShape[] shapes)
    {
        var tiles = new int[raster.Columns * raster.Rows];
        Array.Fill(tiles, Nobody);
        var shared = new Dictionary<int, List<int>>();
        for (var cell = 0; cell < shapes.Length; cell++)
        {
            for (var part = 0; part < shapes[cell].Parts; part++)
            {
                foreach (var (tile, whole) in new TileMarks(raster, shapes[cell].EdgesOf(part)).Tiles())
                {
                    Enter(tile, whole, cell);
                }
            }
        }

        var lists = new List<int>();
        foreach (var (tile, list) in shared)
        {
            tiles[tile] = ~(lists.Count + 1);
            lists.Add(list.Count);
            lists.AddRange(list);
        }

        return (tiles, [.. lists]);

        void Enter(int tile, bool whole, int cell)
        {
            if (shared.TryGetValue(tile, out var list))
            {
                if (list[^1] != cell)
                {
                    list.Add(cell);
                }
            }
            else if (tiles[tile] != Nobody && tiles[tile] != cell)
            {
                // Two cells that overlap: the tile is no longer the first one's alone.
                shared[tile] = [tiles[tile], cell];
            }
            else if (whole)
            {
                tiles[tile] = cell;
            }
            else if (tiles[tile] == Nobody)
            {
                shared[tile] = [cell];
            }
        }
    }
}
