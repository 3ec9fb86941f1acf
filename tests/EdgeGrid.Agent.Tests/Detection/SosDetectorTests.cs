using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Detection;

public sealed class SosDetectorTests
{
    [Fact]
    public void Alert_WhenTheButtonIsPressed_IsRaisedAtOnce_AndTheHeldFixIsReported()
    {
        using var rig = Rig();
        rig.Locate(PipelineRig.Fix(0, hdop: 1.2));
        rig.Pass(1);
        rig.Locate(PipelineRig.Fix(3, hdop: 1.2));
        rig.Pass(1);

        rig.Give(Quantity.Sos, 1);

        Assert.Equal("SOS button pressed. Position ± 6 m", rig.Last.Measured);
        Assert.Equal([Quantity.Position, Quantity.Position, Quantity.Sos], rig.Outbox.Readings.Select(reading => reading.Point.Quantity));
        Assert.Equal(PipelineRig.Fix(3, hdop: 1.2), rig.Outbox.Readings[1].Detail);
        Assert.Equal(PipelineRig.Fix(3).Longitude, rig.Last.Position!.Longitude);
    }

    [Fact]
    public void Alert_OfATremblingFinger_IsOne_AndEndsSomeSecondsAfterTheRelease()
    {
        using var rig = Rig();

        rig.GiveEachSecond(Quantity.Sos, 1, 0, 1, 1, 0, 1, 0);
        rig.Pass(12);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Cleared], rig.Transitions);
    }

    [Fact]
    public void Alert_WhenPressedAgainLater_IsANewOne()
    {
        using var rig = Rig();

        rig.GiveEachSecond(Quantity.Sos, 1, 0);
        rig.Pass(60);
        rig.GiveEachSecond(Quantity.Sos, 1);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Cleared, AlertTransition.Raised], rig.Transitions);
        Assert.NotEqual(rig.Alerts[0].AlertId, rig.Last.AlertId);
    }

    [Fact]
    public void Alert_WithAnOldFix_SaysHowOld()
    {
        using var rig = Rig();
        rig.Locate(PipelineRig.Fix(0));
        rig.Pass(240);

        rig.Give(Quantity.Sos, 1);

        Assert.Equal("SOS button pressed. Position ± 5 m, 4 min old", rig.Last.Measured);
    }

    [Fact]
    public void Alert_WithoutAnyFix_IsRaisedAllTheSame()
    {
        using var rig = Rig();

        rig.Give(Quantity.Sos, 1);

        Assert.Equal("SOS button pressed. Position unknown", rig.Last.Measured);
    }

    private static PipelineRig Rig()
    {
        var device = PipelineRig.Device(Quantity.Position, Quantity.Sos);
        return new PipelineRig(device with
        {
            Filter = new FilterOptions { Deadband = 10 },
            Detect = device.Detect with { Sos = new SosOptions() },
        });
    }
}
