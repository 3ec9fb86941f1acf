using System.Text;
using EdgeGrid.Devices.Camera.Streams;

namespace EdgeGrid.Devices.Camera.Tests.Streams;

public sealed class PictureHeaderTests
{
    [Fact]
    public void Header_OfFfmpeg_GivesTheSize()
    {
        var header = PictureHeader.Parse("YUV4MPEG2 W480 H360 F5:1 Ip A1:1 C420jpeg XYSCSS=420JPEG XCOLORRANGE=LIMITED");
        Assert.Equal(new PictureHeader(480, 360), header);
        Assert.Equal(259_200, header.Bytes);
    }

    [Theory]
    [InlineData("RIFF W480 H360")]
    [InlineData("YUV4MPEG2 W480")]
    [InlineData("YUV4MPEG2 W0 H360")]
    [InlineData("YUV4MPEG2 W481 H360")]
    [InlineData("YUV4MPEG2 W99999 H99999")]
    [InlineData("YUV4MPEG2 W-2 H360")]
    [InlineData("YUV4MPEG2  W4 8 H")]
    public void Header_ThatNoPictureCanHave_IsRefused(string line) => Assert.Throws<InvalidDataException>(() => PictureHeader.Parse(line));

    [Fact]
    public void Header_CutOff_IsNone() => Assert.Null(PictureHeader.Read(Of("YUV4MPEG2 W480")));

    [Fact]
    public void Header_WithoutAnEnd_IsRefused() => Assert.Throws<InvalidDataException>(() => PictureHeader.Read(Of(new string('Y', 100_000))));

    [Theory]
    [InlineData("FRAME\n", true)]
    [InlineData("FRAME Ip\n", true)]
    [InlineData("", false)]
    [InlineData("FRA", false)]
    public void Picture_AtItsMark_IsReady(string text, bool ready) => Assert.Equal(ready, PictureHeader.ReadToPicture(Of(text)));

    [Fact]
    public void Picture_OutOfStep_IsRefused() => Assert.Throws<InvalidDataException>(() => PictureHeader.ReadToPicture(Of("\u0001\u0002ME\n")));

    private static MemoryStream Of(string text) => new(Encoding.ASCII.GetBytes(text));
}
