namespace EdgeGrid.Torture;

/// <summary>One run of a scenario: how long, and the dice.</summary>
/// <param name="scenario">Its name.</param>
/// <param name="cycles">How often something is broken.</param>
/// <param name="seed">Of the dice.</param>
/// <param name="agentFile">The agent's native file; null for the built one.</param>
internal sealed class Trial(string scenario, int cycles, int seed, string? agentFile)
{
    private readonly Random _dice = new(seed);

    public string Scenario { get; } = scenario;

    public int Cycles { get; } = cycles;

    public int Seed { get; } = seed;

    public string? AgentFile { get; } = agentFile;

    /// <summary>A moment within a span.</summary>
    public TimeSpan Within(double fromSeconds, double untilSeconds) =>
        TimeSpan.FromSeconds(fromSeconds + (_dice.NextDouble() * (untilSeconds - fromSeconds)));

    /// <summary>Where a long run stands: a line that is written over in a terminal, one now and then in a file.</summary>
    public void Progress(int cycle, string standing)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{Scenario}: {cycle} of {Cycles}, {standing}   ");
            if (cycle == Cycles)
            {
                Console.Error.WriteLine();
            }
        }
        else if (cycle % Math.Max(1, Cycles / 20) == 0)
        {
            Console.Error.WriteLine($"{Scenario}: {cycle} of {Cycles}, {standing}");
        }
    }
}
