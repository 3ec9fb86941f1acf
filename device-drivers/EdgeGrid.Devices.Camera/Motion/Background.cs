namespace EdgeGrid.Devices.Camera.Motion;

/// <summary>
/// The empty scene as it was learnt: for each pixel its mean and the variance of its noise. The mean keeps fractions of
/// a grey level, so the texture of a dark street is known better than any single noisy picture shows it: that is what
/// lets <see cref="Structure"/> recognise the same street under a lamp.
/// </summary>
internal sealed class Background(int pixels, double rate)
{
    /// <summary>A change below this is never a body: two grey levels of compression noise, thrice.</summary>
    private const float LeastChange = 6;

    /// <summary>In standard deviations, squared.</summary>
    private const float Deviations = 3.5f * 3.5f;

    private const float LeastVariance = 0.5f;

    /// <summary>Rain and leaves make a pixel less sensitive, but never blind.</summary>
    private const float MostVariance = 64;

    private readonly float _follow = (float)(1 / (6 * rate));
    private readonly int _stillLimit = (int)(5 * rate);
    private readonly ushort[] _still = new ushort[pixels];
    private int _learnt;

    public float[] Mean { get; } = new float[pixels];

    public float[] Variance { get; } = new float[pixels];

    /// <summary>Pixels that differ from the picture before by more than noise.</summary>
    public bool[] Active { get; } = new bool[pixels];

    public void Forget() => _learnt = 0;

    /// <summary>Takes a picture into the mean; noise comes from differences between neighbours in time, which a slow change of light does not reach.</summary>
    public void Learn(ReadOnlySpan<byte> gray, ReadOnlySpan<byte> before)
    {
        _learnt++;
        var share = 1f / _learnt;
        for (var i = 0; i < gray.Length; i++)
        {
            var step = gray[i] - before[i];
            var noise = Math.Min(step * step * 0.5f, MostVariance);
            Mean[i] = _learnt == 1 ? gray[i] : Mean[i] + ((gray[i] - Mean[i]) * share);
            Variance[i] = _learnt == 1 ? 4 : Math.Max(LeastVariance, Variance[i] + ((noise - Variance[i]) * share));
            _still[i] = 0;
        }
    }

    /// <summary>Marks pixels that are not the background's, and those that changed since the picture before.</summary>
    /// <returns>How many are not the background's.</returns>
    public int Compare(ReadOnlySpan<byte> gray, ReadOnlySpan<byte> before, Span<bool> changed)
    {
        var count = 0;
        for (var i = 0; i < gray.Length; i++)
        {
            var difference = gray[i] - Mean[i];
            var limit = Math.Max(LeastChange * LeastChange, Deviations * Variance[i]);
            var isChanged = difference * difference > limit;
            changed[i] = isChanged;
            count += isChanged ? 1 : 0;
            var step = gray[i] - before[i];
            Active[i] = step * step > limit;
        }

        return count;
    }

    /// <summary>Follows what is background, takes over new light at once, and takes in what has stood still for long.</summary>
    /// <param name="gray">The picture.</param>
    /// <param name="kinds">What each pixel is.</param>
    public void Follow(ReadOnlySpan<byte> gray, ReadOnlySpan<PixelKind> kinds)
    {
        for (var i = 0; i < gray.Length; i++)
        {
            var difference = gray[i] - Mean[i];
            switch (kinds[i])
            {
                case PixelKind.Background:
                    Mean[i] += difference * _follow;
                    var noise = Math.Min(difference * difference, MostVariance);
                    Variance[i] = Math.Max(LeastVariance, Variance[i] + ((noise - Variance[i]) * _follow * 0.5f));
                    _still[i] = 0;
                    break;
                case PixelKind.Light:
                    Mean[i] += difference * 0.6f;
                    Variance[i] = Math.Max(Variance[i], 6);
                    break;
                default:
                    _still[i] = (ushort)(Active[i] ? 0 : Math.Min(_still[i] + 1, ushort.MaxValue));
                    if (_still[i] > _stillLimit)
                    {
                        Mean[i] += difference * 0.2f;
                    }

                    break;
            }
        }
    }
}

/// <summary>What a pixel is taken for.</summary>
internal enum PixelKind : byte
{
    /// <summary>As learnt.</summary>
    Background,

    /// <summary>The learnt scene under another light.</summary>
    Light,

    /// <summary>Something stands before it.</summary>
    Body,
}
