using EdgeGrid.Simulation.Video;

namespace EdgeGrid.Devices.Camera.Tests.Streams;

public sealed class SimulatedCameraTests : IAsyncDisposable
{
    private readonly SimulatedCamera _camera = SimulatedCamera.Start(
        new ClipScript { Width = 320, Height = 180, Length = TimeSpan.FromSeconds(60), Events = [new PersonWalks(Clips.At(3), Clips.At(5))] }, TimeProvider.System);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _camera.DisposeAsync();

    [Fact]
    public async Task Somebody_WhoPasses_IsSeenAndABlackPictureIsNone()
    {
        NetworkCameraTests.NeedFfmpeg();
        await using var device = Watching.Device(_camera.Source);
        await device.OpenAsync(Stopping);

        await device.ListenAsync(Stopping).FirstAsync(measurement => measurement.Value > 0.8, Stopping);
        _camera.Fault = CameraFault.Black;
        await device.ListenAsync(Stopping).FirstAsync(measurement => measurement.Fault == DeviceFault.NoPicture, Stopping);
    }

    [Fact]
    public async Task Picture_ThatIsFrozen_IsNone()
    {
        NetworkCameraTests.NeedFfmpeg();
        _camera.Fault = CameraFault.Frozen;
        await using var device = Watching.Device(_camera.Source);
        await device.OpenAsync(Stopping);

        await device.ListenAsync(Stopping).FirstAsync(measurement => measurement.Fault == DeviceFault.NoPicture, Stopping);
    }
}
