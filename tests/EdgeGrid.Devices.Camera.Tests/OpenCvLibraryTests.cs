using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Camera.Tests;

public sealed class OpenCvLibraryTests
{
    private const string Library = "libOpenCvSharpExtern.so";

    [Theory]
    [InlineData("libgtk-3.so.0", "libgtk-9.so.0", "libgtk-9.so.0, which this system lacks")]
    [InlineData("libgtk-3.so.0", "libgtk-3.so.9", "apt install libgtk-3-0")]
    public void Load_WhenADependencyIsMissing_SaysWhatToInstall(string needed, string absent, string words)
    {
        using var folder = new TemporaryFolder();
        var copy = folder.File(Library);
        var bytes = File.ReadAllBytes(Directory.EnumerateFiles(AppContext.BaseDirectory, Library, SearchOption.AllDirectories).First());
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(needed + "\0"));
        System.Text.Encoding.ASCII.GetBytes(absent, bytes.AsSpan(at));
        File.WriteAllBytes(copy, bytes);

        var failure = Assert.Throws<DeviceException>(() => OpenCvLibrary.Find([copy]));

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Load_OfADamagedFile_SaysSoInOneLine()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(Library);
        File.WriteAllText(path, "not a library");

        var failure = Assert.Throws<DeviceException>(() => OpenCvLibrary.Find([path]));

        Assert.Contains("cannot be loaded", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Explain_WithoutTheLibrary_SaysWhereItBelongs() =>
        Assert.Contains($"needs {Library}", OpenCvLibrary.Explain("cannot open shared object file", libraryIsThere: false), StringComparison.Ordinal);
}
