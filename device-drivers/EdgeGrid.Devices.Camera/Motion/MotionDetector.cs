namespace EdgeGrid.Devices.Camera.Motion;

/// <summary>
/// Finds the largest moving body in a row of small grey pictures of a fixed camera. Light switched on or off, sweeping
/// headlights, rain and sensor noise are not bodies; what stands still becomes background after seconds.
/// </summary>
public sealed class MotionDetector
{
    /// <summary>More than this at once is a new scene (the camera was turned, infrared came on), not a body.</summary>
    private const double SceneShare = 0.4;

    /// <summary>More than this in new light, and the exposure control will need a moment to settle.</summary>
    private const double LightShare = 0.06;

    private readonly int _width;
    private readonly int _height;
    private readonly int _learnFor;
    private readonly int _settleFor;
    private readonly byte[] _before;
    private readonly bool[] _changed;
    private readonly bool[] _steady;
    private readonly bool[] _structural;
    private readonly PixelKind[] _kinds;
    private readonly Background _background;
    private readonly Structure _structure;
    private readonly Bodies _bodies;
    private readonly Tracks _tracks;
    private readonly PictureHealth _health;
    private int _pictures;
    private int _learning;
    private int _unsettled = int.MinValue / 2;

    /// <param name="width">Of the pictures, pixels.</param>
    /// <param name="height">Of the pictures, pixels.</param>
    /// <param name="rate">Pictures a second, about.</param>
    public MotionDetector(int width, int height, double rate)
    {
        (_width, _height) = (width, height);
        var pixels = width * height;
        _before = new byte[pixels];
        _changed = new bool[pixels];
        _steady = new bool[pixels];
        _structural = new bool[pixels];
        _kinds = new PixelKind[pixels];
        _background = new Background(pixels, rate);
        _structure = new Structure(width, height);
        _bodies = new Bodies(width, height);
        _tracks = new Tracks(width, height, rate);
        _health = new PictureHealth(rate);
        _learnFor = Math.Max(8, (int)Math.Ceiling(2 * rate));
        _settleFor = Math.Max(3, (int)Math.Ceiling(rate));
        _learning = _learnFor;
    }

    /// <summary>Judges the next picture.</summary>
    /// <param name="gray">Row by row, one byte a pixel, width × height.</param>
    public MotionFinding Analyse(ReadOnlySpan<byte> gray)
    {
        if (gray.Length != _before.Length)
        {
            throw new ArgumentException($"A picture of {_width} × {_height} has {_before.Length} pixels, not {gray.Length}.", nameof(gray));
        }

        if (_pictures++ == 0)
        {
            // The first picture is its own predecessor: a difference to nothing would be motion everywhere.
            gray.CopyTo(_before);
        }

        var finding = Judge(gray);
        gray.CopyTo(_before);
        return finding;
    }

    private MotionFinding Judge(ReadOnlySpan<byte> gray)
    {
        if (!_health.HasPicture(gray, _before))
        {
            Relearn(_settleFor);
            return new MotionFinding(MotionState.NoPicture);
        }

        if (_learning > 0)
        {
            _learning--;
            _background.Learn(gray, _before);
            return new MotionFinding(MotionState.Learning);
        }

        _background.Compare(gray, _before, _changed);
        var area = KeepSteady();
        Array.Clear(_kinds);
        Body? largest = null;
        if (area.Width > 0)
        {
            var structural = _structure.Mark(gray, _background, _steady, area, _structural);
            if (structural > SceneShare * gray.Length)
            {
                Relearn(_settleFor);
                return new MotionFinding(MotionState.Learning);
            }

            _bodies.Gather(gray, _background, _structural, _steady, area);
            Settle(_steady.AsSpan().Count(true) - structural > LightShare * gray.Length);
            largest = _tracks.Follow(_bodies.Found, _unsettled > 0);
            Sort(area);
        }
        else
        {
            Settle(lightChanged: false);
            _bodies.Found.Clear();
            _tracks.Follow(_bodies.Found, unsettled: false);
        }

        _background.Follow(gray, _kinds);
        return largest is { } body
            ? new MotionFinding(MotionState.Watching, 100.0 * body.Area / gray.Length, body.Box)
            : new MotionFinding(MotionState.Watching);
    }

    /// <summary>New light unsettles for a while, and only so often: light that plays without end must not blind the camera.</summary>
    private void Settle(bool lightChanged) =>
        _unsettled = lightChanged && _unsettled <= -_settleFor ? _settleFor : Math.Max(-_settleFor, _unsettled - 1);

    private void Relearn(int pictures)
    {
        _learning = pictures;
        _background.Forget();
        _tracks.Forget();
    }

    /// <summary>Drops changed pixels that stand alone (noise, rain), and finds the rectangle that holds the rest.</summary>
    private Box KeepSteady()
    {
        var box = new Box(_width, _height, 0, 0);
        Array.Clear(_steady);
        for (var y = 1; y < _height - 1; y++)
        {
            for (var x = 1; x < _width - 1; x++)
            {
                var i = (y * _width) + x;
                if (_changed[i] && Neighbours(i) >= 4)
                {
                    _steady[i] = true;
                    box = new Box(Math.Min(box.Left, x), Math.Min(box.Top, y), Math.Max(box.Right, x + 1), Math.Max(box.Bottom, y + 1));
                }
            }
        }

        return box.Right > box.Left ? box : default;
    }

    private int Neighbours(int i)
    {
        var count = 0;
        for (var row = i - _width; row <= i + _width; row += _width)
        {
            count += (_changed[row - 1] ? 1 : 0) + (_changed[row] ? 1 : 0) + (_changed[row + 1] ? 1 : 0);
        }

        return count;
    }

    /// <summary>Says of each changed pixel whether it is a body's or light's.</summary>
    private void Sort(in Box area)
    {
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var i = (y * _width) + area.Left; i < (y * _width) + area.Right; i++)
            {
                _kinds[i] = !_steady[i] ? PixelKind.Background : _structural[i] ? PixelKind.Body : PixelKind.Light;
            }
        }

        // Inside a body there may be grey that fits the scene; taking it over as light would leave a hole that follows the body.
        foreach (var box in _tracks.Boxes)
        {
            Protect(box.Grow(2, _width, _height));
        }
    }

    private void Protect(in Box box)
    {
        for (var y = box.Top; y < box.Bottom; y++)
        {
            for (var i = (y * _width) + box.Left; i < (y * _width) + box.Right; i++)
            {
                _kinds[i] = _changed[i] ? PixelKind.Body : _kinds[i];
            }
        }
    }
}
