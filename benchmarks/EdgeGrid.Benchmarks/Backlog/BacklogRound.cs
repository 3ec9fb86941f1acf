using System.Globalization;
using EdgeGrid.Benchmarks.Rig;

namespace EdgeGrid.Benchmarks.Backlog;

/// <summary>One outage and what followed.</summary>
/// <param name="Readings">That waited when the hub came back.</param>
/// <param name="Drained">From the moment when the agent knew of the hub until the outbox was empty.</param>
/// <param name="CaseMilliseconds">Of each alert that was raised meanwhile: from the decision to the committed case.</param>
/// <param name="Raised">How many there were.</param>
/// <param name="Memory">Of the agent.</param>
internal sealed record BacklogRound(int Readings, TimeSpan Drained, IReadOnlyList<double> CaseMilliseconds, int Raised, OutageMemory Memory)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(4);

    /// <summary>Has the hub go, readings wait, and the hub come back.</summary>
    /// <param name="agent">Connected, its outbox empty.</param>
    /// <param name="memory">Its memory.</param>
    /// <param name="hub">There.</param>
    /// <param name="readings">How many come while it is away.</param>
    /// <param name="pace">How many a second.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BacklogRound> RunAsync(
        ChildProgram agent, MemoryWatch memory, HubProgram hub, int readings, int pace, CancellationToken cancellationToken)
    {
        memory.Take();
        await Task.Delay(Rest, TimeProvider.System, cancellationToken);
        var before = Sample.Median(memory.Take());
        await hub.KillAsync();
        await PourAsync(agent, readings, pace, cancellationToken);
        var growing = memory.Take();

        await hub.StartAsync(cancellationToken);
        var there = await agent.SaysAsync(BacklogAgent.HubIsThere, cancellationToken);
        await using var cases = await CaseWatch.StartAsync(hub, cancellationToken);
        await agent.TellAsync(BacklogAgent.Drain);
        var drained = (await agent.SaysAsync(BacklogAgent.Drained, cancellationToken)).Words.Split(' ');
        var emptyAt = new DateTimeOffset(long.Parse(drained[1], CultureInfo.InvariantCulture), TimeSpan.Zero);
        var raised = int.Parse(drained[2], CultureInfo.InvariantCulture);
        while (cases.Count < raised)
        {
            // They are committed: only their telling is under way.
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        var draining = memory.Take();
        await Task.Delay(Rest, TimeProvider.System, cancellationToken);
        return new BacklogRound(
            readings,
            emptyAt - there.At,
            cases.Milliseconds,
            raised,
            new OutageMemory(before, growing.Max(), growing[^1], draining.Max(), Sample.Median(memory.Take())));
    }

    /// <summary>Has readings come, and returns when they are on the disk.</summary>
    public static async Task PourAsync(ChildProgram agent, int readings, int pace, CancellationToken cancellationToken)
    {
        await agent.TellAsync(string.Create(CultureInfo.InvariantCulture, $"{BacklogAgent.Pour} {readings} {pace}"));
        await agent.SaysAsync(BacklogAgent.Poured, cancellationToken);
    }
}

/// <summary>Resident megabytes of an agent.</summary>
/// <param name="Before">The outage, at rest with the hub there.</param>
/// <param name="Peak">While readings came and none could go.</param>
/// <param name="AtEnd">When the last of them was on the disk.</param>
/// <param name="Draining">The peak while they went.</param>
/// <param name="After">At rest, all of them gone.</param>
internal sealed record OutageMemory(double Before, double Peak, double AtEnd, double Draining, double After);
