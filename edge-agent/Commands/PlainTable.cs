namespace EdgeGrid.Agent.Commands;

/// <summary>Columns of text, as wide as they need to be; the last is never cut, whether on a terminal or in a pipe.</summary>
internal static class PlainTable
{
    public static void Write(TextWriter output, string[] heads, IEnumerable<string[]> rows)
    {
        List<string[]> all = [heads, .. rows];
        var widths = heads.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
        {
            output.WriteLine(string.Concat(row.Select((cell, column) => cell.PadRight(widths[column] + 2))).TrimEnd());
        }
    }
}
