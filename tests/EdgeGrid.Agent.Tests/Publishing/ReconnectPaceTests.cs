using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Publishing;

namespace EdgeGrid.Agent.Tests.Publishing;

/// <summary>What a broker sees of a fleet, and what a single gateway waits.</summary>
public sealed class ReconnectPaceTests
{
    private const int Gateways = 10_000;
    private const double Minute = 60;

    private static readonly PublisherSettings Settings = new()
    {
        Gateway = SampleInputs.Gateway,
        Hub = new HubOptions { Url = new Uri("mqtt://127.0.0.1:1883") },
    };

    [Fact]
    public void Fleet_ThatLosesTheHubForAMinute_TriesByHalfInTheFirstSecondsAndByAThirdThen()
    {
        var tries = Enumerable.Range(0, Gateways).SelectMany(seed => TriesOf(seed).TakeWhile(at => at < Minute)).Order().ToArray();

        Assert.InRange(BusiestSecond(tries, 0, 10), 0, 0.52 * Gateways);
        Assert.InRange(BusiestSecond(tries, 10, Minute), 0, 0.33 * Gateways);
    }

    // How long it was away decides how far the gateways have grown apart.
    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(45)]
    public void Fleet_WhoseHubIsBack_ReturnsWithinTheLongestPauseAndNeverByMoreThanHalfASecond(double back)
    {
        var returns = Enumerable.Range(0, Gateways).Select(seed => TriesOf(seed).First(at => at >= back)).Order().ToArray();

        Assert.InRange(returns[^1] - back, 0, Settings.LongestPause.TotalSeconds);
        Assert.InRange(BusiestSecond(returns, back, Minute), 0, 0.52 * Gateways);
    }

    [Fact]
    public void Gateway_WhoseLinkBlinked_TriesASecondLaterOnAverageAndTwoAtMost()
    {
        var first = Enumerable.Range(0, Gateways).Select(seed => TriesOf(seed).First()).ToArray();

        Assert.InRange(first.Average(), 0.95, 1.05);
        Assert.InRange(first.Max(), 0, 2);
    }

    [Fact]
    public void Pauses_InARow_GrowAndStayRandomAtTheLongest()
    {
        var pace = Pace(seed: 1);
        var pauses = Enumerable.Range(0, 1000).Select(_ => pace.Next(wasGood: false).TotalSeconds).ToArray();

        Assert.InRange(pauses[0], 0, 2);
        Assert.InRange(pauses[1], 2, 4);
        Assert.All(pauses[2..], pause => Assert.InRange(pause, 2.5, 5));
        Assert.True(pauses[2..].Distinct().Count() > 990);
    }

    [Fact]
    public void Pauses_AfterAGoodConnection_BeginAnew()
    {
        var pace = Pace(seed: 1);
        for (var i = 0; i < 10; i++)
        {
            pace.Next(wasGood: false);
        }

        Assert.InRange(pace.Next(wasGood: true).TotalSeconds, 0, 2);
        Assert.InRange(pace.Next(wasGood: false).TotalSeconds, 2, 4);
    }

    private static ReconnectPace Pace(int seed) => new(Settings.FirstPause, Settings.LongestPause, new Random(seed));

    /// <summary>When one gateway tries, in seconds since it and all others lost the hub.</summary>
    private static IEnumerable<double> TriesOf(int seed)
    {
        var pace = Pace(seed);
        var at = pace.Next(wasGood: true).TotalSeconds;
        while (true)
        {
            yield return at;
            at += pace.Next(wasGood: false).TotalSeconds;
        }
    }

    /// <summary>The most within any second, wherever it begins.</summary>
    private static int BusiestSecond(double[] sorted, double from, double to)
    {
        var most = 0;
        for (int first = 0, next = 0; first < sorted.Length && sorted[first] < to; first++)
        {
            while (next < sorted.Length && sorted[next] < sorted[first] + 1)
            {
                next++;
            }

            most = sorted[first] >= from ? Math.Max(most, next - first) : most;
        }

        return most;
    }
}
