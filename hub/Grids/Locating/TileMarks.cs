namespace EdgeGrid.Hub.Grids.Locating;

/// <summary>
/// Which tiles the border of one part of a cell touches, and which lie wholly inside. A touch is found with a margin, so that rounding
/// can never bring a point into a tile whose answer is not its own.
/// </summary>
internal sealed class TileMarks
{
    /// <summary>In tiles: far more than rounding moves a point, far less than makes a difference.</summary>
    private const double Margin = 1e-6;

    private readonly Raster _raster;
    private readonly int _west;
    private readonly int _south;
    private readonly int _columns;
    private readonly int _rows;
    private readonly bool[] _touched;
    private readonly bool[] _crossed;

    public TileMarks(Raster raster, ReadOnlySpan<double> edges)
    {
        _raster = raster;
        double west = double.MaxValue, east = double.MinValue, south = double.MaxValue, north = double.MinValue;
        for (var i = 0; i + 1 < edges.Length; i += 2)
        {
            (west, east) = (Math.Min(west, edges[i]), Math.Max(east, edges[i]));
            (south, north) = (Math.Min(south, edges[i + 1]), Math.Max(north, edges[i + 1]));
        }

        (_west, _south) = (Column(raster.ColumnOf(west) - Margin), Row(raster.RowOf(south) - Margin));
        _columns = Column(raster.ColumnOf(east) + Margin) - _west + 1;
        _rows = Row(raster.RowOf(north) + Margin) - _south + 1;
        _touched = new bool[_columns * _rows];
        _crossed = new bool[_columns * _rows];
        for (var i = 0; i + 3 < edges.Length; i += 4)
        {
            Mark(raster.ColumnOf(edges[i]), raster.RowOf(edges[i + 1]), raster.ColumnOf(edges[i + 2]), raster.RowOf(edges[i + 3]));
        }
    }

    /// <summary>Every tile that holds some of it.</summary>
    public IEnumerable<(int Tile, bool Whole)> Tiles()
    {
        for (var row = 0; row < _rows; row++)
        {
            var inside = false;
            for (var column = 0; column < _columns; column++)
            {
                var mark = (row * _columns) + column;
                if (_touched[mark] || inside)
                {
                    yield return (((row + _south) * _raster.Columns) + column + _west, !_touched[mark]);
                }

                // The tile in which the border crosses the middle of the row is touched; the next is on the other side.
                inside ^= _crossed[mark];
            }
        }
    }

    /// <summary>An edge, in tiles.</summary>
    private void Mark(double x1, double y1, double x2, double y2)
    {
        if (y1 > y2)
        {
            (x1, y1, x2, y2) = (x2, y2, x1, y1);
        }

        var last = Row(y2 + Margin);
        for (var row = Row(y1 - Margin); row <= last; row++)
        {
            // What of the edge lies in this row, with the margin.
            var from = XAt(Math.Max(y1, row - Margin));
            var to = XAt(Math.Min(y2, row + 1 + Margin));
            if (y1 == y2)
            {
                (from, to) = (x1, x2);
            }

            var lastColumn = Column(Math.Max(from, to) + Margin);
            for (var column = Column(Math.Min(from, to) - Margin); column <= lastColumn; column++)
            {
                _touched[((row - _south) * _columns) + column - _west] = true;
            }

            var middle = row + 0.5;
            if (y1 <= middle && y2 > middle)
            {
                _crossed[((row - _south) * _columns) + Column(XAt(middle)) - _west] ^= true;
            }
        }

        double XAt(double y) => Math.Clamp(x1 + ((x2 - x1) * ((y - y1) / (y2 - y1))), Math.Min(x1, x2), Math.Max(x1, x2));
    }

    private int Column(double x) => Math.Clamp((int)Math.Floor(x), 0, _raster.Columns - 1);

    private int Row(double y) => Math.Clamp((int)Math.Floor(y), 0, _raster.Rows - 1);
}
