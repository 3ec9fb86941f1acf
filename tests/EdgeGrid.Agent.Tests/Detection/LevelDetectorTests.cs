using CsCheck;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Detection;

public sealed class LevelDetectorTests
{
    // Around every border; -1 stands for a fault: a sensor that says nothing.
    private static readonly double[] Values = [0, 8, 8.5, 10, 10.5, 24, 25, 26, 60, -1];

    private static readonly LevelOptions Gas = new()
    {
        Kind = AlertKind.Gas,
        Steps =
        [
            new LevelStep(10, WarningLevel.Yellow, TimeSpan.FromSeconds(3)),
            new LevelStep(25, WarningLevel.Orange, TimeSpan.FromSeconds(5)),
        ],
        Deadband = 2,
        OffDelay = TimeSpan.FromSeconds(10),
    };

    [Fact]
    public void Level_OfWhatMayFallTooFar_WarnsBelowAndClearsAbove()
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Oxygen) with
        {
            Detect = new DetectOptions
            {
                Level = new LevelOptions
                {
                    Kind = AlertKind.Oxygen,
                    Falling = true,
                    Steps = [new LevelStep(19.5, WarningLevel.Yellow, TimeSpan.Zero), new LevelStep(17, WarningLevel.Red, TimeSpan.Zero)],
                    Deadband = 0.5,
                    OffDelay = TimeSpan.Zero,
                },
            },
        });

        rig.GiveEachSecond(Quantity.Oxygen, 20.9, 19.4, 16.5, 19.8, 20.1);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Escalated, AlertTransition.Cleared], rig.Transitions);
        Assert.Equal(["Oxygen 19.4 %vol < 19.5", "Oxygen 16.5 %vol < 17", "Oxygen 20.1 %vol, not below 20 for 0 s"], rig.Alerts.Select(alert => alert.Measured));
    }

    [Fact]
    public void Alert_WhenGasRisesAndFalls_IsRaisedEscalatedAndClearedUnderOneId()
    {
        using var rig = Rig();

        rig.GiveEachSecond(Quantity.Methane, [.. Enumerable.Repeat(12.0, 5), .. Enumerable.Repeat(26.0, 7), .. Enumerable.Repeat(3.0, 12)]);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Escalated, AlertTransition.Cleared], rig.Transitions);
        Assert.Equal(
            ["Methane 12 %LEL > 10 for 3 s", "Methane 26 %LEL > 25 for 5 s", "Methane 3 %LEL, not above 8 for 10 s"],
            rig.Alerts.Select(alert => alert.Measured));
        Assert.Equal([WarningLevel.Yellow, WarningLevel.Orange, WarningLevel.Orange], rig.Alerts.Select(alert => alert.Level));
        Assert.Single(rig.Alerts.Select(alert => alert.AlertId).Distinct());
        Assert.Single(rig.Alerts.Select(alert => alert.RaisedAt).Distinct());
    }

    [Fact]
    public void Alert_WhenTheValueJumps_GoesStraightToTheHigherLevel()
    {
        using var rig = Rig(Gas with { Steps = [Gas.Steps[0], Gas.Steps[1] with { OnDelay = TimeSpan.FromSeconds(3) }] });

        rig.GiveEachSecond(Quantity.Methane, 60, 60, 60, 60, 60);

        Assert.Equal(WarningLevel.Orange, Assert.Single(rig.Alerts).Level);
        Assert.Equal(25, rig.Last.Limit);
    }

    [Fact]
    public void Alert_WhileTheValueStaysWithinTheDeadband_DoesNotClear()
    {
        using var rig = Rig();

        rig.GiveEachSecond(Quantity.Methane, [.. Enumerable.Repeat(12.0, 5), .. Enumerable.Repeat(9.0, 60)]);

        Assert.Equal([AlertTransition.Raised], rig.Transitions);
    }

    [Fact]
    public void Alert_WhenTheSensorSaturates_IsRaisedAtTheHighestLevel()
    {
        using var rig = Rig();

        for (var second = 0; second < 8; second++)
        {
            rig.Fail(Quantity.Methane, DeviceFault.Saturated);
            rig.Pass(1);
        }

        Assert.Equal(WarningLevel.Orange, rig.Last.Level);
        Assert.Null(rig.Last.Value);
        Assert.Equal("Methane beyond its sensor's range, > 25 for 5 s", rig.Last.Measured);
    }

    // 21 mA is what a transmitter gives that knows itself broken: not so much oxygen that all is well.
    [Fact]
    public void Alert_OfTooLittle_IsNotClearedByASaturatedSensorWhoseSilenceIsTold()
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Oxygen) with
        {
            Detect = new DetectOptions
            {
                Level = new LevelOptions { Kind = AlertKind.Oxygen, Falling = true, Steps = [new LevelStep(19.5, WarningLevel.Red, TimeSpan.Zero)], OffDelay = TimeSpan.Zero },
            },
        });

        rig.GiveEachSecond(Quantity.Oxygen, 16.5);
        for (var second = 0; second < 30; second++)
        {
            rig.Fail(Quantity.Oxygen, DeviceFault.Saturated);
            rig.Pass(1);
        }

        Assert.Equal([(AlertKind.Oxygen, AlertTransition.Raised), (AlertKind.SensorSilent, AlertTransition.Raised)], rig.Alerts.Select(alert => (alert.Kind, alert.Transition)));
    }

    [Fact]
    public void Alert_WhenTheSensorDiesRightAfterTheLevelWasPassed_IsRaisedAllTheSame()
    {
        using var rig = Rig();

        rig.GiveEachSecond(Quantity.Methane, 5, 40);
        rig.Fail(Quantity.Methane);
        rig.Pass(10);

        Assert.Equal(WarningLevel.Orange, rig.Last.Level);
    }

    [Fact]
    public void Alert_WhenTheSensorFailsOrTalksNonsense_DoesNotClear()
    {
        using var rig = Rig(filter: new FilterOptions { Max = 100 });

        rig.GiveEachSecond(Quantity.Methane, 12, 12, 12, 12, 3, 3, 3, 3, 3);
        rig.Fail(Quantity.Methane);
        rig.GiveEachSecond(Quantity.Methane, 3, 3, 3, 3, 3, 900, 3, 3, 3, 3);

        Assert.Equal([AlertTransition.Raised], rig.Transitions);
    }

    [Fact]
    public void Alert_WhenTheWallClockJumps_KeepsItsDelays()
    {
        using var rig = Rig();

        rig.GiveEachSecond(Quantity.Methane, 12, 12);
        rig.Wall -= TimeSpan.FromDays(20_000);
        rig.GiveEachSecond(Quantity.Methane, 12);
        Assert.Equal([AlertTransition.Raised], rig.Transitions);
        rig.GiveEachSecond(Quantity.Methane, 3, 3);
        rig.Wall += TimeSpan.FromDays(30_000);
        rig.GiveEachSecond(Quantity.Methane, 3, 3, 3, 3, 3, 3, 3, 3);
        Assert.Equal([AlertTransition.Raised], rig.Transitions);
        rig.GiveEachSecond(Quantity.Methane, 3, 3);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Cleared], rig.Transitions);
    }

    [Fact]
    public void Alerts_OfAnySequence_AreThoseOfTheOracle() =>
        Gen.Select(Gen.Int[0, Values.Length - 1].Select(index => Values[index]), Gen.Int[1, 14]).Array[1, 40].Sample(runs =>
        {
            using var rig = Rig();
            var values = runs.SelectMany(run => Enumerable.Repeat(run.Item1, run.Item2)).ToArray();
            foreach (var value in values)
            {
                rig.Give(Quantity.Methane, Math.Max(value, 0), value < 0 ? DeviceFault.NotResponding : DeviceFault.None);
                rig.Skip(1000);
            }

            Assert.Equal(Oracle(values), rig.Alerts.Select(alert => (alert.Transition, alert.Level)));
        }, iter: 2000);

    [Fact]
    public void Alert_WhenTheValueStaysAboveForTheOnDelay_IsNeverMissedByTheMedian() =>
        Gen.Select(Gen.Int[1, 4], Gen.Double[10.01, 2000], Gen.Int[10, 30], Gen.Double[0, 9.9].Array[60]).Sample((half, peak, start, air) =>
        {
            using var rig = Rig(filter: new FilterOptions { Despike = (2 * half) + 1 });
            var values = air.ToArray();
            values.AsSpan(start, Math.Max(4, half + 1)).Fill(peak);

            rig.GiveEachSecond(Quantity.Methane, values);

            Assert.Equal(AlertTransition.Raised, rig.Transitions[0]);
        }, iter: 300);

    private static PipelineRig Rig(LevelOptions? options = null, FilterOptions? filter = null)
    {
        var device = PipelineRig.Device(Quantity.Methane);
        return new PipelineRig(device with { Detect = device.Detect with { Level = options ?? Gas }, Filter = filter ?? new FilterOptions() });
    }

    // The definition, second by second, by looking back over the whole sequence.
    private static List<(AlertTransition, WarningLevel)> Oracle(double[] values)
    {
        var told = new List<(AlertTransition, WarningLevel)>();
        WarningLevel? level = null;
        for (var now = 0; now < values.Length; now++)
        {
            if (level is { } open && now >= 10 && values[(now - 10)..(now + 1)].All(value => value is >= 0 and <= 8))
            {
                told.Add((AlertTransition.Cleared, open));
                level = null;
                continue;
            }

            WarningLevel? reached = StaysAbove(25, 5) ? WarningLevel.Orange : StaysAbove(10, 3) ? WarningLevel.Yellow : null;
            if (reached is { } higher && (level is null || higher < level))
            {
                told.Add((level is null ? AlertTransition.Raised : AlertTransition.Escalated, higher));
                level = higher;
            }

            // The last known value holds while there are faults.
            bool StaysAbove(double limit, int seconds)
            {
                var known = values[..(now + 1)].Select((value, at) => (value, at)).Where(sample => sample.value >= 0).ToList();
                var notAbove = known.FindLastIndex(sample => sample.value <= limit);
                return notAbove + 1 < known.Count && now - known[notAbove + 1].at >= seconds;
            }
        }

        return told;
    }
}
