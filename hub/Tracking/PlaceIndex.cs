using System.Runtime.InteropServices;

namespace EdgeGrid.Hub.Tracking;

/// <summary>
/// Finds what is near a point among things that move: squares of some 280 m, each with what is in it. A move is two small
/// changes, and a search looks at squares in rings around the point until nothing farther out can matter.
/// Not safe to use from several threads at once.
/// </summary>
internal sealed class PlaceIndex
{
    /// <summary>A degree of latitude on the mean sphere.</summary>
    private const double MetresPerDegree = 111_195;

    private const double SquareDegrees = 0.0025;

    /// <summary>Beyond so many rings (some 6 km) it is cheaper to look at everything.</summary>
    private const int MaxRings = 22;

    private readonly Dictionary<(int Row, int Column), List<int>> _squares = [];
    private readonly Dictionary<int, (int Row, int Column)> _places = [];

    /// <summary>How many are in it.</summary>
    public int Count => _places.Count;

    /// <summary>Puts a thing where it is now.</summary>
    public void Put(int thing, double latitude, double longitude)
    {
        var square = SquareOf(latitude, longitude);
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, thing, out var known);
        if (known && place == square)
        {
            return;
        }

        if (known)
        {
            TakeOut(place, thing);
        }

        place = square;
        ref var things = ref CollectionsMarshal.GetValueRefOrAddDefault(_squares, square, out _);
        things ??= [];
        things.Add(thing);
    }

    /// <summary>It is nowhere any more.</summary>
    public void Remove(int thing)
    {
        if (_places.Remove(thing, out var square))
        {
            TakeOut(square, thing);
        }
    }

    /// <summary>Shows things around a point, the near ones first as far as squares can tell.</summary>
    /// <param name="latitude">Of the point.</param>
    /// <param name="longitude">Of the point.</param>
    /// <param name="see">Looks at one thing; each is shown once.</param>
    /// <param name="worthwhile">Whether anything that is so many metres away or farther can still matter.</param>
    public void Around(double latitude, double longitude, Action<int> see, Func<double, bool> worthwhile)
    {
        var centre = SquareOf(latitude, longitude);
        var shortSide = SquareDegrees * MetresPerDegree * Math.Min(1, Math.Cos((Math.Abs(latitude) + 0.1) * Math.PI / 180));
        var seen = 0;
        for (var ring = 0; seen < _places.Count; ring++)
        {
            if (ring > 0 && !worthwhile((ring - 1) * shortSide))
            {
                return;
            }

            if (ring > MaxRings)
            {
                SeeBeyond(centre, see);
                return;
            }

            seen += SeeRing(centre, ring, see);
        }
    }

    /// <summary>Metres between two points that are near each other.</summary>
    public static double Metres(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var north = (otherLatitude - latitude) * MetresPerDegree;
        var east = (otherLongitude - longitude) * MetresPerDegree * Math.Cos((latitude + otherLatitude) * Math.PI / 360);
        return Math.Sqrt((north * north) + (east * east));
    }

    private static (int Row, int Column) SquareOf(double latitude, double longitude) =>
        ((int)Math.Floor(latitude / SquareDegrees), (int)Math.Floor(longitude / SquareDegrees));

    private int SeeRing((int Row, int Column) centre, int ring, Action<int> see)
    {
        var seen = 0;
        for (var row = -ring; row <= ring; row++)
        {
            // The first and the last row whole, of the others the two ends.
            var step = Math.Abs(row) == ring || ring == 0 ? 1 : 2 * ring;
            for (var column = -ring; column <= ring; column += step)
            {
                if (_squares.TryGetValue((centre.Row + row, centre.Column + column), out var things))
                {
                    seen += things.Count;
                    things.ForEach(see);
                }
            }
        }

        return seen;
    }

    private void SeeBeyond((int Row, int Column) centre, Action<int> see)
    {
        foreach (var (square, things) in _squares)
        {
            if (Math.Max(Math.Abs(square.Row - centre.Row), Math.Abs(square.Column - centre.Column)) > MaxRings)
            {
                things.ForEach(see);
            }
        }
    }

    private void TakeOut((int Row, int Column) square, int thing)
    {
        var things = _squares[square];
        things.Remove(thing);
        if (things.Count == 0)
        {
            _squares.Remove(square);
        }
    }
}
