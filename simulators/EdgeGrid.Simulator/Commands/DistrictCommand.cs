using System.CommandLine;
using EdgeGrid.Simulation.District;

namespace EdgeGrid.Simulator.Commands;

/// <summary><c>district</c>: a district's cells, for a hub.</summary>
internal static class DistrictCommand
{
    private static readonly Option<string> Output = new("--output") { Description = "the GeoJSON file to write", HelpName = "FILE", Required = true };

    private static readonly Option<int> Seed = new("--seed") { Description = "another number is another district", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("district", "Generates a district: 768 basic and 347 exclusive cells, no overlap, no gap.") { Output, Seed };
        command.SetAction(parsed =>
        {
            var district = DistrictGenerator.Generate(parsed.GetValue(Seed));
            var path = parsed.GetValue(Output)!;
            try
            {
                district.Write(path);
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                System.Console.Error.WriteLine($"{path} cannot be written: {unwritable.Message}");
                return 1;
            }

            System.Console.WriteLine($"{district.Name}: {district.Cells.Count} cells in {path}");
            return 0;
        });
        return command;
    }
}
