namespace EdgeGrid.Devices.Listeners;

/// <summary>A connection's share of the gateway: so many a second, and a store of unused ones up to a limit.</summary>
internal struct Share(int perSecond, int most, long nowMs)
{
    private double _left = most;
    private long _atMs = nowMs;

    /// <summary>Takes so many.</summary>
    /// <returns>How long to wait until they are due; zero when they are.</returns>
    public TimeSpan Take(int count, long nowMs)
    {
        _left = Math.Min(most, _left + ((nowMs - _atMs) * perSecond / 1000.0));
        _atMs = nowMs;
        _left -= count;
        return _left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_left / perSecond);
    }
}
