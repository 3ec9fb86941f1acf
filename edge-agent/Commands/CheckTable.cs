using Spectre.Console;

namespace EdgeGrid.Agent.Commands;

/// <summary>The table of <c>agent check</c>: wrapped to a terminal, and never cut where it is piped into a file.</summary>
internal static class CheckTable
{
    // Wider than any row: a pipe has no width.
    private const int Unlimited = 2000;

    public static void Write(TextWriter output, IReadOnlyList<ProbeResult> results)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
        {
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(Table(results, wrap: true));
            return;
        }

        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Unlimited;
        console.Write(Table(results, wrap: false));
        foreach (var line in text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            output.WriteLine(line);
        }
    }

    private static Table Table(IReadOnlyList<ProbeResult> results, bool wrap)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("device", "kind", "found", "identity", "sample, or the reason why not");
        foreach (var column in table.Columns)
        {
            column.NoWrap = !wrap;
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

        return table;
    }
}
