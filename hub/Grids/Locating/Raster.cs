using NetTopologySuite.Geometries;

namespace EdgeGrid.Hub.Grids.Locating;

/// <summary>How a district is cut into tiles: some 256 for each cell, all of one size.</summary>
internal readonly struct Raster
{
    private const int TilesEach = 256;
    private const int MostTiles = 1 << 20;

    /// <summary>In degrees, a centimetre: below it a tile would be as small as the rounding that its margin must outweigh.</summary>
    private const double SmallestTile = 1e-7;

    /// <summary>In tiles: by less than this rounding brings a point of the last side beyond it.</summary>
    private const double Rounding = 1e-6;

    private readonly double _west;
    private readonly double _south;
    private readonly double _columnsEach;
    private readonly double _rowsEach;

    public Raster(Envelope bounds, int cells)
    {
        var tiles = Math.Min((double)cells * TilesEach, MostTiles);
        var side = Math.Sqrt(Math.Max(bounds.Width, SmallestTile) * Math.Max(bounds.Height, SmallestTile) / tiles);
        Columns = Count(bounds.Width, side, MostTiles);
        Rows = Count(bounds.Height, side, MostTiles / Columns);
        (_west, _south) = (bounds.MinX, bounds.MinY);
        _columnsEach = Columns / Math.Max(bounds.Width, SmallestTile);
        _rowsEach = Rows / Math.Max(bounds.Height, SmallestTile);
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>East of the raster's west side, in tiles.</summary>
    public double ColumnOf(double x) => (x - _west) * _columnsEach;

    /// <summary>North of the raster's south side, in tiles.</summary>
    public double RowOf(double y) => (y - _south) * _rowsEach;

    /// <summary>The tile that a point lies in; -1 outside of all. The north and east sides belong to the last tiles.</summary>
    public int TileOf(double x, double y)
    {
        var (column, row) = (ColumnOf(x), RowOf(y));
        return column >= 0 && column <= Columns + Rounding && row >= 0 && row <= Rows + Rounding
            ? (Math.Min((int)row, Rows - 1) * Columns) + Math.Min((int)column, Columns - 1)
            : -1;
    }

    private static int Count(double extent, double side, int most) => Math.Clamp((int)Math.Min(Math.Ceiling(extent / side), extent / SmallestTile), 1, Math.Max(most, 1));
}
