using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace EdgeGrid.Benchmarks;

/// <summary>One measured number.</summary>
/// <param name="Name">What: <c>alert append p99</c>.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">In words or symbols: <c>readings/s</c>, <c>ms</c>, <c>B/reading</c>.</param>
/// <param name="AtLeast">The mark it must reach, when more is better.</param>
/// <param name="AtMost">The mark it must not pass, when less is better.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? AtLeast = null, double? AtMost = null)
{
    /// <summary>Null without a mark.</summary>
    public bool? Reached =>
        AtLeast is null && AtMost is null ? null : !(Value < AtLeast) && !(Value > AtMost);
}

/// <summary>What one run found, where and when: the shape of every file in <c>results/</c>.</summary>
internal sealed record BenchmarkReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The subcommand.</summary>
    public required string Benchmark { get; init; }

    /// <summary>How to repeat it.</summary>
    public required string Command { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where.</summary>
    public required Machine Machine { get; init; }

    /// <summary>What was measured.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>To the terminal.</summary>
    public void Print()
    {
        var table = new Table { Title = new TableTitle(Benchmark), Caption = new TableTitle(Markup.Escape(Machine.ToString())) };
        table.AddColumn("figure");
        table.AddColumn(new TableColumn("measured").RightAligned());
        table.AddColumn("unit");
        table.AddColumn(new TableColumn("mark").RightAligned());
        foreach (var figure in Figures)
        {
            var mark = figure switch
            {
                { AtLeast: { } least } => "≥ " + Number(least),
                { AtMost: { } most } => "≤ " + Number(most),
                _ => "",
            };
            var colour = figure.Reached switch { true => "green", false => "red", _ => "default" };
            table.AddRow(Markup.Escape(figure.Name), $"[{colour}]{Number(figure.Value)}[/]", Markup.Escape(figure.Unit), mark);
        }

        AnsiConsole.Write(table);
    }

    /// <summary>To a file, whose folder is made.</summary>
    public async Task WriteAsync(FileInfo file, CancellationToken cancellationToken)
    {
        file.Directory?.Create();
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(stream, this, Json, cancellationToken);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.###", CultureInfo.InvariantCulture);
}
