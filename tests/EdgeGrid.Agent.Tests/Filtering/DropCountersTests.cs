using System.Diagnostics.Metrics;
using EdgeGrid.Agent.Filtering;

namespace EdgeGrid.Agent.Tests.Filtering;

public sealed class DropCountersTests
{
    [Fact]
    public void Metric_AfterDrops_TellsEachReasonAsItsLabel()
    {
        using var drops = new DropCounters();
        drops.Count(DropReason.Implausible);
        drops.Count(DropReason.Implausible);
        drops.Count(DropReason.ChannelFull);
        var seen = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((_, count, labels, _) => seen.Add((string)labels[0].Value!, count));

        // Other tests in this process count too: only this meter's instrument is asked.
        listener.EnableMeasurementEvents(drops.Dropped);
        listener.RecordObservableInstruments();

        Assert.Equal(new Dictionary<string, long> { ["implausible"] = 2, ["channel-full"] = 1 }, seen);
        Assert.Equal(seen, drops.Snapshot());
    }

    [Fact]
    public void Name_OfEveryReason_IsItsOwn()
    {
        var names = Enum.GetValues<DropReason>().Select(reason => reason.Name()).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal("evidence-lost", DropReason.EvidenceLost.Name());
    }
}
