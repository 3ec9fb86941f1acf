using System.CommandLine;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Site;

namespace EdgeGrid.Simulator.Commands;

/// <summary><c>building</c>: the board of a building's gateway, for an agent in another process.</summary>
internal static class BuildingCommand
{
    private static readonly Option<string> Socket = new("--socket")
    {
        Description = "where the agent finds the board: \"bus\": \"sim:PATH\" and \"chip\": \"sim:PATH\" in its configuration",
        HelpName = "PATH",
        Required = true,
    };

    private static readonly Option<double> Methane = new("--methane") { Description = "in the kitchen, %LEL", HelpName = "PERCENT" };

    private static readonly Option<double> CarbonMonoxide = new("--carbon-monoxide") { Description = "in the boiler room, ppm", HelpName = "PPM" };

    private static readonly Option<bool> Smoke = new("--smoke") { Description = "the smoke alarm's contact is closed" };

    public static Command Create()
    {
        var command = new Command(
            "building",
            "Serves the simulated board of deploy/examples/building.jsonc over the bus link, until Ctrl-C.")
        {
            Socket, Methane, CarbonMonoxide, Smoke,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var site = new BuildingSite(TimeProvider.System);
            site.MethanePercentLel.MoveTo(parsed.GetValue(Methane), TimeSpan.Zero);
            site.CarbonMonoxidePpm.MoveTo(parsed.GetValue(CarbonMonoxide), TimeSpan.Zero);
            site.SmokeAlarm.Active = parsed.GetValue(Smoke);
            try
            {
                await using var server = BusLinkServer.Start(site.Board, Path.GetFullPath(parsed.GetValue(Socket)!));
                site.Siren.Switched += (_, _) => System.Console.WriteLine($"siren {(site.Siren.IsOn ? "on" : "off")}");
                System.Console.WriteLine($"serving {server.Bus}");
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
                    .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                return 0;
            }
            catch (IOException taken)
            {
                await System.Console.Error.WriteLineAsync(taken.Message);
                return 1;
            }
        });
        return command;
    }
}
