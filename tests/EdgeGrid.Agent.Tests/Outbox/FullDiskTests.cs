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

    [Fact]
    public async Task Outbox_OpenedOnAFullDisk_KeepsAlertsInMemoryAndOnTheDiskWhenThereIsRoom()
    {
        using var disk = SmallDisk.MountOrSkip();
        disk.Fill();
        await using var rig = new OutboxRig(folder: disk.Folder);
        Assert.NotNull(rig.Trouble.TakesNothing);
        Assert.True(rig.Log.Has(1313));

        var during = Enumerable.Range(1, 50).Select(i => rig.Outbox.Append(OutboxRig.Alert($"during {i}"))).ToList();
        Assert.True(rig.Outbox.Append(OutboxRig.Reading(1)));
        Assert.Equal(during, OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(record => record.Identity));

        disk.Free();
        await Eventually.HoldsAsync("the disk takes them", () => rig.Trouble.TakesNothing is null && rig.Outbox.Uncommitted == 0, seconds: 20);
        await using var image = rig.OpenCrashImage();
        Assert.Equal(during, OutboxRig.ReadAll(image, RecordKind.Alert).Select(record => record.Identity));
        Assert.Equal(1, image.Status(Lane.Readings).Pending);
        Assert.Empty(rig.Outbox.Losses.SinceStart);
    }

    [Fact]
    public async Task Outbox_OpenedOnAReadOnlyDisk_HandsOutWhatWaitsThereAndStoresWhenItCanAgain()
    {
        using var disk = SmallDisk.MountOrSkip();
        await using var rig = new OutboxRig(folder: disk.Folder);
        var before = Enumerable.Range(1, 3).Select(i => rig.Outbox.Append(OutboxRig.Alert($"before {i}"))).ToList();
        rig.Outbox.Append(OutboxRig.Reading(1));
        await rig.ReopenAsync(disk.MakeReadOnly);
        Assert.NotNull(rig.Trouble.TakesNothing);

        var during = rig.Outbox.Append(OutboxRig.Alert("during"));
        Assert.DoesNotContain(before, identity => identity.Epoch == during.Epoch);
        Assert.Equal([.. before, during], OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(record => record.Identity));
        Assert.Single(rig.Outbox.Read(RecordKind.Readings, null, 10));
        rig.Outbox.Remove(Lane.Alerts, before[0].Epoch, before[0].Sequence, 1);
        rig.Outbox.Discard(Lane.Alerts, before[1], "a line that waits for the disk");
        Assert.Equal([before[2], during], OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(record => record.Identity));

        disk.MakeWritable();
        await Eventually.HoldsAsync("the disk takes it", () => rig.Trouble.TakesNothing is null, seconds: 20);
        await Eventually.HoldsAsync("the ledger is written", () => File.Exists(Path.Combine(rig.Folder, "losses.jsonl")));
        await using var image = rig.OpenCrashImage();
        Assert.Equal([before[2], during], OutboxRig.ReadAll(image, RecordKind.Alert).Select(record => record.Identity));
        Assert.Single(File.ReadAllLines(Path.Combine(rig.Folder, "losses.jsonl")));
    }

    [Fact]
    public async Task Outbox_OnAReadOnlyDiskThatAnotherAgentUses_IsRefused()
    {
        using var disk = SmallDisk.MountOrSkip();
        await using var rig = new OutboxRig(folder: disk.Folder);
        await rig.ReopenAsync(disk.MakeReadOnly);

        var refused = Assert.Throws<OutboxException>(() => rig.Open(rig.Folder));

        Assert.Contains("is used by another agent", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outbox_WhoseFolderCannotBeMadeOnAReadOnlyDisk_RunsAndMakesItLater()
    {
        using var disk = SmallDisk.MountOrSkip();
        disk.MakeReadOnly();
        await using var rig = new OutboxRig(folder: Path.Combine(disk.Folder, "data"));

        var during = rig.Outbox.Append(OutboxRig.Alert("during"));
        disk.MakeWritable();

        await Eventually.HoldsAsync("the disk takes it", () => rig.Trouble.TakesNothing is null, seconds: 20);
        await using var image = rig.OpenCrashImage();
        Assert.Equal([during], OutboxRig.ReadAll(image, RecordKind.Alert).Select(record => record.Identity));
    }

    [Fact]
    public async Task File_TheHubHasAllOf_GoesWhenTheDiskTakesAgainHoweverOftenItCouldNot()
    {
        using var disk = SmallDisk.MountOrSkip();
        await using var rig = new OutboxRig(folder: disk.Folder);
        var before = rig.Outbox.Append(OutboxRig.Alert("before"));
        var file = rig.FileOf(Lane.Alerts);
        disk.Fill();
        var during = rig.Outbox.Append(OutboxRig.Alert("during"));

        // A full disk may still have room for the list of files; this way it surely cannot be written.
        var inTheWay = Directory.CreateDirectory(Path.Combine(rig.Folder, "alerts.list.new"));
        rig.Outbox.Remove(Lane.Alerts, before.Epoch, before.Sequence, 1);
        await Eventually.HoldsAsync("a round has found the disk full", () => rig.Log.Has(1306), seconds: 20);
        disk.Free();
        inTheWay.Delete();

        await Eventually.HoldsAsync("its file is gone, and the disk takes the other", () => !File.Exists(file) && rig.Trouble.TakesNothing is null, seconds: 20);

        await using var image = rig.OpenCrashImage();
        Assert.Equal([during], OutboxRig.ReadAll(image, RecordKind.Alert).Select(record => record.Identity));
    }

    [Fact]
    public async Task Alerts_InMemoryBehindAFileTheHubHasAllOf_AreOnTheDiskWhenTheOutboxIsClosed()
    {
        using var disk = SmallDisk.MountOrSkip();
        await using var rig = new OutboxRig(folder: disk.Folder);
        var before = rig.Outbox.Append(OutboxRig.Alert("before"));
        disk.Fill();
        var during = rig.Outbox.Append(OutboxRig.Alert("during"));
        rig.Outbox.Remove(Lane.Alerts, before.Epoch, before.Sequence, 1);
        disk.Free();

        await rig.ReopenAsync();

        Assert.Equal([during], OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(record => record.Identity));
    }
}
