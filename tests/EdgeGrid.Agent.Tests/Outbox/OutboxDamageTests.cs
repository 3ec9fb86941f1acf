using System.Text;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;

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
        await rig.ReopenAsync(() => File.WriteAllText(rig.FileOf(Lane.Alerts), new string('x', 20_000)));

        var after = rig.Outbox.Append(OutboxRig.Alert("after"));

        Assert.NotEqual(before.Epoch, after.Epoch);
        var aside = Assert.Single(Directory.GetFiles(rig.Folder, "alerts-*.aside"));
        var entry = Assert.Single(rig.Outbox.Losses.SinceStart);
        Assert.Equal((OutboxLane.Alerts, LossReasons.FileSetAside, before.Epoch), (entry.Lane, entry.Reason, entry.Epoch));
        Assert.Contains(Path.GetFileName(aside), entry.Detail, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"file-set-aside\"", File.ReadAllText(Path.Combine(rig.Folder, "losses.jsonl")), StringComparison.Ordinal);
        Assert.True(rig.Log.Has(1304));
        Assert.Contains(Path.GetFileName(aside), rig.Trouble.TakeDamage(), StringComparison.Ordinal);
        Assert.Equal(1, rig.Outbox.Status(Lane.Readings).Pending);
        await Eventually.HoldsAsync("the hub will be told", () => rig.Outbox.Read(RecordKind.Loss, null, 10) is [var told]
            && Encoding.UTF8.GetString(told.Payload.Span).Contains("\"reason\":\"file-set-aside\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_WithoutItsFirstPages_GivesItsAlertsAllTheSame()
    {
        await using var rig = new OutboxRig();
        var identities = Enumerable.Range(1, 30).Select(i => rig.Outbox.Append(OutboxRig.Alert($"alert {i}"))).ToList();
        await rig.ReopenAsync(() => Zero(rig.FileOf(Lane.Alerts), 0, 2 * 8192));

        var saved = OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert);

        Assert.Equal(identities, saved.Select(record => record.Identity));
        Assert.Equal(Enumerable.Range(1, 30).Select(i => $"alert {i}"), saved.Select(OutboxRig.Measured));
        Assert.NotEqual(identities[0].Epoch, rig.Outbox.Append(OutboxRig.Alert()).Epoch);
        Assert.All(rig.Outbox.Losses.SinceStart, entry => Assert.Equal(LossReasons.FileSetAside, entry.Reason));
    }

    [Fact]
    public async Task Record_WithChangedBytes_IsWrittenDownOnceAndTheRestIsThere()
    {
        await using var rig = new OutboxRig();
        var identities = Enumerable.Range(1, 5).Select(i => rig.Outbox.Append(OutboxRig.Alert($"measured number {i}"))).ToList();
        await rig.ReopenAsync(() => Overwrite(rig.FileOf(Lane.Alerts), "measured number 3", "measured NUMBER 3"));

        Assert.Equal(identities.Where(identity => identity.Sequence != 3), OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Select(record => record.Identity));
        var entry = Assert.Single(rig.Outbox.Losses.SinceStart, entry => entry.Reason == LossReasons.Gap);
        Assert.Equal((LossReasons.Gap, identities[0].Epoch, 3, 1), (entry.Reason, entry.Epoch, entry.Sequence, entry.Count));
        Assert.NotEqual(identities[0].Epoch, rig.Outbox.Append(OutboxRig.Alert()).Epoch);

        await rig.ReopenAsync();
        Assert.Equal(5, OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert).Count);
        Assert.Empty(rig.Outbox.Losses.SinceStart);
    }

    [Fact]
    public async Task Pictures_InAFileWithADamagedPage_AreThereButForTheOneInIt()
    {
        await using var rig = new OutboxRig();
        var pictures = Enumerable.Range(1, 3).Select(i => Enumerable.Repeat((byte)i, 40_000).ToArray()).ToList();
        pictures.ForEach(picture => rig.Outbox.AppendEvidence("a1", picture, simulated: false));
        await rig.ReopenAsync(() => Zero(rig.FileOf(Lane.Alerts), PageOf(rig.FileOf(Lane.Alerts), new string((char)2, 8000)), 8192));

        var saved = OutboxRig.ReadAll(rig.Outbox, RecordKind.Evidence);

        Assert.Equal([pictures[0], pictures[2]], saved.Select(record => record.Payload.ToArray()));
        Assert.Contains(rig.Outbox.Losses.SinceStart, entry => (entry.Reason, entry.Sequence, entry.Count) == (LossReasons.Gap, 2, 1));
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
        for (var i = 0; i < 256; i++)
        {
            // The tail is full then, and the block stands in a page.
            rig.Outbox.Append(OutboxRig.Reading(i));
            rig.Outbox.Flush();
        }

        Overwrite(rig.FileOf(Lane.Readings), "kitchen-methane", "KITCHEN-METHANE");

        Assert.Equal(256, OutboxRig.ReadAll(rig.Outbox, RecordKind.Readings).Count);
        Assert.Equal(256, OutboxRig.ReadAll(rig.Outbox, RecordKind.Readings).Count);

        var entry = Assert.Single(rig.Outbox.Losses.SinceStart);
        Assert.Equal((LossReasons.Gap, 1, 100), (entry.Reason, entry.Sequence, entry.Count));
        Assert.Equal(256, rig.Outbox.Status(Lane.Readings).Pending);
    }

    [Fact]
    public async Task File_ThatIsGone_IsNoticedAndWrittenDown()
    {
        await using var rig = new OutboxRig();
        var before = rig.Outbox.Append(OutboxRig.Alert());
        await rig.ReopenAsync(() => File.Delete(rig.FileOf(Lane.Alerts)));

        var entry = Assert.Single(rig.Outbox.Losses.SinceStart);
        Assert.Equal((LossReasons.FileMissing, before.Epoch), (entry.Reason, entry.Epoch));
        Assert.NotEqual(before.Epoch, rig.Outbox.Append(OutboxRig.Alert()).Epoch);
        Assert.NotNull(rig.Trouble.TakeDamage());

        await rig.ReopenAsync();
        Assert.Empty(rig.Outbox.Losses.SinceStart);
    }

    [Fact]
    public async Task File_ThatIsGoneAfterAnEarlierOneWasDamagedTwice_IsNoticedAndTheEarlierOneIsNotMissed()
    {
        await using var rig = new OutboxRig();
        var first = Enumerable.Range(1, 5).Select(i => rig.Outbox.Append(OutboxRig.Alert($"measured number {i}"))).ToList();
        await rig.ReopenAsync(() => Overwrite(rig.FileOf(Lane.Alerts), "measured number 3", "measured NUMBER 3"));
        var second = rig.Outbox.Append(OutboxRig.Alert());
        await rig.ReopenAsync(() => Overwrite(rig.Files(Lane.Alerts)[0], "measured number 4", "measured NUMBER 4"));
        await rig.ReopenAsync(() => File.WriteAllText(rig.Files(Lane.Alerts)[0], "This is no outbox."));

        await rig.ReopenAsync(() => File.Delete(rig.FileOf(Lane.Alerts)));

        Assert.NotEqual(first[0].Epoch, second.Epoch);
        var entry = Assert.Single(rig.Outbox.Losses.SinceStart);
        Assert.Equal((LossReasons.FileMissing, second.Epoch), (entry.Reason, entry.Epoch));
    }

    [Fact]
    public async Task Loss_ThatNobodyWasToldBeforeTheEnd_IsToldAfterTheNextStart()
    {
        await using var rig = new OutboxRig();
        await rig.ReopenAsync(() => new LossLedger(rig.Folder, _ => { }).Write(new Loss
        {
            Lane = OutboxLane.Readings, Epoch = "e", Sequence = 7, Count = 3, Reason = LossReasons.Full, At = DateTimeOffset.UnixEpoch, Detail = "told late",
        }));

        await Eventually.HoldsAsync("the hub will be told", () => Told() is [var told] && told.Contains("told late", StringComparison.Ordinal));
        await Eventually.HoldsAsync("that is written down", () => !File.Exists(Path.Combine(rig.Folder, "losses-untold.jsonl")));

        await rig.ReopenAsync();
        rig.Outbox.Flush();
        Assert.Single(Told());

        List<string> Told() => [.. OutboxRig.ReadAll(rig.Outbox, RecordKind.Loss).Select(record => Encoding.UTF8.GetString(record.Payload.Span))];
    }

    [Fact]
    public async Task File_ThatIsGoneAndLeftItsTail_GivesWhatStandsThere()
    {
        await using var rig = new OutboxRig();
        rig.Outbox.Append(OutboxRig.Reading(1));
        rig.Outbox.Append(OutboxRig.Reading(2));
        var before = rig.Outbox.Status(Lane.Readings).Epoch;
        await rig.ReopenAsync(() => File.Delete(rig.FileOf(Lane.Readings)));

        Assert.Equal(2, OutboxRig.ReadAll(rig.Outbox, RecordKind.Readings).Sum(block => block.Identity.Count));
        var entry = Assert.Single(rig.Outbox.Losses.SinceStart);
        Assert.Equal((LossReasons.FileSetAside, before), (entry.Reason, entry.Epoch));
        Assert.NotEqual(before, rig.Outbox.Status(Lane.Readings).Epoch);

        await rig.ReopenAsync();
        Assert.Equal(2, OutboxRig.ReadAll(rig.Outbox, RecordKind.Readings).Sum(block => block.Identity.Count));
        Assert.Empty(rig.Outbox.Losses.SinceStart);
    }

    [Fact]
    public async Task File_InThePlaceOfAnother_GivesNoneOfItsAlertsTwice()
    {
        await using var rig = new OutboxRig();
        rig.Outbox.Append(OutboxRig.Alert("alert 1"));
        await rig.ReopenAsync(() => Zero(rig.FileOf(Lane.Alerts), 0, 2 * 8192));
        var gone = rig.Outbox.Append(OutboxRig.Alert("alert 2"));
        await rig.ReopenAsync(() => File.Copy(rig.Files(Lane.Alerts)[0], rig.FileOf(Lane.Alerts), overwrite: true));

        Assert.Equal("alert 1", OutboxRig.Measured(Assert.Single(OutboxRig.ReadAll(rig.Outbox, RecordKind.Alert))));
        Assert.Contains(rig.Outbox.Losses.SinceStart, entry => entry.Reason == LossReasons.FileSetAside && entry.Epoch == gone.Epoch);
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
        var (path, list) = (rig.FileOf(Lane.Alerts), Path.Combine(rig.Folder, "alerts.list"));
        var (whole, names) = (File.ReadAllBytes(path), File.ReadAllBytes(list));
        for (var round = 0; round < 40; round++)
        {
            rig.Files(Lane.Alerts).ToList().ForEach(File.Delete);
            File.WriteAllBytes(list, names);
            File.WriteAllBytes(path, Damage(whole, round, random));
            await using var outbox = rig.Open(rig.Folder);

            var found = OutboxRig.ReadAll(outbox, RecordKind.Alert);
            Assert.All(found, record => Assert.Equal($"alert {record.Identity.Sequence}", OutboxRig.Measured(record)));
            var lost = Enumerable.Range(1, alerts).Except(found.Select(record => (int)record.Identity.Sequence));
            Assert.All(lost, sequence => Assert.Contains(outbox.Losses.SinceStart, entry => Covers(entry, sequence)));
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
            File.WriteAllBytes(rig.FileOf(Lane.Alerts), new byte[500_000]);
        });

        Assert.StartsWith("alerts-", Path.GetFileName(Assert.Single(Directory.GetFiles(rig.Folder, "*" + AsideFiles.Extension))));
    }

    private static bool Covers(Loss entry, long sequence) =>
        entry.Count == 0 || (sequence >= entry.Sequence && sequence < entry.Sequence + entry.Count);

    private static byte[] Damage(byte[] whole, int round, Random random)
    {
        var damaged = whole.ToArray();
        switch (round % 5)
        {
            case 4:
                // What leads LiteDB in circles when it sees it: its pages' headers.
                for (var flips = random.Next(1, 64); flips > 0; flips--)
                {
                    damaged[(random.Next(damaged.Length / 8192) * 8192) + random.Next(64)] ^= (byte)random.Next(1, 256);
                }

                return damaged;
            case 3:
                return damaged[..random.Next(1, damaged.Length)];
            case 2:
                damaged.AsSpan(random.Next(damaged.Length / 8192) * 8192, 8192).Clear();
                return damaged;
            default:
                random.NextBytes(damaged.AsSpan(random.Next(damaged.Length - 64), 64));
                return damaged;
        }
    }

    private static int PageOf(string file, string content)
    {
        var at = File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.Latin1.GetBytes(content));
        Assert.True(at >= 0, $"'{content[..1]}' is not in {file}");
        return at / 8192 * 8192;
    }

    private static void Zero(string file, int from, int count)
    {
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(from, Math.Min(count, bytes.Length - from)).Clear();
        File.WriteAllBytes(file, bytes);
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
