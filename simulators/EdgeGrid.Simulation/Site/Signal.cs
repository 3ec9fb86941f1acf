namespace EdgeGrid.Simulation.Site;

/// <summary>A quantity of the simulated world, such as the gas in a kitchen: it stays, or moves evenly to a new value.</summary>
/// <param name="time">The world's clock.</param>
/// <param name="initial">In whatever unit the sensor's model takes.</param>
public sealed class Signal(TimeProvider time, double initial)
{
    private readonly Lock _lock = new();
    private double _from = initial;
    private double _to = initial;
    private TimeSpan _over;
    private long _since;

    /// <summary>Now.</summary>
    public double Value
    {
        get
        {
            lock (_lock)
            {
                return _over == TimeSpan.Zero
                    ? _to
                    : _from + ((_to - _from) * Math.Min(1, time.GetElapsedTime(_since) / _over));
            }
        }
    }

    /// <summary>Begins to move from where it is.</summary>
    public void MoveTo(double value, TimeSpan over)
    {
        lock (_lock)
        {
            (_from, _to, _over, _since) = (Value, value, over, time.GetTimestamp());
        }
    }
}
