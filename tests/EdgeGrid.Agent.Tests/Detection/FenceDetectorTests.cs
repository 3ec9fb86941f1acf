using CsCheck;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Detection;

public sealed class FenceDetectorTests
{
    // 200 m from west to east, 200 m from south to north, around the rig's origin.
    private static readonly IReadOnlyList<Position> Square = [Corner(-100, -100), Corner(100, -100), Corner(100, 100), Corner(-100, 100)];

    [Fact]
    public void Alert_WhenAWorkerLeaves_IsRaisedAtTheThirdFixOutside_AndClearedWhenBack()
    {
        using var rig = Rig();

        Walk(rig, 90, 110, 116, 120, 125);
        Assert.Equal(AlertTransition.Raised, Assert.Single(rig.Transitions));
        Assert.Equal("Outside its grid by 25 m for 2 s", rig.Last.Measured);
        Walk(rig, 120, 110, 105, 100, 95);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Cleared], rig.Transitions);
    }

    [Fact]
    public void Alert_WhenFixesAreRare_IsRaisedAfterThirtySeconds()
    {
        using var rig = Rig();

        rig.Locate(PipelineRig.Fix(150));
        rig.Pass(31);
        Assert.Empty(rig.Alerts);
        rig.Locate(PipelineRig.Fix(150));

        Assert.Equal(AlertKind.GridExit, Assert.Single(rig.Alerts).Kind);
    }

    [Fact]
    public void Alert_OfAFixWithAWideError_NeedsToBeFartherOutside()
    {
        using var rig = Rig();

        for (var i = 0; i < 50; i++)
        {
            rig.Locate(PipelineRig.Fix(118, hdop: 4));
            rig.Pass(1);
        }

        Assert.Empty(rig.Alerts);
    }

    [Fact]
    public void Alert_WhileWalkingAlongTheBorder_IsNotOneAfterTheOther()
    {
        using var rig = Rig();

        for (var i = 0; i < 60; i++)
        {
            Walk(rig, 117, 117, 117, 113, 113, 113);
        }

        Assert.Equal([AlertTransition.Raised], rig.Transitions);
    }

    [Fact]
    public void Alert_OfATracker_HasThePositionOfItsLastFix_AndThatFixIsReported()
    {
        using var rig = Rig(deadband: 1000);

        Walk(rig, 90, 105, 120, 120, 121);

        Assert.Equal(PipelineRig.Fix(121).Longitude, rig.Last.Position!.Longitude);
        Assert.Equal(5, rig.Last.Position.AccuracyMetres);
        Assert.Equal([PipelineRig.Fix(90), PipelineRig.Fix(121)], rig.Outbox.Readings.Select(reading => (GnssFix)reading.Detail!));
    }

    [Fact]
    public void Distance_FromAnywhere_IsThatToTheSquare() =>
        Gen.Select(Gen.Double[-1000, 1000], Gen.Double[-1000, 1000]).Sample((east, north) =>
        {
            var (x, y) = (Math.Max(Math.Abs(east) - 100, 0), Math.Max(Math.Abs(north) - 100, 0));

            var metres = new Fence(Square).MetresOutside(PipelineRig.Fix(east, metresNorth: north));

            Assert.Equal(Math.Sqrt((x * x) + (y * y)), metres, tolerance: 0.5);
        });

    private static Position Corner(double east, double north)
    {
        var fix = PipelineRig.Fix(east, metresNorth: north);
        return new Position(fix.Latitude, fix.Longitude);
    }

    private static PipelineRig Rig(double deadband = 0)
    {
        var device = PipelineRig.Device(Quantity.Position);
        return new PipelineRig(device with
        {
            Filter = new FilterOptions { Deadband = deadband },
            Detect = device.Detect with { Fence = new FenceOptions { Ring = Square } },
        });
    }

    private static void Walk(PipelineRig rig, params double[] metresEast)
    {
        foreach (var metres in metresEast)
        {
            rig.Locate(PipelineRig.Fix(metres));
            rig.Pass(1);
        }
    }
}
