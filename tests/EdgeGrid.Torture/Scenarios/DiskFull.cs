using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture.Scenarios;

/// <summary>
/// The gateways' disks are full, or take no writes, for a while, with the hub there or away; then they take them again.
/// No agent may end, and whatever was decided meanwhile is accepted and filed, or named in the ledger. In half of the cycles
/// the agents stand still when it begins, stopped or killed, with a backlog or without, and start on such a disk: while the
/// hub is there they must deliver from it, both what waits on it and what they keep in memory.
/// </summary>
internal static class DiskFull
{
    public const string NeedsRoot = "disk-full mounts small disks, and only root may: run it as root";

    public static Scenario Scenario { get; } = new("disk-full", "A full disk on a small tmpfs and on ext4, and a disk that takes no writes, under a running agent and at its start. As root.", Cycles: 60, RunAsync);

    private static async Task<Account> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new TortureException(NeedsRoot);
        }

        await using var memory = await SmallDisk.TmpfsAsync();
        await using var card = await SmallDisk.Ext4Async();
        SmallDisk[] disks = [memory, card];
        var plan = new SitePlan
        {
            Gateways = disks.Length,
            DataFolders = [.. disks.Select(disk => disk.DataFolder)],
            Bustle = Bustle.Modest,
            MayLose = true,
        };
        await using var cable = new FaultyCable(plan.BrokerPort, trial.Dice());
        await using var site = new Site(trial, plan with { GatewayPort = cable.Port });
        await site.StartAsync();
        var ends = new List<DateTimeOffset>();
        foreach (var _ in trial.EachCycle())
        {
            await Task.Delay(trial.Within(0.2, 2), TimeProvider.System, cancellationToken);
            var away = trial.Chance(0.5);
            if (away)
            {
                cable.Cut();
            }

            await Task.Delay(trial.Within(0, 1), TimeProvider.System, cancellationToken);
            var starts = trial.Chance(0.5);
            var words = starts ? await StartOnSpoiltAsync(site, disks, cable, trial, ends) : [await SpoilAsync(disks[0], trial), await SpoilAsync(disks[1], trial)];
            trial.Note($"{string.Join("; ", words)}; the hub {(away ? "away" : "there")}{(starts ? " before the start" : "")}");
            await Task.Delay(trial.Within(0.5, 6), TimeProvider.System, cancellationToken);
            await Task.WhenAll(disks.Select(disk => disk.RestoreAsync()));
            trial.Note("room again");
            var accepting = await Task.WhenAll(site.Gateways.Select(gateway => gateway.AcceptsAsync(1)));
            cable.Mend();
            if (accepting.Contains(false))
            {
                // One that hangs will not wake up for another round.
                break;
            }

            await Task.WhenAll(site.Gateways.Select(gateway => gateway.DeliversAsync(site.HubFile)));
            trial.Progress($"{site.AcceptedSoFar} accepted; {string.Join("; ", words)}; the hub {(away ? "away" : "there")}");
        }

        ends.Add(TimeProvider.System.GetUtcNow());
        var account = await site.SettleAsync();

        // A transition that waited for the disk and was dropped before it had a number is named by a number of its own.
        var named = (int)site.Gateways.Sum(gateway => gateway.Ledger.Named) - account.InLedger.Count;
        return account with { Lost = [.. account.Lost, .. HubRecords.Read(site.HubFile).HalfTold(ends).Skip(Math.Max(0, named))] };
    }

    private static async Task<string> SpoilAsync(SmallDisk disk, Trial trial)
    {
        if (disk.CanBeMadeUnwritable && trial.Chance(0.5))
        {
            await disk.MakeUnwritableAsync();
            return "unwritable";
        }

        // Room for a few pages and no more: the disk is full in the middle of something.
        var room = trial.Between(0, 48) * 1024;
        disk.Fill(room);
        return $"full but for {room / 1024} KB";
    }

    // They end before the disks are spoilt: what an agent keeps in memory dies with it, and nothing here may be lost.
    private static async Task<string[]> StartOnSpoiltAsync(Site site, SmallDisk[] disks, FaultyCable cable, Trial trial, List<DateTimeOffset> ends)
    {
        var kill = trial.Chance(0.5);
        if (kill)
        {
            await Task.WhenAll(site.Gateways.Select(gateway => gateway.StoresAgainAsync()));
        }

        await Task.WhenAll(site.Gateways.Select(gateway => kill ? gateway.Agent.KillAsync() : gateway.Agent.StopAsync()));
        ends.Add(TimeProvider.System.GetUtcNow());
        var words = new List<string>();
        foreach (var disk in disks)
        {
            if (trial.Chance(0.5))
            {
                await disk.MakeReadOnlyAsync();
                words.Add("read-only at the start");
                continue;
            }

            // Down to the last byte too: not even an empty file can be begun then.
            var room = trial.Chance(0.5) ? 0 : trial.Between(0, 48) * 1024;
            disk.Fill(room);
            words.Add($"full but for {room / 1024} KB at the start");
        }

        var there = trial.Chance(0.7);
        if (there)
        {
            cable.Mend();
        }

        await Task.WhenAll(site.Gateways.Select(gateway => gateway.Agent.StartAndWaitAsync()));
        await Task.WhenAll(site.Gateways.Select(gateway => gateway.AcceptsAsync(1)));
        if (there)
        {
            await Task.WhenAll(site.Gateways.Select(gateway => gateway.CatchesUpAsync(site.HubFile)));
        }

        words.Add($"{(kill ? "killed" : "stopped")} before, and the hub {(there ? "there" : "not mended")} after");
        return [.. words];
    }
}
