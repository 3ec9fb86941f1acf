using EdgeGrid.Testing;
using static EdgeGrid.Hub.Tests.Grids.GridSketch;

namespace EdgeGrid.Hub.Tests.Grids;

/// <summary>The real program: <c>hub grids check</c>.</summary>
public sealed class GridCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_OfAGoodFile_SaysWhatItHoldsAndExitsWith0()
    {
        var (code, said) = await CheckAsync(Collection(Cell(Code(1), 0, 0), Cell(Code(501), 1, 0, "exclusive"), Cell(Code(2), 9, 9)), "--grid-codes", "gbt30428");

        Assert.Equal(0, code);
        Assert.Contains("3 cells (2 basic, 1 exclusive), 1 communities, 1 streets; 0 errors, 1 warnings", said, StringComparison.Ordinal);
        Assert.Contains("warning ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfADamagedFile_SaysEachErrorAndExitsWith1()
    {
        var (code, said) = await CheckAsync(Collection(Cell(Code(1), 0, 0), Cell(Code(2), 0.5, 0), Cell("3203110010010", 5, 0)));

        Assert.Equal(1, code);
        Assert.Contains("error   feature 2 (3203110010010): its code '3203110010010' has 13 digits", said, StringComparison.Ordinal);
        Assert.Contains($"cells {Code(1)} and {Code(2)} overlap by", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no file", "/no/such")]
    [InlineData("must be any or gbt30428", "FILE", "--grid-codes", "mine")]
    [InlineData("", "FILE", "--odd")]
    [InlineData("")]
    public async Task Check_Misused_ExitsWith2(string words, params string[] arguments)
    {
        await File.WriteAllTextAsync(_folder.File("grids.geojson"), Collection(Cell("A", 0, 0)));

        var (code, said) = await RunAsync([.. arguments.Select(text => text.Replace("FILE", _folder.File("grids.geojson"), StringComparison.Ordinal))]);

        Assert.Equal(2, code);
        Assert.Contains(words, said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> CheckAsync(string file, params string[] arguments)
    {
        await File.WriteAllTextAsync(_folder.File("grids.geojson"), file);
        return await RunAsync([_folder.File("grids.geojson"), .. arguments]);
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        await using var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", ["grids", "check", .. arguments]);
        var code = await hub.ExitsAsync(60);
        return (code, hub.Output);
    }
}
