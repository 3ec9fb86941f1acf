using EdgeGrid.Conformance.Drivers;

namespace EdgeGrid.Devices.Camera.Tests;

public sealed class CameraLoginTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("edgegrid-").FullName, "street");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void Source_WithTheLoginOfItsAddress_HasUserAndPasswordAndTellsNeither()
    {
        var source = Written("rtsp://guard:s%40cret@192.0.2.10\n").For("rtsp://192.0.2.10/stream1?profile=2");

        Assert.Equal("rtsp://guard:s%40cret@192.0.2.10/stream1?profile=2", source.Address);
        Assert.DoesNotContain("guard", source.Name, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", source.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://192.0.2.66/stream1")]
    [InlineData("rtsp://192.0.2.10:8554/stream1")]
    [InlineData("http://192.0.2.10/stream1")]
    [InlineData("rtsp://192.0.2.10@192.0.2.66/stream1")]
    [InlineData("rtsp://other@192.0.2.10/stream1")]
    [InlineData("rtsp://192.0.2.10\\@192.0.2.66/")]
    [InlineData("/dev/video0")]
    public void Source_OfAnotherAddress_DoesNotGetThePassword(string source)
    {
        var login = Written("rtsp://guard:secret@192.0.2.10");

        var failure = Assert.Throws<DeviceException>(() => login.For(source));

        Assert.Contains("street is for another address", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("guard:secret")]
    [InlineData("rtsp://192.0.2.10")]
    [InlineData("rtsp://guard:secret@192.0.2.10/stream1")]
    [InlineData("")]
    public void File_WithSomethingElse_IsNoLoginAndIsNotTold(string content)
    {
        var failure = Assert.Throws<DeviceException>(() => Written(content));

        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Camera_WhoseLoginIsNotThere_FailsAndNamesIt()
    {
        var settings = DriverSettings.For(CameraDevice.Kind, ("source", "rtsp://192.0.2.10/stream1"), ("login", _file));
        await using var camera = new CameraDevice(CameraOptions.From(settings), TimeProvider.System);

        var failure = await Assert.ThrowsAsync<DeviceException>(async () => await camera.OpenAsync(CancellationToken.None));

        Assert.Contains("The login street cannot be read", failure.Message, StringComparison.Ordinal);
    }

    private CameraLogin Written(string content)
    {
        File.WriteAllText(_file, content);
        return CameraLogin.Read(_file);
    }
}
