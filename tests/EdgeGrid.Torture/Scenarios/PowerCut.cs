using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;
using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture.Scenarios;

/// <summary>
/// The power goes at any moment, in the middle of anything that the outbox does with its files. What a real outbox asked
/// of the kernel is written down once; each cycle cuts it off somewhere, leaves on the disk what a disk may leave, opens
/// that, and looks for every alert that had been promised.
/// </summary>
internal static class PowerCut
{
    /// <summary>So many alerts, and as many moments between them, for all cycles.</summary>
    private const int Steps = 400;

    public static Scenario Scenario { get; } = new(
        "power-cut", "The power goes: what was not synced is dropped, torn and reordered.", Cycles: 1000, RunAsync);

    private static async Task<Account> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var steps = await RecordAsync(trial, folder);
        var moments = Enumerable.Range(0, trial.Cycles).Select(_ => trial.Between(0, steps.Count)).Order().ToList();
        var (dice, disk, promises) = (trial.Dice(), new CutDisk(), new Promises());
        var (taken, kept, lost) = (0, 0, new List<string>());
        foreach (var cycle in trial.EachCycle())
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (; taken < moments[cycle - 1]; taken++)
            {
                disk.Take(steps[taken]);
                promises.Take(steps[taken]);
            }

            using var left = new TemporaryFolder();
            disk.LeaveIn(left.Path, dice);
            kept += await CheckAsync(trial, left.Path, promises, lost);
            trial.Progress($"{kept} alerts, pictures and blocks of readings looked for, {lost.Count} lost");
        }

        if (kept == 0)
        {
            trial.Fault("the outbox promised nothing");
        }

        return new Account(kept, kept - lost.Count, 0, lost, [], [], [], trial.Faults);
    }

    private static async Task<IReadOnlyList<DiskStep>> RecordAsync(Trial trial, TemporaryFolder folder)
    {
        var (output, data) = (folder.File("calls"), Directory.CreateDirectory(folder.File("data")).FullName);
        await using (var writer = RunningProcess.Start(
            "strace",
            [
                .. DiskTrace.Options(output),
                "dotnet", RunningProcess.PathOf("tests/EdgeGrid.Torture/EdgeGrid.Torture"), OutboxWriter.Name, data, $"{Math.Min(Steps, trial.Cycles * 4)}", $"{trial.Seed}",
            ]))
        {
            if (await writer.ExitsAsync(seconds: 300) != 0)
            {
                throw new TortureException($"the outbox could not be written down: {writer.Output}");
            }
        }

        return DiskTrace.Read(output, data);
    }

    // How many were promised.
    private static async Task<int> CheckAsync(Trial trial, string folder, Promises promises, List<string> lost)
    {
        var promised = promises.Open.ToList();
        try
        {
            await using var outbox = OutboxWriter.Open(folder);
            var found = Found(outbox, RecordKind.Alert).Concat(Found(outbox, RecordKind.Evidence)).Concat(Found(outbox, RecordKind.Readings)).ToHashSet(StringComparer.Ordinal);
            foreach (var identity in promised.Where(identity => !found.Contains(identity)))
            {
                var named = outbox.Losses.SinceStart.FirstOrDefault(line => Names(line, identity));

                // A cut destroys nothing that was synced: what is only named in the ledger is lost all the same.
                lost.Add($"cycle {trial.Cycle}: {identity}{(named is null ? "" : $": {named.Reason}, {named.Detail}")}");
            }

            if (promises.Given.Contains(outbox.Append(OutboxWriter.Alert("after the cut")).ToString()))
            {
                trial.Fault("an identity was given a second time");
            }

            outbox.Append(OutboxWriter.Reading(1));
            outbox.Flush();
            if (outbox.Status(Lane.Readings) is var status && promises.Given.Any(given => given.EndsWith($"/{status.Epoch}/{status.LastSequence}", StringComparison.Ordinal)))
            {
                trial.Fault("an identity of readings was given a second time");
            }
        }
        catch (OutboxException refused)
        {
            trial.Fault($"the outbox does not open: {refused.Message}");
        }

        return promised.Count;
    }

    private static IEnumerable<string> Found(LiteDbOutbox outbox, RecordKind kind)
    {
        RecordIdentity? last = null;
        while (outbox.Read(kind, last, 100) is { Count: > 0 } records)
        {
            foreach (var record in records)
            {
                last = record.Identity;
                yield return record.Identity.ToString();
            }
        }
    }

    private static bool Names(Loss line, string identity) =>
        identity.Split('/') is [_, var epoch, var sequence]
        && line.Epoch == epoch
        && long.Parse(sequence) is var number
        && (line.Count == 0 || (number >= line.Sequence && number < line.Sequence + line.Count));

    /// <summary>What the outbox has said by now.</summary>
    private sealed class Promises
    {
        private readonly HashSet<string> _open = [];

        /// <summary>Kept, and nobody has said that it may go.</summary>
        public IReadOnlyCollection<string> Open => _open;

        /// <summary>Every identity so far.</summary>
        public HashSet<string> Given { get; } = [];

        public void Take(DiskStep step)
        {
            if (step is not DiskStep.Say { Line: var line })
            {
                return;
            }

            if (line.StartsWith(OutboxWriter.Kept, StringComparison.Ordinal))
            {
                _open.Add(line[OutboxWriter.Kept.Length..]);
                Given.Add(line[OutboxWriter.Kept.Length..]);
            }
            else if (line.StartsWith(OutboxWriter.Done, StringComparison.Ordinal))
            {
                _open.Remove(line[OutboxWriter.Done.Length..]);
            }
        }
    }
}
