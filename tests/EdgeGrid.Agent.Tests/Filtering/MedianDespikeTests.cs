using CsCheck;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Filtering;

public sealed class MedianDespikeTests
{
    private static readonly Gen<int> Windows = Gen.Int[1, 7].Select(half => (2 * half) + 1);

    [Fact]
    public void Spike_OfHalfAWindow_NeverPasses() =>
        Gen.Select(Windows, Gen.Double[-50, 50], Gen.Double[1, 1000], Gen.Int[0, 40]).Sample((window, rest, height, at) =>
        {
            var values = Enumerable.Repeat(rest, 60).ToArray();
            values.AsSpan(at, window / 2).Fill(rest + height);

            Assert.All(Despike(window, values), value => Assert.Equal(rest, value));
        }, iter: 500);

    [Fact]
    public void Step_OfAnyHeight_PassesAfterHalfAWindow() =>
        Gen.Select(Windows, Gen.Double[-50, 50], Gen.Double[1, 1000]).Sample((window, rest, height) =>
        {
            var values = Enumerable.Repeat(rest, window).Concat(Enumerable.Repeat(rest + height, window)).ToArray();

            var after = Despike(window, values).Skip(1).ToArray();

            Assert.Equal(window / 2, after.TakeWhile(value => value == rest).Count());
            Assert.All(after.Skip(window / 2), value => Assert.Equal(rest + height, value));
        }, iter: 500);

    [Fact]
    public void Value_OfAnySequence_IsTheMedianOfTheLast() =>
        Gen.Select(Windows, Gen.Double[-1e6, 1e6].Array[1, 80]).Sample((window, values) =>
        {
            var expected = Enumerable.Range(0, Math.Max(0, values.Length - window + 1))
                .Select(start => values.Skip(start).Take(window).Order().ElementAt(window / 2));

            Assert.Equal(expected, Despike(window, values));
        }, iter: 500);

    [Fact]
    public void Values_BeforeTheWindowIsFull_AreHeldBack()
    {
        using var rig = new PipelineRig(Device(3));

        rig.GiveEachSecond(Quantity.Methane, 1, 1, 1);

        Assert.Equal(2, rig.Drops.Of(DropReason.Settling));
        Assert.Single(rig.Outbox.Readings);
    }

    [Fact]
    public void Faults_BetweenValues_DoNotBlindTheWindow()
    {
        using var rig = new PipelineRig(Device(3));

        for (var i = 0; i < 6; i++)
        {
            rig.Give(Quantity.Methane, i);
            rig.Fail(Quantity.Methane);
        }

        Assert.Equal([1, 2, 3, 4], rig.Outbox.Readings.Where(reading => reading.IsGood).Select(reading => reading.Value));
    }

    private static DeviceOptions Device(int window) => PipelineRig.Device(Quantity.Methane) with { Filter = new FilterOptions { Despike = window } };

    private static List<double> Despike(int window, double[] values)
    {
        var point = new Point(0, Device(window), Quantity.Methane);
        var despike = new MedianDespike();
        despike.Add(point);
        var passed = new List<double>();
        foreach (var value in values)
        {
            var reading = new Reading(point, default, value);
            if (!despike.Judge(ref reading).Drops)
            {
                passed.Add(reading.Value);
            }
        }

        return passed;
    }
}
