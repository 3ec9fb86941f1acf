namespace EdgeGrid.Devices.Camera.Motion;

/// <summary>Finds the picture that is none: black, uniform (a covered lens, a "no signal" card) or frozen.</summary>
internal sealed class PictureHealth(double rate)
{
    /// <summary>A codec may repeat a still night scene exactly until its next key picture, usually within 4 s.</summary>
    private readonly int _frozenAfter = (int)Math.Ceiling(10 * rate);

    private readonly int _uniformAfter = Math.Max(2, (int)Math.Ceiling(rate));
    private int _same;
    private int _uniform;

    public bool HasPicture(ReadOnlySpan<byte> gray, ReadOnlySpan<byte> before)
    {
        _same = gray.SequenceEqual(before) ? _same + 1 : 0;
        _uniform = IsUniform(gray) ? _uniform + 1 : 0;
        return _same < _frozenAfter && _uniform < _uniformAfter;
    }

    private static bool IsUniform(ReadOnlySpan<byte> gray)
    {
        long sum = 0, squares = 0;
        foreach (var pixel in gray)
        {
            sum += pixel;
            squares += pixel * pixel;
        }

        var mean = (double)sum / gray.Length;
        return ((double)squares / gray.Length) - (mean * mean) < 1.5 * 1.5;
    }
}
