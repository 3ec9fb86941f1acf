namespace EdgeGrid.Devices.Camera.Motion;

/// <summary>
/// Follows bodies from picture to picture. Only what was seen several times running, and came from somewhere else, is
/// motion: a lamp that was switched on appears once and stays where it is.
/// </summary>
internal sealed class Tracks(int width, int height, double rate)
{
    private readonly int _confirmations = Math.Max(3, (int)Math.Round(0.5 * rate));
    private readonly int _patience = Math.Max(2, (int)Math.Round(0.6 * rate));
    private List<Track> _tracks = [];

    /// <summary>All that is followed, confirmed or not.</summary>
    public IEnumerable<Box> Boxes => _tracks.Select(track => track.Last.Box);

    public void Forget() => _tracks.Clear();

    /// <returns>The largest confirmed body of this picture, if there is one.</returns>
    public Body? Follow(List<Body> bodies, bool unsettled)
    {
        var next = new List<Track>(bodies.Count);
        Body? largest = null;
        foreach (var body in bodies.Where(body => body.IsMoving).OrderByDescending(body => body.Area))
        {
            var track = Continue(body) ?? new Track(body.Box, body, 1, 0, false);
            if (unsettled && !track.Confirmed)
            {
                // Its way is counted from when the light has settled.
                track = track with { Born = body.Box, Seen = 1 };
            }

            track = track with { Confirmed = track.Confirmed || IsConfirmed(track) };
            next.Add(track);
            if (track.Confirmed && largest is null)
            {
                largest = body;
            }
        }

        next.AddRange(_tracks.Where(track => track.Missed < _patience).Select(track => track with { Missed = track.Missed + 1 }));
        _tracks = next;
        return largest;
    }

    private Track? Continue(Body body)
    {
        // A walker moves up to half its own width between two pictures; a near one has a wide box.
        var reach = body.Box.Grow(3 + (Math.Min(body.Box.Width, body.Box.Height) / 2), width, height);
        var index = _tracks.FindIndex(track => track.Last.Box.Overlaps(reach));
        if (index < 0)
        {
            return null;
        }

        var old = _tracks[index];
        _tracks.RemoveAt(index);
        return old with { Last = body, Seen = old.Seen + 1, Missed = 0 };
    }

    /// <summary>
    /// A halo grows around its lamp, so what glows must leave the place where it was first seen. A shop window flickers
    /// while the exposure settles, so others must leave it by a part of their size, or, for who comes straight towards
    /// the camera, grow for seconds.
    /// </summary>
    private bool IsConfirmed(Track track)
    {
        if (track.Seen < _confirmations)
        {
            return false;
        }

        var box = track.Last.Box;
        return track.Last.IsGlow
            ? !box.Overlaps(track.Born)
            : box.Drift(track.Born) >= Math.Max(1.5, 0.12 * Math.Max(box.Width, box.Height))
                || (track.Seen >= 2 * rate && box.Travel(track.Born) >= 3);
    }

    private sealed record Track(Box Born, Body Last, int Seen, int Missed, bool Confirmed);
}
