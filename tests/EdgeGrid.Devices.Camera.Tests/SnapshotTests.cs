using OpenCvSharp;

namespace EdgeGrid.Devices.Camera.Tests;

public sealed class SnapshotTests(Clips clips)
{
    [Fact]
    public async Task Snapshot_OfMotion_IsTheWholeFrameWithABoxInIt()
    {
        var snapshot = await FirstAsync();
        using var picture = Cv2.ImDecode(snapshot.Jpeg(), ImreadModes.Color);
        Assert.Equal(new Size(320, 180), picture.Size());
        using var yellow = new Mat();
        Cv2.InRange(picture, new Scalar(0, 150, 180), new Scalar(110, 255, 255), yellow);
        Assert.InRange(Cv2.CountNonZero(yellow), 60, 600);
    }

    [Fact]
    public async Task Snapshot_AfterTheCameraIsClosed_IsStillThere()
    {
        var snapshot = await FirstAsync();
        Assert.Equal([0xFF, 0xD8], snapshot.Jpeg()[..2]);
    }

    [Fact]
    public async Task Snapshot_WithoutMotion_IsNotMade() =>
        Assert.All((await Watching.AllAsync(clips.Walker())).Where(measurement => measurement.Value == 0), measurement => Assert.Null(measurement.Detail));

    private async Task<Snapshot> FirstAsync() =>
        Assert.IsType<Snapshot>((await Watching.AllAsync(clips.Walker())).First(measurement => measurement.Value > 0.8).Detail);
}
