using System.Diagnostics.Metrics;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Tests.Publishing;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests.Outbox;

/// <summary>What a gateway with ten readings a second writes to its card, played for an hour of its own clock.</summary>
public sealed class DiskWearTests
{
    private const long MostADay = 200_000_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TenReadingsASecond_CommittedEachSecond_WearTheDiskByTwoHundredMegabytesADayAtMost(bool hubIsThere)
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(SampleInputs.At);
        using var wear = new DiskWear(SampleInputs.Gateway, time);
        await using var outbox = Open(folder.Path, wear, time);
        for (var second = 0; second < 3600; second++)
        {
            for (var i = 0; i < 10; i++)
            {
                Assert.True(outbox.Append(OutboxRig.Reading((second * 1000) + (i * 100))));
            }

            time.Advance(TimeSpan.FromSeconds(1));
            await outbox.WaitForAppendAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
            if (hubIsThere)
            {
                foreach (var block in outbox.Read(RecordKind.Readings, null, 10))
                {
                    outbox.Remove(Lane.Readings, block.Identity.Epoch, block.Identity.Sequence, block.Identity.Count);
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"hub {hubIsThere}: {wear.Status}");
        Assert.Equal(36_000, wear.Readings);
        Assert.InRange(wear.WrittenADayBytes!.Value, 1, MostADay);
    }

    [Fact]
    public void Metrics_AreThoseOfTheStatusAndADayIsToldAfterTenMinutes()
    {
        var time = new FakeTimeProvider();

        // Not that of other tests, which are measured at the same time.
        var gateway = GatewayId.Parse("gw-worn");
        using var wear = new DiskWear(gateway, time);
        var measured = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == DiskWear.MeterName && instrument.Meter.Tags?.Any(tag => Equals(tag.Value, gateway.ToString())) == true)
            {
                own.EnableMeasurementEvents(instrument, wear);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();
        wear.Wrote(400);
        wear.WroteForReadings(600);

        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(new DiskStatus(1000), wear.Status);
        wear.Stored(10);
        time.Advance(TimeSpan.FromMinutes(1));
        listener.RecordObservableInstruments();

        Assert.Equal(new DiskStatus(1000, 60, 144_000), wear.Status);
        Assert.Equal(
            [("edgegrid.outbox.disk.written", 1000), ("edgegrid.outbox.disk.written_per_day", 144_000), ("edgegrid.outbox.disk.written_per_reading", 60), ("edgegrid.outbox.readings.stored", 10)],
            measured.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value)));
    }

    private static LiteDbOutbox Open(string folder, DiskWear wear, TimeProvider time) => new(
        new OutboxSettings { Gateway = SampleInputs.Gateway, Clock = new GatewayClock(time, () => ClockQuality.Ntp), Folder = folder, MaxMegabytes = 64, Wear = wear },
        new StorageTrouble(),
        time,
        NullLogger<LiteDbOutbox>.Instance);
}
