using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Detection;

public sealed class MotionDetectorTests
{
    [Fact]
    public void Alert_WhenSomeoneMovesLongEnough_IsRaisedWithTheLargestArea_AndClearedWhenQuiet()
    {
        using var rig = Rig();

        Frames(rig, 2.3, 14);
        Frames(rig, 0, 310);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Cleared], rig.Transitions);
        Assert.Equal(["Person-sized motion 2.3 % of the picture for 1 s", "No motion for 30 s"], rig.Alerts.Select(alert => alert.Measured));
    }

    [Fact]
    public void Alert_WhenOneFrameMissesTheBody_IsStillRaised()
    {
        using var rig = Rig();

        Frames(rig, 2, 5);
        Frames(rig, 0, 1);
        Frames(rig, 2, 6);

        Assert.Single(rig.Alerts);
    }

    [Fact]
    public void Alert_WhenTwoFramesMissTheBody_StartsAnew()
    {
        using var rig = Rig();

        Frames(rig, 2, 8);
        Frames(rig, 0, 2);
        Frames(rig, 2, 8);

        Assert.Empty(rig.Alerts);
    }

    [Fact]
    public void Alert_WhenThePictureWasAwayBetween_StartsAnew()
    {
        using var rig = Rig();

        Frames(rig, 2, 5);
        for (var second = 0; second < 60; second++)
        {
            rig.Fail(Quantity.Motion, DeviceFault.NoPicture);
            rig.Pass(1);
        }

        Frames(rig, 2, 5);

        Assert.DoesNotContain(rig.Alerts, alert => alert.Kind == AlertKind.Intrusion);
    }

    [Theory]
    [InlineData(0.4, 100)]
    [InlineData(50, 8)]
    public void Alert_OfACatOrAFlash_IsNotRaised(double area, int frames)
    {
        using var rig = Rig();

        Frames(rig, area, frames);
        Frames(rig, 0, 20);

        Assert.Empty(rig.Alerts);
    }

    [Fact]
    public void Alert_WhileTheCameraGivesNoPicture_DoesNotClear()
    {
        using var rig = Rig();

        Frames(rig, 2, 12);
        Frames(rig, 0, 200);
        rig.Fail(Quantity.Motion, DeviceFault.NoPicture);
        Frames(rig, 0, 200);

        Assert.Equal([AlertTransition.Raised], rig.Transitions);
    }

    [Theory]
    [InlineData("22:30", true)]
    [InlineData("02:00", true)]
    [InlineData("06:30", false)]
    [InlineData("12:00", false)]
    public void Alert_WithHoursThatSpanMidnight_FollowsTheLocalTimeOfDay(string local, bool raised)
    {
        using var rig = Rig(new MotionOptions { From = new TimeOnly(21, 0), Until = new TimeOnly(6, 0) });
        rig.Time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("UTC+8", TimeSpan.FromHours(8), "UTC+8", "UTC+8"));
        rig.Wall = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(8)) + TimeOnly.Parse(local).ToTimeSpan();
        rig.Wall = rig.Wall.ToUniversalTime();

        Frames(rig, 2, 20);

        Assert.Equal(raised, rig.Alerts.Count == 1);
    }

    [Fact]
    public async Task Evidence_OfAnAlert_IsEncodedOnceAndAfterTheAlertIsStored()
    {
        using var rig = Rig();
        await rig.Evidence.StartAsync(CancellationToken.None);
        var storedBefore = new List<int>();
        var snapshot = new Snapshot(() =>
        {
            storedBefore.Add(rig.Outbox.Alerts.Count);
            return [0xFF, 0xD8];
        });

        for (var frame = 0; frame < 30; frame++)
        {
            rig.Give(Quantity.Motion, 2, detail: snapshot);
            rig.Pass(0.1);
        }

        await Eventually.HoldsAsync("the picture is stored", () => rig.Outbox.Evidence.Count == 1);
        await rig.Evidence.StopAsync(CancellationToken.None);
        Assert.Equal([1], storedBefore);
        Assert.Equal(rig.Last.AlertId, rig.Outbox.Evidence[0].AlertId);
    }

    private static PipelineRig Rig(MotionOptions? options = null)
    {
        var device = PipelineRig.Device(Quantity.Motion);
        return new PipelineRig(device with { Detect = device.Detect with { Motion = options ?? new MotionOptions() } });
    }

    // Ten a second.
    private static void Frames(PipelineRig rig, double area, int count)
    {
        for (var frame = 0; frame < count; frame++)
        {
            rig.Give(Quantity.Motion, area);
            rig.Pass(0.1);
        }
    }
}
