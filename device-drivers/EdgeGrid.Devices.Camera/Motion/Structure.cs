namespace EdgeGrid.Devices.Camera.Motion;

/// <summary>
/// Tells a body from light. Under new light a place keeps its texture: around each pixel the picture is the background
/// times a gain, plus a slope that a lamp's pool adds. A body has edges and texture of its own. So both pictures lose
/// their local mean (which takes away offsets and slopes), the gain that fits best within what light can do is sought
/// in a small window, and what the fit leaves over, measured against the noise, is the body's.
/// </summary>
internal sealed class Structure(int width, int height)
{
    private const int Radius = 2;

    /// <summary>Nothing can be told of a place that the sensor shows as plain white.</summary>
    private const byte Saturated = 245;

    private readonly BoxFilter _filter = new(width, height, Radius);
    private readonly float[] _picture = new float[width * height];
    private readonly float[] _pictureMean = new float[width * height];
    private readonly float[] _sceneMean = new float[width * height];
    private readonly float[] _pictureEnergy = new float[width * height];
    private readonly float[] _sceneEnergy = new float[width * height];
    private readonly float[] _common = new float[width * height];

    /// <summary>Marks the changed pixels inside <paramref name="area"/> that light does not explain.</summary>
    /// <returns>How many there are.</returns>
    public int Mark(ReadOnlySpan<byte> gray, Background scene, ReadOnlySpan<bool> changed, in Box area, Span<bool> structural)
    {
        structural.Clear();
        Prepare(gray, scene.Mean, area.Grow(2 * Radius, width, height));
        var count = 0;
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var x = area.Left; x < area.Right; x++)
            {
                var i = (y * width) + x;
                if (changed[i] && !IsBlinded(gray, scene.Mean, x, y) && Leftover(i, scene.Variance[i]))
                {
                    structural[i] = true;
                    count++;
                }
            }
        }

        return count;
    }

    private void Prepare(ReadOnlySpan<byte> gray, float[] scene, in Box area)
    {
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var i = (y * width) + area.Left; i < (y * width) + area.Right; i++)
            {
                _picture[i] = gray[i];
            }
        }

        _filter.Apply(_picture, _pictureMean, area);
        _filter.Apply(scene, _sceneMean, area);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var i = (y * width) + area.Left; i < (y * width) + area.Right; i++)
            {
                var picture = _picture[i] - _pictureMean[i];
                var background = scene[i] - _sceneMean[i];
                _pictureEnergy[i] = picture * picture;
                _sceneEnergy[i] = background * background;
                _common[i] = picture * background;
            }
        }

        _filter.Apply(_pictureEnergy, _pictureEnergy, area);
        _filter.Apply(_sceneEnergy, _sceneEnergy, area);
        _filter.Apply(_common, _common, area);
    }

    private bool Leftover(int i, float variance)
    {
        // A reflecting surface scales with the light; glare adds without scaling. 4 keeps the ratio calm where it is black.
        var brighter = (_pictureMean[i] + 4) / (_sceneMean[i] + 4);
        var gain = _sceneEnergy[i] > 0.01f ? _common[i] / _sceneEnergy[i] : 0;
        gain = Math.Clamp(gain, 0.5f * Math.Min(1, brighter), 1.6f * Math.Max(1, brighter));
        var left = _pictureEnergy[i] - (2 * gain * _common[i]) + (gain * gain * _sceneEnergy[i]);
        // Shot noise grows with the light; a lens and a codec are never quite linear.
        return left > 3 + (2.5f * variance * Math.Max(1, brighter)) + (0.25f * gain * gain * _sceneEnergy[i]);
    }

    private bool IsBlinded(ReadOnlySpan<byte> gray, float[] scene, int x, int y)
    {
        var i = (y * width) + x;
        if (gray[i] < scene[i])
        {
            return false;
        }

        for (var ny = Math.Max(0, y - Radius); ny <= Math.Min(height - 1, y + Radius); ny++)
        {
            for (var nx = Math.Max(0, x - Radius); nx <= Math.Min(width - 1, x + Radius); nx++)
            {
                if (gray[(ny * width) + nx] >= Saturated)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
