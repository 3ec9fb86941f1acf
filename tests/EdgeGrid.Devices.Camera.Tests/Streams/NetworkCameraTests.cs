using System.Diagnostics;
using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Camera.Streams;
using EdgeGrid.Testing;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;

namespace EdgeGrid.Devices.Camera.Tests.Streams;

public sealed class NetworkCameraTests(Clips clips)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Http_MpegTransportStream_WalkerIsSeen()
    {
        NeedFfmpeg();
        var port = Ports.Free();
        await using var server = RunningProcess.Start(
            "ffmpeg", "-nostdin", "-loglevel", "error", "-re", "-stream_loop", "-1", "-i", clips.Walker(), "-an",
            "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "10",
            "-f", "mpegts", "-listen", "1", $"http://127.0.0.1:{port}/gate");
        await Eventually.HoldsAsync("the stream's port is open", () => IsListening(port));
        await using var device = Watching.Device($"http://127.0.0.1:{port}/gate");
        var identity = await device.OpenAsync(Stopping);
        Assert.Equal("Network camera", identity.Model);
        Assert.Contains("320×180", identity.Detail, StringComparison.Ordinal);

        var seen = await device.ListenAsync(Stopping).FirstAsync(measurement => measurement.Value > 0.8, Stopping);

        using var picture = Cv2.ImDecode(Assert.IsType<Snapshot>(seen.Detail).Jpeg(), ImreadModes.Color);
        Assert.Equal(new Size(320, 180), picture.Size());
    }

    [Fact]
    public async Task Rtsp_WithUserAndPassword_GivesPicturesAtTheRate()
    {
        NeedFfmpeg();
        await using var camera = new RtspCamera(clips.Walker(), "guard", "se$cret");
        await using var device = Watching.Device($"rtsp://guard:se%24cret@{camera.Host}/stream1", ("rate", 4.0));
        await device.OpenAsync(Stopping);
        await using var heard = device.ListenAsync(Stopping).GetAsyncEnumerator(Stopping);
        Assert.True(await heard.MoveNextAsync());
        var started = Stopwatch.GetTimestamp();
        for (var number = 0; number < 8; number++)
        {
            Assert.True(await heard.MoveNextAsync());
            Assert.NotEqual(DeviceFault.NoPicture, heard.Current.Fault);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1.2, 6);
    }

    [Fact]
    public async Task Rtsp_WithALogin_OpensWithTheUserAndPasswordOfItsFile()
    {
        NeedFfmpeg();
        using var folder = new TemporaryFolder();
        await using var camera = new RtspCamera(clips.Walker(), "guard", "se$cret");
        await File.WriteAllTextAsync(folder.File("street"), $"rtsp://guard:old@{camera.Host}\n", Stopping);
        await using (var early = Watching.Device($"rtsp://{camera.Host}/stream1", ("login", folder.File("street"))))
        {
            await Assert.ThrowsAsync<DeviceException>(async () => await early.OpenAsync(Stopping));
        }

        await File.WriteAllTextAsync(folder.File("street"), $"rtsp://guard:se%24cret@{camera.Host}\n", Stopping);
        await using var device = Watching.Device($"rtsp://{camera.Host}/stream1", ("login", folder.File("street")));

        Assert.Equal("Network camera", (await device.OpenAsync(Stopping)).Model);
    }

    [Fact]
    public async Task Rtsp_WithAWrongPassword_SaysSoAndKeepsIt()
    {
        NeedFfmpeg();
        await using var camera = new RtspCamera(clips.Walker(), "guard", "right");
        var failure = await FailsToOpenAsync($"rtsp://guard:wr%C3%B6ng@{camera.Host}/stream1?token=hush");
        Assert.Contains("401 Unauthorized", failure.Message, StringComparison.Ordinal);
        Assert.Contains("check the user and password", failure.Message, StringComparison.Ordinal);
        Assert.All(["wr%C3%B6ng", "wröng", "hush"], secret => Assert.DoesNotContain(secret, failure.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("rtsp")]
    [InlineData("http")]
    public async Task Open_NobodyThere_SaysSoWithoutThePassword(string scheme)
    {
        NeedFfmpeg();
        var failure = await FailsToOpenAsync($"{scheme}://guard:secret@127.0.0.1:9/stream1");
        Assert.Contains($"{scheme}://127.0.0.1:9/stream1 gives no video (Connection refused)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user=admin&password=hu_sh&channel=1&stream=0.sdp")]
    [InlineData("user=admin_PASSWORD=hu_sh_channel=1_stream=0.sdp")]
    public async Task Open_PasswordInThePath_IsNotTold(string path)
    {
        NeedFfmpeg();
        var failure = await FailsToOpenAsync($"rtsp://127.0.0.1:9/{path}");
        Assert.Contains("rtsp://127.0.0.1:9/user=admin", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hu_sh", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hu_sh", StreamTrouble.Reason(CameraSource.Parse($"rtsp://127.0.0.1:9/{path}"), $"DESCRIBE /{path} failed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WrongPath_SaysSo()
    {
        NeedFfmpeg();
        await using var camera = MjpegCamera.Answering("404 Not Found");
        Assert.Contains("check the path in 'source'", (await FailsToOpenAsync($"http://{camera.Host}/nope")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AWebPage_IsNoVideo()
    {
        NeedFfmpeg();
        await using var camera = MjpegCamera.Answering("200 OK", "Content-Type: text/html\r\n", "<html><body>Log in to your camera</body></html>");
        Assert.Contains("gives no video (Invalid data", (await FailsToOpenAsync($"http://{camera.Host}/")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_APlaylistOfTheGatewaysFiles_ReadsNone()
    {
        NeedFfmpeg();
        await using var camera = MjpegCamera.Answering("200 OK", "", $"ffconcat version 1.0\nfile 'file:{clips.Walker()}'\n");
        Assert.Contains("gives no video", (await FailsToOpenAsync($"http://{camera.Host}/list")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_MuteCamera_GivesUpInTime()
    {
        NeedFfmpeg();
        var time = new FakeTimeProvider();
        await using var camera = MjpegCamera.Mute();
        await using var device = Device($"http://{camera.Host}/stream1", time);
        var opening = Task.Run(async () => await device.OpenAsync(Stopping), Stopping);
        await Eventually.HoldsAsync("the camera is called", () => camera.Callers == 1);
        time.Advance(FfmpegReader.PatienceForFirst);
        var failure = await Assert.ThrowsAsync<DeviceException>(() => opening);
        Assert.Contains("gave no picture within 14 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Cancelled_EndsAtOnce()
    {
        NeedFfmpeg();
        await using var camera = MjpegCamera.Mute();
        using var stopping = new CancellationTokenSource();
        var device = Watching.Device($"http://{camera.Host}/stream1");
        var opening = Task.Run(async () => await device.OpenAsync(stopping.Token), Stopping);
        await Eventually.HoldsAsync("the camera is called", () => camera.Callers == 1);

        var started = Stopwatch.GetTimestamp();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        await device.DisposeAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 3);
    }

    [Fact]
    public async Task Listen_StreamThatStops_SaysSoThoughTheConnectionStands()
    {
        NeedFfmpeg();
        var time = new FakeTimeProvider();
        await using var camera = MjpegCamera.Sending(20, thenHolds: true);
        await using var device = Device($"http://{camera.Host}/stream1", time);
        await device.OpenAsync(Stopping);
        var listening = Task.Run(async () => await device.ListenAsync(Stopping).CountAsync(Stopping), Stopping);
        await Eventually.HoldsAsync("the camera has sent all it will", () => camera.Sent == 20);
        await Eventually.HoldsAsync("the driver has given up", () =>
        {
            time.Advance(FfmpegReader.Patience);
            return listening.IsCompleted;
        });
        var failure = await Assert.ThrowsAsync<DeviceException>(() => listening);
        Assert.Contains("stands still", failure.Message, StringComparison.Ordinal);
        Assert.Contains("none came for 10 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_StreamThatEnds_BreaksOff()
    {
        NeedFfmpeg();
        await using var camera = MjpegCamera.Sending(20, thenHolds: false);
        await using var device = Watching.Device($"http://{camera.Host}/stream1");
        await device.OpenAsync(Stopping);
        var failure = await Assert.ThrowsAsync<DeviceException>(() => device.ListenAsync(Stopping).ToListAsync(Stopping).AsTask());
        Assert.Contains("broke off after", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_WhileTheStreamRuns_EndsFfmpeg()
    {
        NeedFfmpeg();
        await using var camera = MjpegCamera.Sending(1000, thenHolds: true);
        var options = new CameraOptions($"http://{camera.Host}/stream1");
        var reader = FfmpegReader.Open(CameraSource.Parse(options.Source), options, TimeProvider.System, Stopping);
        using var ffmpeg = Process.GetProcessById(reader.ProcessId);
        Assert.False(ffmpeg.HasExited);
        reader.Dispose();
        await ffmpeg.WaitForExitAsync(Stopping).WaitAsync(TimeSpan.FromSeconds(5), Stopping);
    }

    [Fact]
    public async Task Ffmpeg_WhoseStarterDies_EndsToo()
    {
        NeedFfmpeg();
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv"), "util-linux's setpriv is not installed.");
        await using var camera = MjpegCamera.Mute();
        using var ffmpeg = new Process { StartInfo = FfmpegCommand.For(CameraSource.Parse($"http://{camera.Host}/"), 5, Environment.GetEnvironmentVariable("PATH")) };
        using var mayDie = new SemaphoreSlim(0);
        var starter = new Thread(() =>
        {
            ffmpeg.Start();
            mayDie.Wait(Stopping);
        });
        starter.Start();
        await Eventually.HoldsAsync("the camera is called", () => camera.Callers == 1);
        Assert.False(ffmpeg.HasExited);

        mayDie.Release();

        await ffmpeg.WaitForExitAsync(Stopping).WaitAsync(TimeSpan.FromSeconds(5), Stopping);
    }

    [Fact]
    public void Open_WithoutFfmpeg_SaysWhatToInstall()
    {
        var options = new CameraOptions("rtsp://guard:secret@127.0.0.1:9/stream1");
        var failure = Assert.Throws<DeviceException>(
            () => FfmpegReader.Open(CameraSource.Parse(options.Source), options, TimeProvider.System, clips.Folder, Stopping));
        Assert.Contains("apt install ffmpeg", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    internal static void NeedFfmpeg() => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "ffmpeg"))),
        "ffmpeg is not installed.");

    private static bool IsListening(int port) => System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties()
        .GetActiveTcpListeners().Any(listener => listener.Port == port);

    private static CameraDevice Device(string source, TimeProvider time) => (CameraDevice)CameraDevice.Kind.Create(
        DriverSettings.For(CameraDevice.Kind, ("source", source)), new DeviceContext(new EdgeGrid.Devices.Buses.BoardHardware(), time));

    private static async Task<DeviceException> FailsToOpenAsync(string source)
    {
        await using var device = Watching.Device(source);
        return await Assert.ThrowsAsync<DeviceException>(() => device.OpenAsync(Stopping).AsTask());
    }
}
