using System.Text;
using EdgeGrid.Agent.Outbox;

namespace EdgeGrid.Agent.Tests.Outbox;

/// <summary>What a worn SD card does to the files. LiteDB itself opens many a damaged file without a word.</summary>
public sealed class OutboxDamageTests
{
    [Fact]
    public async Task File_ThatIsNoDatabase_IsSetAsideAndAFreshEpochBegins()
    {
        await using var rig = new OutboxRig();
        var before = rig.Outbox.Append(OutboxRig.Alert());
        rig.Outbox.Append(OutboxRig.Reading(1));
        await rig.ReopenAsync(() => File.WriteAllText(Path.Combine(rig.Folder, "alerts.db"), new string('x', 20_000)));

        var after = rig.Outbox.Append(OutboxRig.Alert("after"));

        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal(1, after.Sequence);
        var aside = Assert.Single(Directory.GetFiles(rig.Folder, "alerts-*.aside"));
        var entry = Assert.Single(rig.Outbox.Losses.SinceStart);
        Assert.Equal((Lane.Alerts, LossReason.FileSetAside), (entry.Lane, entry.Reason));
        Assert.Contains(Path.GetFileName(aside), entry.Detail, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"file-set-aside\"", File.ReadAllText(Path.Combine(rig.Folder, "losses.jsonl")), StringComparison.Ordinal);
        Assert.True(rig.Log.Has(1304));
        Assert.Equal(1, rig.Outbox.Status(Lane.Readings).Pending);
    }

    [Fact]
    public async Task Record_WithChangedBytes_IsSkippedAndWrittenDownAndTheRestIsThere()
    {
        await using var rig = new OutboxRig();
        for (var i = 1; i <= 5; i++)
        {
            rig.Outbox.Append(OutboxRig.Alert($"measured number {i}"));
        }

        await rig.ReopenAsync(() => Overwrite(Path.Combine(rig.Folder, "alerts.db"), "measured number 3", "measured NUMBER 3"));

        Assert.Equal([1L, 2L, 4L, 5L], OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(record => record.Identity.Sequence));
        var losses = rig.Outbox.Losses.SinceStart;
        Assert.Contains(losses, entry => entry is { Reason: LossReason.DamagedRecord, Sequence: 3 });
        Assert.Contains(losses, entry => entry is { Reason: LossReason.Gap, Sequence: 3, Count: 1 });
        Assert.Equal(6, rig.Outbox.Append(OutboxRig.Alert()).Sequence);
    }

    [Fact]
    public async Task Block_DamagedWhileItIsOpen_IsWrittenDownOnceWithItsCountAndDoesNotStay()
    {
        await using var rig = new OutboxRig();
        for (var i = 0; i < 100; i++)
        {
            rig.Outbox.Append(OutboxRig.Reading(i));
        }

        rig.Outbox.Flush();
        Overwrite(Path.Combine(rig.Folder, "readings.db"), "kitchen-methane", "KITCHEN-METHANE");

        Assert.Empty(rig.Outbox.Read(RecordKind.Readings, 0, 10));
        Assert.Empty(rig.Outbox.Read(RecordKind.Readings, 0, 10));

        var entry = Assert.Single(rig.Outbox.Losses.SinceStart);
        Assert.Equal((LossReason.DamagedRecord, 1, 100), (entry.Reason, entry.Sequence, entry.Count));
        Assert.Equal(0, rig.Outbox.Status(Lane.Readings).Pending);
    }

    [Fact]
    public async Task File_DamagedAnywhere_NeverStopsTheOutboxAndNothingIsMissingWithoutALine()
    {
        const int alerts = 40;
        var random = new Random(11);
        await using var rig = new OutboxRig();
        for (var i = 1; i <= alerts; i++)
        {
            rig.Outbox.Append(OutboxRig.Alert($"alert {i}"));
        }

        var epoch = rig.Outbox.Status(Lane.Alerts).Epoch;
        await rig.Outbox.DisposeAsync();
        var path = Path.Combine(rig.Folder, "alerts.db");
        var whole = File.ReadAllBytes(path);
        for (var round = 0; round < 40; round++)
        {
            var damaged = whole.ToArray();
            if (round % 4 == 3)
            {
                damaged = damaged[..random.Next(1, damaged.Length)];
            }
            else
            {
                random.NextBytes(damaged.AsSpan(random.Next(damaged.Length - 64), 64));
            }

            File.WriteAllBytes(path, damaged);
            File.Delete(Path.Combine(rig.Folder, "alerts-log.db"));
            await using var outbox = rig.Open(rig.Folder);

            var found = OutboxRig.ReadAll(outbox, RecordKind.Alert);
            Assert.All(found, record => Assert.Equal($"alert {record.Identity.Sequence}", OutboxRig.Measured(record)));
            Assert.True(found.Count == alerts || outbox.Losses.SinceStart.Count > 0, $"round {round}: {found.Count} of {alerts} alerts, and no line in the ledger");
            var next = outbox.Append(OutboxRig.Alert());
            Assert.True(next.Epoch != epoch || next.Sequence > alerts, $"round {round}: sequence {next.Sequence} is used twice");
        }
    }

    [Fact]
    public async Task AsideFiles_BeyondHalfOfTheFolder_AreDeletedOldestFirst()
    {
        await using var rig = new OutboxRig(maxMegabytes: 4);
        await rig.ReopenAsync(() =>
        {
            for (var i = 0; i < 4; i++)
            {
                var path = Path.Combine(rig.Folder, $"readings-{i}{AsideFiles.Extension}");
                File.WriteAllBytes(path, new byte[900_000]);
                File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1 + i, 0, 0, 0, DateTimeKind.Utc));
            }
        });

        Assert.Equal(
            [$"readings-2{AsideFiles.Extension}", $"readings-3{AsideFiles.Extension}"],
            Directory.GetFiles(rig.Folder, "*" + AsideFiles.Extension).Select(path => Path.GetFileName(path)).Order());
    }

    [Fact]
    public async Task AsideFiles_WithOneMore_StayWithinHalfOfTheFolder()
    {
        await using var rig = new OutboxRig(maxMegabytes: 4);
        await rig.ReopenAsync(() =>
        {
            File.WriteAllBytes(Path.Combine(rig.Folder, $"readings-0{AsideFiles.Extension}"), new byte[1_900_000]);
            File.SetLastWriteTimeUtc(Path.Combine(rig.Folder, $"readings-0{AsideFiles.Extension}"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            File.WriteAllBytes(Path.Combine(rig.Folder, "alerts.db"), new byte[500_000]);
        });

        Assert.StartsWith("alerts-", Path.GetFileName(Assert.Single(Directory.GetFiles(rig.Folder, "*" + AsideFiles.Extension))));
    }

    private static void Overwrite(string file, string text, string by)
    {
        // The outbox may hold it open.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(at >= 0, $"'{text}' is not in {file}");
        stream.Position = at;
        stream.Write(Encoding.UTF8.GetBytes(by));
    }
}
