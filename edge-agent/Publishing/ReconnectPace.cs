namespace EdgeGrid.Agent.Publishing;

/// <summary>
/// How long a gateway waits before it connects again. One whose own link blinked should be back at once, ten thousand
/// that lost the same broker must not be, and none can tell which it is. So every pause is drawn from a range that is as
/// wide as a broker needs, at the longest pause too: Polly's own jitter ends where its longest delay cuts it off.
/// <code>
/// first try after    0 … first
/// then               half … all of: first × 2, first × 4, … longest
/// </code>
/// </summary>
internal sealed class ReconnectPace(TimeSpan first, TimeSpan longest, Random random)
{
    private int _tries;

    /// <summary>The pause after a connection that ended, or that there was none of.</summary>
    /// <param name="wasGood">It had lasted: the pauses begin anew.</param>
    public TimeSpan Next(bool wasGood)
    {
        _tries = wasGood ? 0 : _tries;
        return Pause(_tries++);
    }

    // Never from 0 again: whoever has tried once knows that it was not a blink, and tries that only repeat each other
    // cost the broker as much as those that succeed.
    private TimeSpan Pause(int tries)
    {
        var most = first * Math.Pow(2, Math.Min(tries, 20));
        most = most < longest ? most : longest;
        var least = tries == 0 ? TimeSpan.Zero : most / 2;
        return least + ((most - least) * random.NextDouble());
    }
}
