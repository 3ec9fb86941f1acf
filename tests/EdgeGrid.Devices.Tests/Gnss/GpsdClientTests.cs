using System.Text;
using EdgeGrid.Devices.Gnss;

namespace EdgeGrid.Devices.Tests.Gnss;

public sealed class GpsdClientTests
{
    [Fact]
    public void Tpv_OfAReceiver_IsAFix()
    {
        // As gpsd 3.22 writes it.
        var report = Read("""{"class":"TPV","device":"/dev/ttyUSB0","mode":3,"time":"2026-11-23T08:15:30.250Z","ept":0.005,"lat":34.244000000,"lon":117.194000000,"altHAE":48.5000,"altMSL":41.5000,"alt":41.5000,"track":90.0000,"magtrack":95.1,"speed":1.543,"climb":0.1}""");
        Assert.Equal(
            new GnssFix(new DateTimeOffset(2026, 11, 23, 8, 15, 30, 250, TimeSpan.Zero), 34.244, 117.194, 41.5, 1.543, 90, null, null),
            report.Fix);
    }

    [Theory]
    [InlineData("""{"class":"TPV","mode":1,"lat":34.2,"lon":117.1}""")]
    [InlineData("""{"class":"TPV","mode":2,"lat":91,"lon":117.1}""")]
    [InlineData("""{"class":"TPV","mode":2,"lat":"34","lon":117.1}""")]
    [InlineData("""{"class":"TPV","mode":"3","lat":34.2,"lon":117.1}""")]
    [InlineData("""{"class":"TPV"}""")]
    public void Tpv_WithoutAPositionThatCanBe_IsNoFix(string line)
    {
        var report = Read(line);
        Assert.Equal("TPV", report.Class);
        Assert.Null(report.Fix);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"class\":\"TPV\"")]
    [InlineData("{\"class\":7}")]
    [InlineData("{\"class\":\"\\ud800\"}")]
    [InlineData("$GPGGA,,,,,,0,00,99.99,,,,,,*48")]
    public void Line_ThatIsNoReport_SaysNothing(string line) => Assert.Equal("", Read(line).Class);

    [Fact]
    public void Tpv_InTwoDimensions_HasNoAltitude() =>
        Assert.Null(Read("""{"class":"TPV","mode":2,"lat":34.2,"lon":117.1,"alt":41.5}""").Fix!.AltitudeMetres);

    [Fact]
    public async Task Open_OfAnotherProtocol_SaysWhich()
    {
        await using var rig = new GpsdRig();
        rig.Gpsd.Protocol = 4;
        Assert.Contains("protocol 4", await RefusalAsync(rig), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OfAGpsdWithoutAReceiver_SaysWhatToDo()
    {
        await using var rig = new GpsdRig();
        rig.Gpsd.HasReceiver = false;
        Assert.Contains("/etc/default/gpsd", await RefusalAsync(rig), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_WithoutSky_TellsNoFix()
    {
        await using var rig = new GpsdRig();
        rig.Gpsd.HasSky = false;
        await using var device = (IListeningDevice)GpsdClient.Kind.Create(rig.Settings, rig.Context);
        await device.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DeviceFault.NoFix, (await device.ListenAsync(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken)).Fault);
    }

    private static GpsdReport Read(string line) => GpsdReport.Read(Encoding.UTF8.GetBytes(line));

    private static async Task<string> RefusalAsync(GpsdRig rig)
    {
        await using var device = GpsdClient.Kind.Create(rig.Settings, rig.Context);
        return (await Assert.ThrowsAsync<DeviceException>(async () => await device.OpenAsync(TestContext.Current.CancellationToken))).Message;
    }
}
