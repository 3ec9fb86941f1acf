using OpenCvSharp;

namespace EdgeGrid.Devices.Camera.Tests;

public sealed class SnapshotTests(Clips clips)
{
    [Fact]
    public async Task Snapshot_OfMotion_IsTheWholeFrameWithABoxInIt()
    {
        await using var device = Watching.Device(clips.Walker());
        using var picture = Cv2.ImDecode((await FirstAsync(device)).Jpeg(), ImreadModes.Color);
        Assert.Equal(new Size(320, 180), picture.Size());
        using var yellow = new Mat();
        Cv2.InRange(picture, new Scalar(0, 120, 150), new Scalar(120, 255, 255), yellow);
        Assert.InRange(Cv2.CountNonZero(yellow), 60, 1200);
    }

    [Fact]
    public async Task Snapshot_AfterTheCameraIsClosed_IsStillThere()
    {
        var device = Watching.Device(clips.Walker());
        var snapshot = await FirstAsync(device);
        await device.DisposeAsync();
        Assert.Equal([0xFF, 0xD8], snapshot.Jpeg()[..2]);
    }

    [Fact]
    public async Task Picture_AskedFor_IsTheNextWholeFrameWithoutABox()
    {
        await using var device = Watching.Device(clips.Walker());
        await device.OpenAsync(TestContext.Current.CancellationToken);
        var (one, another) = (device.TakePictureAsync(TestContext.Current.CancellationToken), device.TakePictureAsync(TestContext.Current.CancellationToken));

        await device.ListenAsync(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);

        Assert.Same(await one, await another);
        using var picture = Cv2.ImDecode(await one, ImreadModes.Color);
        Assert.Equal(new Size(320, 180), picture.Size());
    }

    [Fact]
    public async Task Snapshot_WithoutMotion_IsNotMade() =>
        Assert.All((await Watching.AllAsync(clips.Walker())).Where(measurement => measurement.Value == 0), measurement => Assert.Null(measurement.Detail));

    private static async Task<Snapshot> FirstAsync(CameraDevice device)
    {
        await device.OpenAsync(TestContext.Current.CancellationToken);
        var first = await device.ListenAsync(TestContext.Current.CancellationToken).FirstAsync(measurement => measurement.Value > 0.8, TestContext.Current.CancellationToken);
        return Assert.IsType<Snapshot>(first.Detail);
    }
}
