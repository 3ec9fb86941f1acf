using System.CommandLine;
using EdgeGrid.Hub.Grids.Reading;
using Terminal = System.Console;

namespace EdgeGrid.Hub.Grids;

/// <summary><c>hub grids check</c>: what the import would say, without a hub.</summary>
internal static class GridCommands
{
    private const int Failed = 1;
    private const int Misused = 2;

    private static readonly Argument<string> File = new("file") { Description = "GeoJSON of a district's cells." };

    private static readonly Option<string> Codes = new("--grid-codes")
    {
        Description = $"How codes are written: {GridCodeSchemes.Names}.",
        DefaultValueFactory = _ => GridCodeSchemes.Default,
    };

    public static Command Create()
    {
        var check = new Command("check", "Reports overlaps, gaps, bad rings, wrong and duplicate codes. Exit code 1 when there are errors.") { File, Codes };
        check.SetAction(parsed => Check(parsed.GetRequiredValue(File), parsed.GetRequiredValue(Codes)));
        return new Command("grids", "The district's cells.") { check };
    }

    private static int Check(string path, string codes)
    {
        if (GridCodeSchemes.Of(codes) is not { } scheme)
        {
            Terminal.Error.WriteLine($"--grid-codes is '{codes}', but must be {GridCodeSchemes.Names}.");
            return Misused;
        }

        if (!System.IO.File.Exists(path))
        {
            Terminal.Error.WriteLine($"There is no file {path}.");
            return Misused;
        }

        try
        {
            return Tell(path, GridFile.Read(path, scheme));
        }
        catch (InvalidDataException e)
        {
            Terminal.Error.WriteLine(e.Message);
            return Failed;
        }
    }

    private static int Tell(string path, GridReading reading)
    {
        var report = reading.Report;
        foreach (var problem in report.Problems)
        {
            Terminal.Out.WriteLine($"{problem.Severity.ToString().ToLowerInvariant(),-7} {problem}");
        }

        if (report.NotListed > 0)
        {
            Terminal.Out.WriteLine($"and {report.NotListed} more");
        }

        int Count(GridLevel level) => reading.Areas.Count(area => area.Level == level);
        var basic = reading.Cells.Count(cell => cell.Kind == GridKind.Basic);
        Terminal.Out.WriteLine(
            $"{path}: {reading.Cells.Count} cells ({basic} basic, {reading.Cells.Count - basic} exclusive), {Count(GridLevel.Community)} communities, {Count(GridLevel.Street)} streets; {report.Errors} errors, {report.Warnings} warnings");
        return report.Errors == 0 ? 0 : Failed;
    }
}
