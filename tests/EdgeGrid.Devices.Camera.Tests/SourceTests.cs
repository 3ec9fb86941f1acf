using System.Text;
using EdgeGrid.Conformance.Drivers;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Camera.Tests;

public sealed class SourceTests(Clips clips)
{
    [Fact]
    public async Task Open_MissingFile_NamesIt()
    {
        var failure = await FailsToOpenAsync("/nowhere/gate.avi");
        Assert.Equal(DeviceFault.NotResponding, failure.Fault);
        Assert.Contains("There is no file /nowhere/gate.avi", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_EmptyFile_SaysSo() => Assert.Contains("is empty", (await FailsToOpenAsync(Made("empty.avi", []))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Open_Folder_SaysSo() => Assert.Contains("is a folder", (await FailsToOpenAsync(clips.Folder)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("words.avi")]
    [InlineData("words.txt")]
    [InlineData("words")]
    public async Task Open_Text_IsNotAVideo(string name)
    {
        var path = Made(name, Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat("The camera over the gate.", 400))));
        var failure = await FailsToOpenAsync(path);
        Assert.Contains($"{path} is not a video", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Noise_IsNotAVideo()
    {
        var noise = new byte[200_000];
        new Random(3).NextBytes(noise);
        Assert.Contains("is not a video", (await FailsToOpenAsync(Made("noise.mp4", noise))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_HeaderOnly_IsNotAVideo()
    {
        var whole = await File.ReadAllBytesAsync(clips.Walker(), TestContext.Current.CancellationToken);
        Assert.Contains("is not a video", (await FailsToOpenAsync(Made("head.avi", whole[..2000]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_MissingUsbCamera_SaysHowToFindOne() =>
        Assert.Contains("There is no /dev/video97", (await FailsToOpenAsync("/dev/video97")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("rtsp://guard:se/cret@192.0.2.10/stream1")]
    [InlineData("rtsp://guard:se#cret@192.0.2.10/stream1")]
    [InlineData("rtmp://guard:secret@192.0.2.10/stream1?token=secret")]
    public void Source_ThatIsNoAddress_IsObjectedToWithoutItsPassword(string source)
    {
        var objection = CameraSource.Objection(source);
        Assert.Contains("://192.0.2.10/stream1 is not an address of a camera", objection, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", objection, StringComparison.Ordinal);
        Assert.Contains(objection!, Assert.Throws<DeviceException>(() => SourceCheck.BeforeOpening(CameraSource.Parse(source))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clips/gate.avi", "login")]
    [InlineData("/dev/video0", "login")]
    [InlineData("rtsp://guard:secret@192.0.2.10/stream1", "login")]
    [InlineData("rtsp://192.0.2.10/stream1", null)]
    public void Login_WithoutAnAddressThatNeedsIt_IsObjectedTo(string source, string? option) =>
        Assert.Equal(option, DriverSettings.Misfit(CameraDevice.Kind, ("source", source), ("login", "/etc/edgegrid/logins/street"))?.Option);

    [Fact]
    public async Task Listen_CutOffFile_GivesItsFramesThenSaysSo()
    {
        var whole = await File.ReadAllBytesAsync(clips.Walker(), TestContext.Current.CancellationToken);
        var path = Made("cut.avi", whole[..(whole.Length * 6 / 10)]);
        await using var device = Watching.Device(path);
        await device.OpenAsync(TestContext.Current.CancellationToken);
        var heard = 0;
        var failure = await Assert.ThrowsAsync<DeviceException>(async () =>
        {
            await foreach (var _ in device.ListenAsync(TestContext.Current.CancellationToken))
            {
                heard++;
            }
        });
        Assert.InRange(heard, 20, 40);
        Assert.Contains("cut off", failure.Message, StringComparison.Ordinal);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_DamagedMiddle_GoesOn()
    {
        var bytes = await File.ReadAllBytesAsync(clips.Walker(), TestContext.Current.CancellationToken);
        new Random(5).NextBytes(bytes.AsSpan(bytes.Length / 2, 20_000));
        var measurements = await Watching.AllAsync(Made("damaged.avi", bytes));
        Assert.InRange(measurements.Count, 40, 45);
    }

    [Fact]
    public async Task Listen_PlayedOutFile_Ends() => Assert.Equal(45, (await Watching.AllAsync(clips.Walker())).Count);

    [Theory]
    [InlineData(10.0, 90)]
    [InlineData(2.0, 18)]
    [InlineData(30.0, 90)]
    public async Task Listen_AtARate_AnalysesSoManyPictures(double rate, int pictures) =>
        Assert.Equal(pictures, (await Watching.AllAsync(clips.Walker(), ("rate", rate))).Count);

    [Fact]
    public async Task Listen_Looping_BeginsAnew()
    {
        await using var device = Watching.Device(clips.Walker(), ("loop", true));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        var heard = await device.ListenAsync(TestContext.Current.CancellationToken).Take(120).ToListAsync(TestContext.Current.CancellationToken);
        Assert.True(Watching.LongestRun(heard.Take(45), 0.8) > 5);
        Assert.True(Watching.LongestRun(heard.Skip(45).Take(45), 0.8) > 5);
    }

    [Fact]
    public async Task Listen_AtTheRecordedPace_WaitsForTheClock()
    {
        var time = new FakeTimeProvider();
        await using var device = (CameraDevice)CameraDevice.Kind.Create(
            DriverSettings.For(CameraDevice.Kind, ("source", clips.Walker())), new DeviceContext(new EdgeGrid.Devices.Buses.BoardHardware(), time));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        await using var heard = device.ListenAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await heard.MoveNextAsync());
        var second = heard.MoveNextAsync().AsTask();
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.True(await second.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private static async Task<DeviceException> FailsToOpenAsync(string source)
    {
        await using var device = Watching.Device(source);
        return await Assert.ThrowsAsync<DeviceException>(() => device.OpenAsync(TestContext.Current.CancellationToken).AsTask());
    }

    private string Made(string name, byte[] content)
    {
        var path = Path.Combine(clips.Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
