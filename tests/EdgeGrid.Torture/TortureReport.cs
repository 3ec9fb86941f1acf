using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EdgeGrid.Torture;

/// <summary>The account of one run, and how to repeat it.</summary>
internal sealed record TortureReport
{
    private const int Shown = 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public required string Scenario { get; init; }

    public required int Cycles { get; init; }

    public required int Seed { get; init; }

    public required double Seconds { get; init; }

    public required string Machine { get; init; }

    /// <summary>Transitions that the gateways had on their disks, by their own words.</summary>
    public required int Accepted { get; init; }

    /// <summary>Transitions in the hub's store.</summary>
    public required int Filed { get; init; }

    public required int Cases { get; init; }

    /// <summary>Neither in the store nor in the ledger.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Not in the store, but named in the ledger.</summary>
    public required IReadOnlyList<string> InLedger { get; init; }

    public required IReadOnlyList<string> Twice { get; init; }

    /// <summary>Committed in another order than they happened.</summary>
    public required IReadOnlyList<string> Disordered { get; init; }

    /// <summary>Programs that ended, or did not do their work.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>What the scenario has counted besides.</summary>
    public required IReadOnlyDictionary<string, int> Figures { get; init; }

    public required bool IsClean { get; init; }

    public static TortureReport Of(Trial trial, Account account, TimeSpan took) => new()
    {
        Scenario = trial.Scenario,
        Cycles = trial.Cycles,
        Seed = trial.Seed,
        Seconds = Math.Round(took.TotalSeconds, 1),
        Machine = $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}",
        Accepted = account.Accepted,
        Filed = account.Filed,
        Cases = account.Cases,
        Lost = account.Lost,
        InLedger = account.InLedger,
        Twice = account.Twice,
        Disordered = account.Disordered,
        Faults = account.Faults,
        Figures = trial.Figures,
        IsClean = account.IsClean,
    };

    public void Print(TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Scenario}: {Cycles} cycles in {Seconds} s (seed {Seed})"));
        to.WriteLine($"  accepted at the edge {Accepted}, filed at the hub {Filed}, in {Cases} cases");
        to.WriteLine($"  lost {Lost.Count}, in the loss ledger {InLedger.Count}, twice {Twice.Count}, out of order {Disordered.Count}, faults {Faults.Count}");
        if (Figures.Count > 0)
        {
            to.WriteLine($"  {string.Join(", ", Figures.Select(figure => $"{figure.Key} {figure.Value}"))}");
        }

        Print(to, "lost", Lost);
        Print(to, "twice", Twice);
        Print(to, "out of order", Disordered);
        Print(to, "fault", Faults);
    }

    public async Task WriteAsync(FileInfo file, CancellationToken cancellationToken)
    {
        file.Directory?.Create();
        await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(this, Json) + "\n", cancellationToken);
    }

    private static void Print(TextWriter to, string what, IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Take(Shown))
        {
            to.WriteLine($"  {what}: {line}");
        }
    }
}
