namespace EdgeGrid.Devices.Camera.Motion;

/// <summary>A connected part of the picture that light does not explain.</summary>
/// <param name="Box">Around it.</param>
/// <param name="Area">Changed pixels inside the box.</param>
/// <param name="Structural">Pixels that light does not explain.</param>
/// <param name="Active">Of these, how many changed since the picture before.</param>
/// <param name="Brighter">Of these, how many are brighter than the scene.</param>
internal readonly record struct Body(Box Box, int Area, int Structural, int Active, int Brighter)
{
    /// <summary>At 160 × 120 a cat far away; noise that passes every test before this one comes in smaller pieces.</summary>
    private const int LeastPixels = 10;

    /// <summary>
    /// The hard rim of a new shadow or of a lit window leaves a thin line around much that light explains; a body's
    /// outline and texture make up a good part of it. And what does not change any more does not move.
    /// </summary>
    public bool IsMoving => Structural >= LeastPixels && Structural >= 0.12 * Area && Active >= Math.Max(3, 0.06 * Structural);

    /// <summary>Brighter all over: more often a lamp and its halo than someone in white.</summary>
    public bool IsGlow => Brighter >= 0.9 * Structural;
}

/// <summary>Gathers pixels to bodies: those nearer than a few pixels belong together, for a coat can have the street's grey in the middle.</summary>
internal sealed class Bodies(int width, int height)
{
    private const int Reach = 2;

    private readonly bool[] _seen = new bool[width * height];
    private readonly int[] _queue = new int[width * height];

    public List<Body> Found { get; } = [];

    public void Gather(ReadOnlySpan<byte> gray, Background scene, ReadOnlySpan<bool> structural, ReadOnlySpan<bool> changed, in Box area)
    {
        Found.Clear();
        Array.Clear(_seen);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var x = area.Left; x < area.Right; x++)
            {
                var i = (y * width) + x;
                if (structural[i] && !_seen[i])
                {
                    Found.Add(Flood(i, gray, scene, structural, changed));
                }
            }
        }
    }

    private Body Flood(int start, ReadOnlySpan<byte> gray, Background scene, ReadOnlySpan<bool> structural, ReadOnlySpan<bool> changed)
    {
        var box = new Box(width, height, 0, 0);
        int head = 0, tail = 0, active = 0, brighter = 0;
        _queue[tail++] = start;
        _seen[start] = true;
        while (head < tail)
        {
            var i = _queue[head++];
            var (y, x) = Math.DivRem(i, width);
            box = new Box(Math.Min(box.Left, x), Math.Min(box.Top, y), Math.Max(box.Right, x + 1), Math.Max(box.Bottom, y + 1));
            active += scene.Active[i] ? 1 : 0;
            brighter += gray[i] > scene.Mean[i] ? 1 : 0;
            for (var ny = Math.Max(0, y - Reach); ny <= Math.Min(height - 1, y + Reach); ny++)
            {
                for (var nx = Math.Max(0, x - Reach); nx <= Math.Min(width - 1, x + Reach); nx++)
                {
                    var n = (ny * width) + nx;
                    if (structural[n] && !_seen[n])
                    {
                        _seen[n] = true;
                        _queue[tail++] = n;
                    }
                }
            }
        }

        return new Body(box, Count(changed, box), tail, active, brighter);
    }

    private int Count(ReadOnlySpan<bool> changed, in Box box)
    {
        var count = 0;
        for (var y = box.Top; y < box.Bottom; y++)
        {
            foreach (var pixel in changed.Slice((y * width) + box.Left, box.Width))
            {
                count += pixel ? 1 : 0;
            }
        }

        return count;
    }
}
