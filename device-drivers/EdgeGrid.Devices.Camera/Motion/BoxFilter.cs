namespace EdgeGrid.Devices.Camera.Motion;

/// <summary>The mean of a square window around each pixel, by running sums: the cost does not depend on the window. At the border the window shrinks.</summary>
internal sealed class BoxFilter(int width, int height, int radius)
{
    private readonly float[] _rows = new float[width * height];
    private readonly float[] _sums = new float[width];

    /// <summary>Filters <paramref name="area"/>; pixels outside it count as not there. <paramref name="source"/> may be <paramref name="target"/>.</summary>
    public void Apply(float[] source, float[] target, in Box area)
    {
        for (var y = area.Top; y < area.Bottom; y++)
        {
            Row(source.AsSpan((y * width) + area.Left, area.Width), _rows.AsSpan((y * width) + area.Left, area.Width));
        }

        var sums = _sums.AsSpan(0, area.Width);
        sums.Clear();
        for (var y = area.Top; y < Math.Min(area.Top + radius, area.Bottom); y++)
        {
            Add(sums, y, area, 1);
        }

        for (var y = area.Top; y < area.Bottom; y++)
        {
            if (y + radius < area.Bottom)
            {
                Add(sums, y + radius, area, 1);
            }

            if (y - radius - 1 >= area.Top)
            {
                Add(sums, y - radius - 1, area, -1);
            }

            var count = Math.Min(area.Bottom - 1, y + radius) - Math.Max(area.Top, y - radius) + 1;
            var share = 1f / count;
            var output = target.AsSpan((y * width) + area.Left, area.Width);
            for (var x = 0; x < output.Length; x++)
            {
                output[x] = sums[x] * share;
            }
        }
    }

    private void Row(ReadOnlySpan<float> source, Span<float> target)
    {
        var sum = 0f;
        for (var x = 0; x < Math.Min(radius, source.Length); x++)
        {
            sum += source[x];
        }

        for (var x = 0; x < source.Length; x++)
        {
            sum += x + radius < source.Length ? source[x + radius] : 0;
            sum -= x - radius - 1 >= 0 ? source[x - radius - 1] : 0;
            target[x] = sum / (Math.Min(source.Length - 1, x + radius) - Math.Max(0, x - radius) + 1);
        }
    }

    private void Add(Span<float> sums, int y, in Box area, float sign)
    {
        var row = _rows.AsSpan((y * width) + area.Left, area.Width);
        for (var x = 0; x < row.Length; x++)
        {
            sums[x] += sign * row[x];
        }
    }
}
