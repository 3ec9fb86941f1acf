namespace EdgeGrid.Conformance.Drivers;

/// <summary>What a call took, by the clock that the driver was given and by the wall's: it may wait on either.</summary>
internal sealed class TwoClocks(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp(), _beganReally = TimeProvider.System.GetTimestamp();

    /// <summary>Fails when it was longer.</summary>
    /// <param name="longest">By a clock that is not the wall's, and so exact.</param>
    /// <param name="longestReally">By the wall's, on a busy machine.</param>
    /// <param name="what">At the beginning of a sentence.</param>
    public void Demand(TimeSpan longest, TimeSpan longestReally, string what)
    {
        var (took, tookReally) = (time.GetElapsedTime(_began), TimeProvider.System.GetElapsedTime(_beganReally));
        Assert.True(tookReally < longestReally && took < (time == TimeProvider.System ? longestReally : longest), $"{what} took {(took > tookReally ? took : tookReally).TotalSeconds} s.");
    }
}
