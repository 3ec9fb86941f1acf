using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Filtering;

public sealed class PlausibilityTests
{
    [Theory]
    [InlineData(101)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Value_OutsideTheConfiguredRange_IsDropped(double value)
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Methane) with { Filter = new FilterOptions { Min = 0, Max = 100 } });

        rig.Give(Quantity.Methane, value);

        Assert.Equal(1, rig.Drops.Of(DropReason.Implausible));
        Assert.Empty(rig.Outbox.Readings);
    }

    [Fact]
    public void Value_BeyondPhysics_IsDroppedWithoutAnyConfiguration()
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Motion));

        rig.Give(Quantity.Motion, 100.1);

        Assert.Equal(1, rig.Drops.Of(DropReason.Implausible));
    }

    [Fact]
    public void Fault_WhateverItsValue_GoesOnAsBadQuality()
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Methane) with { Filter = new FilterOptions { Min = 1 } });

        rig.Fail(Quantity.Methane, DeviceFault.BadChecksum);

        Assert.Equal(DeviceFault.BadChecksum, Assert.Single(rig.Outbox.Readings).Fault);
    }

    [Theory]
    [InlineData(5.1, 9)]
    [InlineData(1, 3)]
    public void Fix_OfAPoorReceiver_IsDropped(double hdop, int satellites)
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Position));

        rig.Locate(PipelineRig.Fix(0, hdop, satellites));

        Assert.Equal(1, rig.Drops.Of(DropReason.PoorFix));
    }

    [Fact]
    public void Fix_ThatNobodyCouldHaveReached_IsDropped_AndTheNextIsMeasuredAgainstTheLastBelieved()
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Position));

        foreach (var metres in new double[] { 0, 500, 2 })
        {
            rig.Locate(PipelineRig.Fix(metres));
            rig.Pass(1);
        }

        Assert.Equal(1, rig.Drops.Of(DropReason.ImpossibleSpeed));
        Assert.Equal(2, rig.Outbox.Readings.Count);
    }

    [Fact]
    public void Fixes_AfterAWrongFirstOne_AreBelievedWhenThreeAgree()
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Position));

        foreach (var metres in new double[] { 9000, 0, 1, 2, 3 })
        {
            rig.Locate(PipelineRig.Fix(metres));
            rig.Pass(1);
        }

        Assert.Equal(2, rig.Drops.Of(DropReason.ImpossibleSpeed));
        Assert.Equal(3, rig.Outbox.Readings.Count);
    }

    [Fact]
    public void Fix_OfAVehicleWhoseReceiverMeasuresItsSpeed_IsKept()
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Position));

        for (var second = 0; second < 10; second++)
        {
            rig.Locate(PipelineRig.Fix(second * 30, speed: 30));
            rig.Pass(1);
        }

        Assert.Empty(rig.Drops.Snapshot());
    }

    [Fact]
    public void Fixes_InABurst_AreNotTakenForSpeed()
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Position));

        rig.Locate(PipelineRig.Fix(0));
        rig.Skip(20);
        rig.Locate(PipelineRig.Fix(8));

        Assert.Empty(rig.Drops.Snapshot());
    }
}
