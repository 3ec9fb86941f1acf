using CsCheck;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Agent.Tests;

public sealed class PipelineTests
{
    [Fact]
    public void Detection_OfAValueThatTheDeadbandEats_SeesIt_AndTheAlertBringsItOut()
    {
        using var rig = new PipelineRig(Gas(onDelay: 3) with { Filter = new FilterOptions { Deadband = 50 } });

        rig.GiveEachSecond(Quantity.Methane, 9, 12, 12, 12, 12);

        Assert.Equal([AlertTransition.Raised], rig.Transitions);
        Assert.Equal([9, 12], rig.Outbox.Readings.Select(reading => reading.Value));
    }

    [Fact]
    public void Alert_WithALocalOutput_IsStoredWithWhatTheOutputDid()
    {
        // The relay does not exist: what is told is that it failed, and the alert goes on.
        var siren = new OutputOptions
        {
            Name = "siren",
            Label = "siren",
            Kind = PipelineRig.Device().Kind,
            Settings = PipelineRig.Device().Settings,
            On = [AlertKind.Gas],
            AtLeast = WarningLevel.Yellow,
        };
        using var rig = new PipelineRig(Gas(onDelay: 0), siren);

        rig.Give(Quantity.Methane, 12);

        Assert.StartsWith("siren", Assert.Single(rig.Last.Actions));
    }

    [Fact]
    public void Alerts_WhileTheDiskIsFull_AreStoredInOrderWhenItIsNot()
    {
        using var rig = new PipelineRig(Gas(onDelay: 0));
        rig.Outbox.FailuresToCome = 2;

        rig.Give(Quantity.Methane, 12);
        rig.Give(Quantity.Methane, 30);
        rig.Pass(1);
        Assert.Equal((0, 2), (rig.Outbox.FailuresToCome, rig.Pipeline.Waiting));
        rig.Pass(1);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Escalated], rig.Transitions);
    }

    [Fact]
    public void Alerts_WhileTheDiskIsFull_AreDecidedWhenTheyAreDue()
    {
        using var rig = new PipelineRig(Gas(onDelay: 3));
        rig.Outbox.FailuresToCome = int.MaxValue;

        rig.GiveEachSecond(Quantity.Methane, 12, 12, 12, 12, 30);
        var due = rig.Wall + TimeSpan.FromSeconds(2);
        rig.Pass(60);
        rig.Outbox.FailuresToCome = 0;
        rig.Pass(1);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Escalated], rig.Transitions);
        Assert.Equal(due, rig.Last.SampledAt);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Alerts_WithNumbersThatAreNone_AreStored(double none)
    {
        var device = PipelineRig.Device(Quantity.Position, Quantity.Sos);
        using var rig = new PipelineRig(device with
        {
            Detect = device.Detect with { Sos = new SosOptions(), Fence = new FenceOptions { Ring = [new(34.1, 117.1), new(34.2, 117.1), new(34.1, 117.2)], AfterFixes = 1 } },
        });

        rig.Locate(PipelineRig.Fix(0, hdop: none));
        rig.Locate(PipelineRig.Fix(0, speed: 1) with { HeadingDegrees = none });
        rig.Give(Quantity.Sos, 1, detail: PipelineRig.Fix(0, hdop: none));
        rig.Locate(PipelineRig.Fix(0));

        Assert.Equal([AlertKind.Sos, AlertKind.GridExit], rig.Alerts.Select(alert => alert.Kind));
        Assert.Equal(2, rig.Drops.Of(DropReason.Implausible));
    }

    [Fact]
    public void Alerts_OfAnyReadings_AreNeverRaisedTwiceWithoutAClearingBetween() =>
        Gen.Select(Gen.Double[-20, 60], Gen.Int[0, 8], Gen.Int[1, 4000], Gen.Int[-100_000, 100_000]).Array[1, 300].Sample(samples =>
        {
            var device = Gas(onDelay: 1);
            using var rig = new PipelineRig(device with
            {
                Filter = new FilterOptions { Min = 0, Despike = 3, Deadband = 1 },
                Detect = device.Detect with { Silence = new SilenceOptions { After = TimeSpan.FromSeconds(5) } },
            });
            foreach (var (value, fault, pause, jump) in samples)
            {
                rig.Give(Quantity.Methane, value, fault > 5 ? (DeviceFault)(fault - 3) : DeviceFault.None);
                rig.Wall += TimeSpan.FromSeconds(jump);
                rig.Pass(pause / 1000.0);
            }

            foreach (var alert in rig.Alerts.GroupBy(alert => alert.Kind))
            {
                var open = false;
                foreach (var transition in alert.Select(alert => alert.Transition))
                {
                    Assert.Equal(transition != AlertTransition.Raised, open);
                    open = transition != AlertTransition.Cleared;
                }
            }
        }, iter: 200);

    [Fact]
    public void Reading_ThatIsDropped_AllocatesNothing()
    {
        using var rig = new PipelineRig(Gas(onDelay: 3) with { Filter = new FilterOptions { Max = 100, Despike = 3, Deadband = 5, LongestSilence = TimeSpan.FromDays(1) } });
        var near = rig.Reading(Quantity.Methane, 1);
        var nonsense = rig.Reading(Quantity.Methane, 1000);
        // Of several rounds the best: the runtime takes a few bytes of its own on this thread when it compiles a method anew.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => BytesForDropping(10_000)));
        Assert.Equal(50_000, rig.Drops.Of(DropReason.Implausible));

        long BytesForDropping(int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < count; i++)
            {
                rig.Pipeline.Process(near);
                rig.Pipeline.Process(nonsense);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task Worker_AfterAFailure_GoesOn_AndEndsWithAnEmptyChannel()
    {
        using var rig = new PipelineRig(Gas(onDelay: 0));
        var channel = new ReadingChannel(rig.Drops);
        using var worker = new PipelineWorker(rig.Pipeline, channel, rig.Clock, TimeProvider.System, NullLogger<PipelineWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
        channel.Write(default);
        channel.Write(rig.Reading(Quantity.Methane, 30));
        await Eventually.HoldsAsync("the alert is stored", () => rig.Outbox.Alerts.Count == 1);
        for (var i = 0; i < 100; i++)
        {
            channel.Write(rig.Reading(Quantity.Methane, 30 + i));
        }

        channel.Complete();
        await worker.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(100, rig.Outbox.Readings.Count);
    }

    private static DeviceOptions Gas(double onDelay)
    {
        var device = PipelineRig.Device(Quantity.Methane);
        var delay = TimeSpan.FromSeconds(onDelay);
        return device with
        {
            Detect = device.Detect with
            {
                Level = new LevelOptions
                {
                    Kind = AlertKind.Gas,
                    Steps = [new LevelStep(10, WarningLevel.Yellow, delay), new LevelStep(25, WarningLevel.Orange, delay)],
                    OffDelay = TimeSpan.FromSeconds(2),
                },
            },
        };
    }
}
