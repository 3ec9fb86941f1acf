using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Agent.Tests.Health;
using EdgeGrid.Agent.Tests.Publishing;
using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Agent.Tests.Outbox;

/// <summary>Readings that nobody could be told of are given up after a time that depends on what they are.</summary>
public sealed class ExpiryTests : IDisposable
{
    private static readonly TimeSpan PositionsAreKept = TimeSpan.FromHours(24);
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly TwoClocks _time = new();

    [Fact]
    public async Task Positions_AfterADay_AreGivenUpWithALineAndMeasurementsStay()
    {
        await using var outbox = Open("boot-1");
        Store(outbox, Quantity.Methane, Quantity.Position, Quantity.Methane, Quantity.Sos);

        _time.Pass(PositionsAreKept + TimeSpan.FromSeconds(1));
        outbox.Expire();

        Assert.Equal(2, outbox.Status(Lane.Readings).Pending);
        var line = Assert.Single(outbox.Losses.SinceStart);
        Assert.Equal((OutboxLane.Readings, LossReasons.Expired, 2, 2), (line.Lane, line.Reason, line.Sequence, line.Count));
        Assert.Equal("positions, the last of them 4, waited for more than 24h", line.Detail);
        Assert.All(outbox.Read(RecordKind.Readings, null, 10), record => Assert.Equal(ReadingClass.Measurement, record.Class));
    }

    [Fact]
    public async Task Readings_WallClockTenYearsAhead_DoNotExpire()
    {
        await using var outbox = Open("boot-1");
        Store(outbox, Quantity.Position);

        _time.SetByNtp(Now.AddYears(10));
        outbox.Expire();

        Assert.Equal(1, outbox.Status(Lane.Readings).Pending);
    }

    [Fact]
    public async Task Readings_OfTheSameBoot_GoOnAgeingOverARestart()
    {
        await using (var outbox = Open("boot-1"))
        {
            Store(outbox, Quantity.Position);
            _time.Pass(PositionsAreKept / 2);
        }

        await using var again = Open("boot-1");
        Assert.Equal(1, again.Status(Lane.Readings).Pending);
        _time.Pass((PositionsAreKept / 2) + TimeSpan.FromSeconds(1));
        again.Expire();

        Assert.Equal(0, again.Status(Lane.Readings).Pending);
    }

    [Fact]
    public async Task Readings_OfABootThatNeverKnewTheTime_DoNotExpireOnAGuess()
    {
        await using (var outbox = Open("boot-1"))
        {
            Store(outbox, Quantity.Position);
        }

        _time.Boot();
        _time.SetByNtp(Now);
        await using var again = Open("boot-2");

        Assert.Equal(1, again.Status(Lane.Readings).Pending);
    }

    [Fact]
    public async Task Readings_OfAnEarlierBoot_ExpireBeforeAnythingIsSentWhereBothTimesAreKnown()
    {
        _time.SetByNtp(Now);
        await using (var outbox = Open("boot-1"))
        {
            Store(outbox, Quantity.Methane, Quantity.Position);
        }

        _time.Boot();
        _time.SetByNtp(Now + PositionsAreKept + TimeSpan.FromSeconds(20));
        await using var again = Open("boot-2");

        Assert.Equal(ReadingClass.Measurement, Assert.Single(again.Read(RecordKind.Readings, null, 10)).Class);
    }

    public void Dispose() => _folder.Dispose();

    // A block each, as a second apart.
    private void Store(LiteDbOutbox outbox, params Quantity[] quantities)
    {
        foreach (var quantity in quantities)
        {
            var at = new Instant(_time.Wall, _time.Ticks / TimeSpan.TicksPerMillisecond);
            outbox.Append(new Reading(OutboxInputs.PointOf((int)quantity, "device", quantity), at, 1));
            outbox.Flush();
        }
    }

    private LiteDbOutbox Open(string bootId) => new(
        new OutboxSettings
        {
            Gateway = SampleInputs.Gateway,
            Clock = _time.Of(bootId),
            Folder = _folder.Path,
            KeepPositions = PositionsAreKept,
        },
        new StorageTrouble(),
        TimeProvider.System,
        NullLogger<LiteDbOutbox>.Instance);
}
