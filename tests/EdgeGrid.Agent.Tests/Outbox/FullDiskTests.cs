using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Outbox;

/// <summary>A real file system that is full, or that takes no writes any more.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Alert_WhileTheDiskIsFull_IsKeptInMemoryAndOnTheDiskWhenThereIsRoom()
    {
        using var disk = SmallDisk.MountOrSkip();
        await using var rig = new OutboxRig(folder: disk.Folder);
        var before = rig.Outbox.Append(OutboxRig.Alert("before"));
        disk.Fill();

        var during = Enumerable.Range(1, 50).Select(i => rig.Outbox.Append(OutboxRig.Alert($"during {i}"))).ToList();

        Assert.NotEqual(before.Epoch, during[0].Epoch);
        Assert.Equal(["before", .. Enumerable.Range(1, 50).Select(i => $"during {i}")], OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(OutboxRig.Measured));
        Assert.True(rig.Log.Has(1302));
        Assert.NotNull(rig.Trouble.TakesNothing);
        Assert.Null(rig.Outbox.AppendEvidence("a1", new byte[1000], simulated: false));

        disk.Free();
        await Eventually.HoldsAsync("the disk takes them", () => rig.Trouble.TakesNothing is null, seconds: 20);
        await using var image = rig.OpenCrashImage();
        Assert.Equal([before, .. during], OutboxRig.ReadAll(image, RecordKind.Alert).Select(record => record.Identity));
        Assert.Empty(rig.Outbox.Losses.SinceStart);
    }

    [Fact]
    public async Task Alerts_MoreThanMemoryHolds_AreWrittenDownAsSoonAsThereIsRoom()
    {
        using var disk = SmallDisk.MountOrSkip();
        await using var rig = new OutboxRig(folder: disk.Folder);
        rig.Outbox.Append(OutboxRig.Alert());
        disk.Fill();

        var during = Enumerable.Range(0, LiteDbOutbox.MaxAlertsInMemory + 5).Select(i => rig.Outbox.Append(OutboxRig.Alert($"during {i}"))).ToList();
        disk.Free();

        await Eventually.HoldsAsync("the disk takes them", () => rig.Trouble.TakesNothing is null, seconds: 20);
        await Eventually.HoldsAsync("the ledger is written", () => File.Exists(Path.Combine(rig.Folder, "losses.jsonl")));
        Assert.Equal(
            during.Take(5).Select(identity => (identity.Epoch, identity.Sequence, 1L, LossReasons.MemoryFull)),
            rig.Outbox.Losses.SinceStart.Select(entry => (entry.Epoch!, entry.Sequence, entry.Count, entry.Reason)));
        Assert.Equal(5, File.ReadAllLines(Path.Combine(rig.Folder, "losses.jsonl")).Length);
        await using var image = rig.OpenCrashImage();
        Assert.Equal(during.Skip(5), OutboxRig.ReadAll(image, RecordKind.Alert).Skip(1).Select(record => record.Identity));
    }

    [Fact]
    public async Task Alerts_BeforeDuringAndAfter_StayInOrder()
    {
        using var disk = SmallDisk.MountOrSkip();
        await using var rig = new OutboxRig(folder: disk.Folder);
        rig.Outbox.Append(OutboxRig.Alert("before"));
        disk.Fill();
        rig.Outbox.Append(OutboxRig.Reading(1));
        rig.Outbox.Append(OutboxRig.Alert("during"));
        disk.Free();
        rig.Outbox.Append(OutboxRig.Alert("after"));

        Assert.Equal(["before", "during", "after"], OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(OutboxRig.Measured));
        await rig.ReopenAsync();
        Assert.Equal(["before", "during", "after"], OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(OutboxRig.Measured));
        Assert.Equal(1, rig.Outbox.Status(Lane.Readings).Pending);
    }
}
