namespace EdgeGrid.Agent.Health;

/// <summary>
/// Time from a satellite receiver, right to about a second: a sentence comes up to a second after the instant that it
/// tells. Believed when several in a row agree, so that one wrong sentence sets nothing.
/// </summary>
internal sealed class ReceiverClock
{
    private const int Agreeing = 5;
    private const long ToleranceMs = 2_000;

    private long _candidateMs;
    private int _heard;

    /// <summary>Milliseconds since 1970, UTC, when the monotonic clock stood at 0; null while no receiver has said so.</summary>
    public long? OffsetMs { get; private set; }

    /// <summary>Takes the time of a fix.</summary>
    /// <param name="utc">As the receiver tells it.</param>
    /// <param name="monotonicMs">When it was heard.</param>
    public void Hear(DateTimeOffset utc, long monotonicMs)
    {
        // GPS counts its weeks modulo 1,024 (IS-GPS-200, 20.3.3.3.1.1), so that an old receiver tells a date 19.6 years back.
        if (utc < GatewayClock.Earliest)
        {
            return;
        }

        var offset = utc.ToUnixTimeMilliseconds() - monotonicMs;
        if (_heard == 0 || Math.Abs(offset - _candidateMs) > ToleranceMs)
        {
            (_candidateMs, _heard) = (offset, 1);
            return;
        }

        // The sentence that came soonest after its instant is the most right.
        _candidateMs = Math.Max(_candidateMs, offset);
        if (++_heard < Agreeing)
        {
            return;
        }

        if (OffsetMs is not { } known || Math.Abs(known - _candidateMs) > ToleranceMs / 2)
        {
            OffsetMs = _candidateMs;
        }

        _heard = 0;
    }
}
