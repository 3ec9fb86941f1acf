namespace EdgeGrid.Devices.Camera.Motion;

/// <summary>What one analysed picture told.</summary>
/// <param name="State">Whether it could be judged.</param>
/// <param name="Percent">Area of the largest moving body, percent of the picture; 0 when nothing moves.</param>
/// <param name="Box">Around that body, in pixels of the analysed (small) picture.</param>
public readonly record struct MotionFinding(MotionState State, double Percent = 0, Box Box = default);

/// <summary>Whether a picture could be judged.</summary>
public enum MotionState
{
    /// <summary>The empty scene is still being learnt; nothing is said of motion.</summary>
    Learning,

    /// <summary>Judged.</summary>
    Watching,

    /// <summary>Black, uniform or frozen: the camera shows nothing.</summary>
    NoPicture,
}

/// <summary>A rectangle of pixels; left and top are inside, right and bottom just outside.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Right">Column after the last.</param>
/// <param name="Bottom">Row after the last.</param>
public readonly record struct Box(int Left, int Top, int Right, int Bottom)
{
    /// <summary>Columns.</summary>
    public int Width => Right - Left;

    /// <summary>Rows.</summary>
    public int Height => Bottom - Top;

    internal Box Grow(int margin, int width, int height) => new(
        Math.Max(0, Left - margin), Math.Max(0, Top - margin), Math.Min(width, Right + margin), Math.Min(height, Bottom + margin));

    internal bool Overlaps(in Box other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    /// <summary>How many pixels its centre is from that of <paramref name="other"/>.</summary>
    internal double Drift(in Box other) =>
        Math.Max(Math.Abs(Left + Right - other.Left - other.Right), Math.Abs(Top + Bottom - other.Top - other.Bottom)) / 2.0;

    /// <summary>How many pixels any edge is from where it was in <paramref name="other"/>.</summary>
    internal int Travel(in Box other) => Math.Max(
        Math.Max(Math.Abs(Left - other.Left), Math.Abs(Right - other.Right)),
        Math.Max(Math.Abs(Top - other.Top), Math.Abs(Bottom - other.Bottom)));
}
