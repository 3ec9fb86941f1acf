namespace EdgeGrid.Hub.Grids.Reading;

/// <summary>
/// How long a file of grids may be checked. A district takes less than a second; borders that were made to cost time would
/// take hours, and no count of points tells them from others beforehand.
/// </summary>
internal sealed class GridPatience(TimeProvider time, TimeSpan limit, CancellationToken cancellationToken = default)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    private readonly long _started = time.GetTimestamp();

    /// <summary>As long as a person waits.</summary>
    public GridPatience(TimeProvider time, CancellationToken cancellationToken = default)
        : this(time, Usual, cancellationToken)
    {
    }

    /// <summary>True when it is over; put down then.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public bool IsOver(GridReport report)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(_started) < limit)
        {
            return false;
        }

        report.Refuse(GridProblemKind.TooLarge, new(
            $"the check took longer than {limit.TotalSeconds:0.#} s and was given up: simplify the borders",
            $"检查超过{limit.TotalSeconds:0.#}秒,已放弃:请简化边界"));
        return true;
    }
}
