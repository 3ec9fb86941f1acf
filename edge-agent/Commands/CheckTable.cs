using Spectre.Console;

namespace EdgeGrid.Agent.Commands;

/// <summary>The table of <c>agent check</c>: wrapped to a terminal, and never cut where it is piped into a file.</summary>
internal static class CheckTable
{
    // Wider than any row: a pipe has no width.
    private const int Unlimited = 2000;

    public static void Write(TextWriter output, IReadOnlyList<ProbeResult> results)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var piped = !ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected;
        if (piped)
        {
            console.Profile.Width = Unlimited;
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("device", "kind", "found", "identity", "sample, or the reason why not");
        if (piped)
        {
            foreach (var column in table.Columns)
            {
                column.NoWrap();
            }
        }

        foreach (var result in results)
        {
            table.AddRow(
                new Text(result.Name),
                new Text(result.Kind),
                new Text(result.Found ? "yes" : "NO", new Style(result.Found ? Color.Green : Color.Red)),
                new Text(result.Identity),
                new Text(result.Result));
        }

        console.Write(table);
    }
}
