using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Outbox;

/// <summary>What this outbox does beyond what every outbox must (<see cref="LiteDbOutboxConformance"/>).</summary>
public sealed class LiteDbOutboxTests
{
    [Fact]
    public async Task Alert_AppendedBeforeTheProcessIsKilled_IsThereAfterwards()
    {
        await using var rig = new OutboxRig();
        for (var i = 1; i <= 25; i++)
        {
            rig.Outbox.Append(OutboxRig.Alert($"alert {i}"));
            if (i % 5 == 0)
            {
                await using var image = rig.OpenCrashImage();
                Assert.Equal(Enumerable.Range(1, i).Select(n => $"alert {n}"), OutboxRig.ReadAll(image, RecordKind.Alert).Select(OutboxRig.Measured));
                Assert.Empty(image.Losses.SinceStart);
                Assert.Equal(i + 1, image.Append(OutboxRig.Alert()).Sequence);
            }
        }
    }

    [Fact]
    public async Task Readings_Committed_AreThereAfterTheProcessIsKilled()
    {
        await using var rig = new OutboxRig();
        for (var i = 0; i < 12_000; i++)
        {
            Assert.True(rig.Outbox.Append(OutboxRig.Reading(i)));
        }

        rig.Outbox.Flush();
        await using var image = rig.OpenCrashImage();

        var values = OutboxRig.ReadAll(image, RecordKind.Readings).SelectMany(Values).ToList();
        Assert.Equal(Enumerable.Range(0, 12_000).Select(i => i * 1.1), values);
    }

    [Fact]
    public async Task Readings_FewAndOld_AreCommittedByThemselves()
    {
        await using var rig = new OutboxRig();
        rig.Outbox.Append(OutboxRig.Reading(1));

        await Eventually.HoldsAsync(
            "the reading is committed", () => rig.Outbox.Status(Lane.Readings).LastSequence == 1 && rig.Outbox.Uncommitted == 0);
    }

    [Fact]
    public async Task Remove_OutOfOrder_HidesTheRecordAndLeavesNoGap()
    {
        await using var rig = new OutboxRig();
        var epoch = "";
        for (var i = 0; i < 5; i++)
        {
            epoch = rig.Outbox.Append(OutboxRig.Alert()).Epoch;
        }

        rig.Outbox.Remove(Lane.Alerts, epoch, 3, 1);
        rig.Outbox.Remove(Lane.Alerts, epoch, 3, 1);
        rig.Outbox.Remove(Lane.Alerts, "ffffffffffffffffffffffffffffffff", 1, 1);

        Assert.Equal([1L, 2L, 4L, 5L], OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(record => record.Identity.Sequence));
        Assert.Equal(4, rig.Outbox.Status(Lane.Alerts).Pending);

        rig.Outbox.Remove(Lane.Alerts, epoch, 1, 2);
        await rig.ReopenAsync();
        Assert.Equal([4L, 5L], OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(record => record.Identity.Sequence));
        Assert.Empty(rig.Outbox.Losses.SinceStart);
    }

    [Fact]
    public async Task Evidence_TooLargeOrTooMuch_IsRefusedAndAlertsGoOn()
    {
        await using var rig = new OutboxRig(maxMegabytes: 8);
        var picture = new byte[LiteDbOutbox.MaxEvidenceBytes];

        Assert.Null(rig.Outbox.AppendEvidence("a1", new byte[picture.Length + 1], simulated: false));
        Assert.NotNull(rig.Outbox.AppendEvidence("a1", picture, simulated: false));
        Assert.Null(rig.Outbox.AppendEvidence("a1", picture, simulated: false));
        Assert.Equal(2, rig.Outbox.Append(OutboxRig.Alert()).Sequence);
        Assert.Equal(2, rig.Log.Lines.Count(line => line.EventId == 1307));
    }

    [Fact]
    public async Task Evidence_InALaneFullOfAlerts_IsRefusedAndPushesOutNone()
    {
        await using var rig = new OutboxRig(maxMegabytes: 4);
        for (var i = 0; i < 60; i++)
        {
            rig.Outbox.Append(OutboxRig.Alert(new string('x', 3_000)));
        }

        Assert.Null(rig.Outbox.AppendEvidence("a1", new byte[300_000], simulated: false));
        Assert.Equal(60, rig.Outbox.Status(Lane.Alerts).Pending);
        Assert.Empty(rig.Outbox.Losses.SinceStart);
    }

    [Fact]
    public async Task Folder_FilledByReadings_NeverGrowsBeyondItsLimitAndTheOldestGo()
    {
        const int megabytes = 6;
        await using var rig = new OutboxRig(megabytes);
        var alert = rig.Outbox.Append(OutboxRig.Alert("kept"));
        long largest = 0;
        var made = 0;
        while (made < 900_000)
        {
            for (var i = 0; i < 30_000; i++)
            {
                rig.Outbox.Append(OutboxRig.Reading(made++));
            }

            rig.Outbox.Flush();
            largest = Math.Max(largest, new DirectoryInfo(rig.Folder).GetFiles().Sum(LengthOf));
        }

        Assert.InRange(largest, 1, megabytes * 1024L * 1024L);
        var kept = OutboxRig.ReadAll(rig.Outbox, RecordKind.Readings);
        var lost = rig.Outbox.Losses.SinceStart;
        Assert.All(lost, entry => Assert.Equal((OutboxLane.Readings, LossReasons.Full), (entry.Lane, entry.Reason)));
        Assert.Equal(rig.Outbox.Status(Lane.Readings).LastSequence, lost.Sum(entry => entry.Count) + kept.Sum(record => (long)record.Identity.Count));
        Assert.Equal(lost.Sum(entry => entry.Count) + 1, kept[0].Identity.Sequence);
        Assert.Equal("kept", OutboxRig.Measured(Assert.Single(rig.Outbox.Read(RecordKind.Alert, null, 2))));
    }

    [Fact]
    public async Task Folder_OfABacklogThatTheHubHas_IsSmallAgain()
    {
        await using var rig = new OutboxRig(maxMegabytes: 32);
        for (var i = 0; i < 400_000; i++)
        {
            while (!rig.Outbox.Append(OutboxRig.Reading(i)))
            {
                rig.Outbox.Flush();
            }
        }

        rig.Outbox.Flush();
        Assert.True(rig.Files(Lane.Readings).Count > 2);
        foreach (var record in OutboxRig.ReadAll(rig.Outbox, RecordKind.Readings))
        {
            rig.Outbox.Remove(Lane.Readings, record.Identity.Epoch, record.Identity.Sequence, record.Identity.Count);
        }

        await Eventually.HoldsAsync("one small file is left", () => rig.Files(Lane.Readings) is [var last] && new FileInfo(last).Length < 1 << 20, seconds: 30);
        Assert.Equal(400_000, rig.Outbox.Status(Lane.Readings).LastSequence);
        Assert.Empty(rig.Outbox.Losses.SinceStart);
    }

    [Fact]
    public async Task Backlog_InManyFiles_IsReadInOrderAfterTheProcessIsKilled()
    {
        await using var rig = new OutboxRig(maxMegabytes: 16);
        var identities = Enumerable.Range(1, 400).Select(i => rig.Outbox.Append(OutboxRig.Alert($"alert {i} {new string('x', 2000)}"))).ToList();
        Assert.True(rig.Files(Lane.Alerts).Count > 2);

        await using var image = rig.OpenCrashImage();

        Assert.Equal(identities, OutboxRig.ReadAll(image, RecordKind.Alert).Select(record => record.Identity));
        Assert.Equal(401, image.Append(OutboxRig.Alert()).Sequence);
        Assert.Empty(image.Losses.SinceStart);
    }

    [Fact]
    public async Task Folder_InUseByAnotherAgent_IsRefusedInWords()
    {
        await using var rig = new OutboxRig();

        var refused = Assert.Throws<OutboxException>(() => rig.Open(rig.Folder));

        Assert.Contains("is used by another agent", refused.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<StoredReading> Read(OutboxRecord record)
    {
        Assert.Null(ReadingBlockReader.TryRead(record.Payload.Span, out var readings));
        return readings;
    }

    private static IEnumerable<double> Values(OutboxRecord record) => Read(record).Select(reading => reading.Value);

    /// <summary>Nothing of a file that has gone since it was listed.</summary>
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
