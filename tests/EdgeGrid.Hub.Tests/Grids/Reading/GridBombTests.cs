using System.Text;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Reading;
using static EdgeGrid.Hub.Tests.Grids.GridSketch;

namespace EdgeGrid.Hub.Tests.Grids.Reading;

/// <summary>Files that mean harm: refused in words, without a crash and within a bound.</summary>
public sealed class GridBombTests
{
    [Fact]
    public void Nesting_WithoutEnd_IsRefused() =>
        AssertRefused(GridProblemKind.NotGeoJson, """{"type":"FeatureCollection","features":""" + new string('[', 1_000_000));

    [Fact]
    public void Ring_OfAMillionPoints_IsRefused()
    {
        var points = new StringBuilder();
        for (var i = 0; i < 1_000_000; i++)
        {
            points.Append("[117,34],");
        }

        AssertRefused(GridProblemKind.TooLarge, Collection(Feature("A", "basic", Polygon(points + "[117,34]"))));
    }

    [Fact]
    public void Values_Millions_AreRefusedWithoutTakingMemory()
    {
        var file = Encoding.UTF8.GetBytes("[0" + string.Concat(Enumerable.Repeat(",0", 15_000_000)) + "]");
        var before = GC.GetTotalAllocatedBytes();

        var report = GridReader.Read(file, new AnyCodes()).Report;

        Assert.Equal(GridProblemKind.TooLarge, Assert.Single(report.Problems).Kind);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200_000_000);
    }

    [Fact]
    public void Features_AMillion_AreRefused() =>
        AssertRefused(GridProblemKind.TooLarge, Collection(Enumerable.Repeat("{}", 1_000_000)));

    [Fact]
    public void Points_MoreThanAllowedInAllRings_AreRefused()
    {
        var ring = string.Join(',', Enumerable.Range(0, 4_000).Select(i => P(1 + Math.Cos(i * Math.Tau / 4_000), Math.Sin(i * Math.Tau / 4_000))).Append(P(2, 0)));

        AssertRefused(GridProblemKind.TooLarge, Collection(Enumerable.Range(0, 130).Select(i => Feature($"A{i}", "basic", Polygon(ring).Replace("117.", $"{i + 1}.", StringComparison.Ordinal)))));
    }

    [Fact]
    public void Check_ThatTakesTooLong_IsGivenUpInWords()
    {
        var report = GridReader.Read(District, new AnyCodes(), new GridPatience(TimeProvider.System, TimeSpan.Zero)).Report;

        Assert.Contains("was given up", Assert.Single(report.Problems).Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ThatNobodyWaitsFor_Ends()
    {
        Assert.Throws<OperationCanceledException>(() => GridReader.Read(District, new AnyCodes(), new GridPatience(TimeProvider.System, new CancellationToken(canceled: true))));
    }

    [Fact]
    public void File_OfFortyMegabytes_IsRefusedUnread() =>
        Assert.Equal(GridProblemKind.TooLarge, Assert.Single(GridReader.Read(new byte[40 * 1024 * 1024], new AnyCodes()).Report.Problems).Kind);

    [Fact]
    public void Cells_ThousandsOverEachOther_AreListedUpToALimitAndCounted()
    {
        var report = Read(Enumerable.Range(0, 100).Select(i => Cell($"A{i}", 0, 0))).Report;

        Assert.Equal((100 * 99 / 2, GridReport.MaxKept), (report.Errors, report.Problems.Count));
        Assert.Equal(report.Errors - GridReport.MaxKept, report.NotListed);
    }

    [Fact]
    public void Cells_AllOverEachOther_AreNotComparedForEver()
    {
        var file = Encoding.UTF8.GetBytes(Collection(Enumerable.Range(0, 20_000).Select(i => Cell($"A{i}", i % 7 * 1e-4, i % 11 * 1e-4, size: 90))));

        var report = GridReader.Read(file, new AnyCodes(), new GridPatience(TimeProvider.System, TimeSpan.FromSeconds(2))).Report;

        Assert.InRange(report.Errors, 1, 1_000_000);
        Assert.InRange(report.Problems.Count, 1, GridReport.MaxKept);
    }

    [Fact]
    public void File_MutatedAtRandom_NeverCrashesNorHangs()
    {
        var valid = Encoding.UTF8.GetBytes(Collection(
            Area(Community, "community", "Garden"),
            Cell(Code(1), 0, 0),
            Cell(Code(2), 1, 0, "exclusive"),
            Feature(Code(3), "basic", $$"""{"type":"MultiPolygon","coordinates":[[[{{P(2, 0)}},{{P(3, 0)}},{{P(3, 1)}},{{P(2, 0)}}]]]}""")));
        Assert.True(GridReader.Read(valid, new AnyCodes()).IsUsable);
        var random = new Random(4);
        var usable = 0;
        for (var round = 0; round < 20_000; round++)
        {
            usable += GridReader.Read(Mutated(valid, random), new AnyCodes()).IsUsable ? 1 : 0;
        }

        Assert.InRange(usable, 1, 19_999);
    }

    [Fact]
    public void District_MutatedAtRandom_NeverCrashesNorHangs()
    {
        var random = new Random(5);
        for (var round = 0; round < 10; round++)
        {
            Assert.NotNull(GridReader.Read(Mutated(District, random), new AnyCodes()));
        }
    }

    private static byte[] Mutated(byte[] valid, Random random)
    {
        string[] pieces = ["null", "{}", "[]", "[[[]]]", "1e999", "-1e-400", "\"\\ud800\"", "\"", "1000", "-0", "true", "\"type\":", "\"Polygon\"", ",", "]", "}", "\"code\":1,", "34.005", "117.005", "\0"];
        var text = valid.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(text.Count);
            var length = Math.Min(random.Next(1, 40), text.Count - at);
            switch (random.Next(5))
            {
                case 0: text[at] = (byte)random.Next(256); break;
                case 1: text.RemoveRange(at, length); break;
                case 2: text.InsertRange(at, text.GetRange(at, length)); break;
                case 3: text.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)])); break;
                default: Digit(text, at, random); break;
            }
        }

        return [.. text];
    }

    /// <summary>Moves a point: the file stays GeoJSON, and its topology breaks.</summary>
    private static void Digit(List<byte> text, int at, Random random)
    {
        var digit = text.FindIndex(at, letter => char.IsAsciiDigit((char)letter));
        if (digit >= 0)
        {
            text[digit] = (byte)('0' + random.Next(10));
        }
    }

    private static void AssertRefused(GridProblemKind kind, string file)
    {
        var report = ReadText(file).Report;

        Assert.Contains(kind, report.Problems.Select(problem => problem.Kind));
        Assert.All(report.Problems, problem => Assert.True(problem.Text.En.Length < 500));
    }
}
