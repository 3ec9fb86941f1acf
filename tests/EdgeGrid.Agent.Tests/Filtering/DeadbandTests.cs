using CsCheck;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Filtering;

public sealed class DeadbandTests
{
    [Fact]
    public void Signal_AsReported_IsNeverWrongByMoreThanTheDeadband_NorOlderThanTheLongestSilence() =>
        Gen.Select(Gen.Double[-5, 5].Array[1, 200], Gen.Double[0, 8]).Sample((steps, deadband) =>
        {
            using var rig = new PipelineRig(Device(Quantity.Methane, deadband, seconds: 20));
            var value = 500.0;
            foreach (var step in steps)
            {
                rig.Give(Quantity.Methane, value += step);

                var reported = rig.Outbox.Readings[^1];
                Assert.InRange(value, reported.Value - deadband, reported.Value + deadband);
                Assert.InRange(rig.Now.MonotonicMs - reported.At.MonotonicMs, 0, 19_999);
                rig.Skip(1000);
            }

            Assert.Equal(steps.Length, rig.Outbox.Readings.Count + rig.Drops.Of(DropReason.WithinDeadband));
        }, iter: 300);

    [Fact]
    public void Fault_AfterHeldValues_IsReportedWithTheLastGoodOneBeforeIt()
    {
        using var rig = new PipelineRig(Device(Quantity.Smoke, deadband: 1, seconds: 60));

        rig.GiveEachSecond(Quantity.Smoke, 0.1, 0.2, 0.3);
        rig.Fail(Quantity.Smoke, DeviceFault.OpenCircuit);
        rig.Fail(Quantity.Smoke, DeviceFault.OpenCircuit);
        rig.Fail(Quantity.Smoke, DeviceFault.NotResponding);
        rig.Give(Quantity.Smoke, 0.3);

        Assert.Equal(
            [(0.1, DeviceFault.None), (0.3, DeviceFault.None), (0, DeviceFault.OpenCircuit), (0, DeviceFault.NotResponding), (0.3, DeviceFault.None)],
            rig.Outbox.Readings.Select(reading => (reading.Value, reading.Fault)));
    }

    [Fact]
    public void Fix_WithWhichAVehicleStops_IsReportedThoughItIsNear()
    {
        using var rig = new PipelineRig(Device(Quantity.Position, deadband: 50, seconds: 600));

        var speeds = new[] { 8.0, 6, 3, 0.1, 0.0, 0.2 };
        for (var i = 0; i < speeds.Length; i++)
        {
            rig.Locate(PipelineRig.Fix(i * 2, speed: speeds[i]));
            rig.Pass(1);
        }

        Assert.Equal([8.0, 0.1], rig.Outbox.Readings.Select(reading => reading.Value));
    }

    [Fact]
    public void Fix_OfAWalker_IsReportedEveryTenMetres()
    {
        using var rig = new PipelineRig(Device(Quantity.Position, deadband: 10, seconds: 600));

        for (var metre = 0; metre <= 100; metre++)
        {
            rig.Locate(PipelineRig.Fix(metre, speed: 1));
            rig.Pass(1);
        }

        Assert.InRange(rig.Outbox.Readings.Count, 9, 11);
    }

    [Fact]
    public void Reading_ThatTheOutboxRefuses_IsCounted()
    {
        using var rig = new PipelineRig(Device(Quantity.Methane, deadband: 0, seconds: 60));
        rig.Outbox.TakesReadings = false;

        rig.Give(Quantity.Methane, 1);

        Assert.Equal(1, rig.Drops.Of(DropReason.OutboxRefused));
    }

    private static DeviceOptions Device(Quantity quantity, double deadband, double seconds) => PipelineRig.Device(quantity) with
    {
        Filter = new FilterOptions { Deadband = deadband, LongestSilence = TimeSpan.FromSeconds(seconds) },
    };
}
