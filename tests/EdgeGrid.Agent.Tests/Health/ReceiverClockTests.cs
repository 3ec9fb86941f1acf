using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Tests.Health;

public sealed class ReceiverClockTests
{
    private static readonly DateTimeOffset Utc = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Offset_FiveFixesAgree_IsThatOfTheSoonest()
    {
        var clock = new ReceiverClock();
        Hear(clock, Utc, delaysMs: [400, 250, 610, 300]);
        Assert.Null(clock.OffsetMs);

        clock.Hear(Utc.AddSeconds(4), 4_000 + 500);

        Assert.Equal(Utc.ToUnixTimeMilliseconds() - 250, clock.OffsetMs);
    }

    [Fact]
    public void Offset_OneFixOfAnotherTime_BeginsAnew()
    {
        var clock = new ReceiverClock();
        Hear(clock, Utc, delaysMs: [0, 0, 0, 0]);

        clock.Hear(Utc.AddYears(3), 4_000);
        Hear(clock, Utc, delaysMs: [0, 0, 0, 0]);

        Assert.Null(clock.OffsetMs);
    }

    [Fact]
    public void Offset_WeeksOfAnOldReceiverRolledOver_IsNotBelieved()
    {
        var clock = new ReceiverClock();

        Hear(clock, Utc.AddDays(-1024 * 7), delaysMs: new int[20]);

        Assert.Null(clock.OffsetMs);
    }

    [Fact]
    public void Gateway_NobodyKeepsItsClockAndAReceiverTellsTheTime_GoesByTheReceiver()
    {
        var time = new TwoClocks();
        var clock = time.Of("boot");
        Assert.Equal((ClockQuality.Unsynchronised, null), (clock.Quality, clock.Known));

        for (var i = 0; i < 5; i++)
        {
            clock.Hear(Utc.AddSeconds(i), clock.Now());
            time.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((ClockQuality.Gnss, Utc.AddSeconds(5)), (clock.Quality, clock.Now().At));
        Assert.Equal(Utc.AddSeconds(5), clock.Known!.At(clock.Now().MonotonicMs));
    }

    [Fact]
    public void Gateway_NtpKeepsItsClock_GoesByNtp()
    {
        var time = new TwoClocks();
        var clock = time.Of("boot");
        time.SetByNtp(Utc);

        for (var i = 0; i < 5; i++)
        {
            clock.Hear(Utc.AddYears(1).AddSeconds(i), new Instant(time.Wall, 100_000 + (i * 1000)));
        }

        Assert.Equal((ClockQuality.Ntp, time.Wall), (clock.Quality, clock.Now().At));
    }

    private static void Hear(ReceiverClock clock, DateTimeOffset utc, int[] delaysMs)
    {
        for (var i = 0; i < delaysMs.Length; i++)
        {
            clock.Hear(utc.AddSeconds(i), (i * 1000) + delaysMs[i]);
        }
    }
}
