using System.CommandLine;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Faults;
using EdgeGrid.Simulator.Commands;

namespace EdgeGrid.Simulator.Devices;

/// <summary>Serves a simulated board with one device on it over a bus link.</summary>
internal static class BoardServing
{
    private static readonly Option<string?> Socket = new("--socket") { Description = "path of the bus link's socket; left out: one in the temporary folder", HelpName = "PATH" };

    private static readonly Option<BusFaultKind?> Fault = CommonOptions.Fault<BusFaultKind>("what is wrong with its bus, for as long as it runs");

    /// <summary>A device on a board, as a command.</summary>
    /// <param name="kind">Of its driver, and so the command's name.</param>
    /// <param name="description">One line.</param>
    /// <param name="options">Its own.</param>
    /// <param name="equip">Puts it on the board; returns what the configuration needs besides its bus: <c>"channel": 0</c>.</param>
    /// <param name="place">What the configuration calls the board: <c>bus</c>, or <c>chip</c> of what hangs on a pin.</param>
    /// <param name="mark">That it is simulated; an output measures nothing that would have to be marked.</param>
    public static Command Make(
        string kind, string description, IReadOnlyList<Option> options, Func<ParseResult, SimulatedBoard, string> equip, string place = "bus", string mark = "\"simulated\": true")
    {
        var command = new Command(kind, $"{description}, on a simulated board behind a bus link") { Socket, Fault };
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => ServeAsync(kind, parsed, (board, bus) => Line(kind, place, bus, equip(parsed, board), mark), cancellationToken));
        return command;
    }

    private static string Line(string kind, string place, string bus, params string[] rest) =>
        "{ " + string.Join(", ", [$"\"name\": \"{kind}\"", $"\"kind\": \"{kind}\"", $"\"{place}\": \"{bus}\"", .. rest.Where(part => part.Length > 0)]) + " }";

    private static async Task<int> ServeAsync(string kind, ParseResult parsed, Func<SimulatedBoard, string, string> equip, CancellationToken cancellationToken)
    {
        var board = new SimulatedBoard();
        if (parsed.GetValue(Fault) is { } fault)
        {
            board.I2c.Faults.Inject(new BusFault(fault));
            board.Gpio.Faults.Inject(new BusFault(fault));
        }

        try
        {
            var path = parsed.GetValue(Socket) ?? Path.Combine(Path.GetTempPath(), $"edgegrid-{kind}-{Environment.ProcessId}.sock");
            await using var server = BusLinkServer.Start(board, path);
            return await SimulatedDevices.ServeAsync(
                equip(board, server.Bus),
                cancelled => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled),
                cancellationToken);
        }
        catch (IOException e)
        {
            await System.Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
