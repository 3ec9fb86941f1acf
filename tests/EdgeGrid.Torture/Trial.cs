namespace EdgeGrid.Torture;

/// <summary>One run of a scenario: how long, the dice, and what went wrong on the way.</summary>
/// <param name="scenario">Its name.</param>
/// <param name="cycles">How often something is broken.</param>
/// <param name="seed">Of the dice.</param>
internal sealed class Trial(string scenario, int cycles, int seed)
{
    private readonly Random _dice = new(seed);
    private readonly List<string> _faults = [];
    private readonly SortedDictionary<string, int> _figures = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public string Scenario { get; } = scenario;

    public int Cycles { get; } = cycles;

    public int Seed { get; } = seed;

    /// <summary>The agent's native file; null for the built one.</summary>
    public string? AgentFile { get; init; }

    /// <summary>How many gateways, where a scenario asks.</summary>
    public int Gateways { get; init; } = 1;

    /// <summary>Where to write what the programs said; nowhere when null.</summary>
    public string? LogFile { get; init; }

    /// <summary>The one that runs, from 1 on; 0 before the first.</summary>
    public int Cycle { get; private set; }

    /// <summary>Ends of a program that nobody had asked for, and programs that ran and did not do their work.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What a scenario has counted besides alerts.</summary>
    public IReadOnlyDictionary<string, int> Figures => _figures;

    /// <summary>One after the other.</summary>
    public IEnumerable<int> EachCycle()
    {
        for (Cycle = 1; Cycle <= Cycles; Cycle++)
        {
            yield return Cycle;
        }
    }

    /// <summary>Counts something besides alerts.</summary>
    public void Count(string what, int more = 1) => _figures[what] = _figures.GetValueOrDefault(what) + more;

    /// <summary>A program failed, in words.</summary>
    public void Fault(string what)
    {
        lock (_lock)
        {
            _faults.Add(Cycle <= Cycles ? $"cycle {Cycle}: {what}" : $"at the end: {what}");
        }
    }

    /// <summary>What a program said in one of its lives.</summary>
    public void Log(string program, IEnumerable<string> lines)
    {
        if (LogFile is { } file)
        {
            lock (_lock)
            {
                File.AppendAllLines(file, lines.Select(line => $"[{Cycle}] {program}: {line}"));
            }
        }
    }

    /// <summary>What the scenario does, for the log.</summary>
    public void Note(string what) => Log("the scenario", [$"{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {what}"]);

    /// <summary>A moment within a span.</summary>
    public TimeSpan Within(double fromSeconds, double untilSeconds) =>
        TimeSpan.FromSeconds(fromSeconds + (_dice.NextDouble() * (untilSeconds - fromSeconds)));

    /// <summary>A number from one to another, both among them.</summary>
    public int Between(int least, int most) => _dice.Next(least, most + 1);

    /// <summary>True so often.</summary>
    public bool Chance(double probability) => _dice.NextDouble() < probability;

    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> several) => several[_dice.Next(several.Count)];

    /// <summary>All of several, in an order of the dice.</summary>
    public IReadOnlyList<T> Shuffle<T>(IEnumerable<T> several)
    {
        var all = several.ToArray();
        _dice.Shuffle(all);
        return all;
    }

    /// <summary>Dice of its own for what runs beside the scenario: its throws depend on nothing but the seed.</summary>
    public Random Dice(int offset = 0) => new(Seed + offset);

    /// <summary>Where a long run stands: a line that is written over in a terminal, one now and then in a file.</summary>
    public void Progress(string standing)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r\u001b[K{Scenario}: {Cycle} of {Cycles}, {standing}");
            if (Cycle == Cycles)
            {
                Console.Error.WriteLine();
            }
        }
        else if (Cycle % Math.Max(1, Cycles / 20) == 0)
        {
            Console.Error.WriteLine($"{Scenario}: {Cycle} of {Cycles}, {standing}");
        }
    }
}

/// <summary>A run cannot go on: the message says why in words.</summary>
internal sealed class TortureException(string message) : Exception(message);
