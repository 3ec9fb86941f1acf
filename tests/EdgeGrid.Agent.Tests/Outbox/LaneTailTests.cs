using EdgeGrid.Agent.Outbox;

namespace EdgeGrid.Agent.Tests.Outbox;

/// <summary>The small commits of readings, in the file beside the LiteDB file.</summary>
public sealed class LaneTailTests
{
    private const int Sector = 512;

    [Fact]
    public async Task Readings_CommittedBeforeTheProcessIsKilled_AreThereAfterwards()
    {
        await using var rig = new OutboxRig();

        // Past the end of the first generation, and of the second.
        for (var i = 1; i <= 700; i++)
        {
            Commit(rig.Outbox, i);
            await using var image = i % 100 == 56 ? rig.OpenCrashImage() : null;
            if (image is not null)
            {
                Assert.Equal(Enumerable.Range(1, i), Sequences(image));
                Commit(image, i + 1);
                Assert.Equal(i + 1, image.Status(Lane.Readings).LastSequence);
                Assert.Empty(image.Losses.SinceStart);
            }
        }

        await rig.ReopenAsync();
        Assert.Equal(Enumerable.Range(1, 700), Sequences(rig.Outbox));
    }

    [Fact]
    public async Task Readings_TheHubHas_AreNotThereAgainWhenTheProcessIsKilled()
    {
        await using var rig = new OutboxRig();
        for (var i = 1; i <= 300; i++)
        {
            rig.Outbox.Remove(Lane.Readings, rig.Outbox.Status(Lane.Readings).Epoch, i - 1, 1);
            Commit(rig.Outbox, i);
        }

        await using var image = rig.OpenCrashImage();
        Assert.Equal([300], Sequences(image));
    }

    [Fact]
    public async Task Readings_WrittenWithoutThePagesCache_AreWhatAnotherProgramReads()
    {
        await using var rig = new OutboxRig();
        Commit(rig.Outbox, 1);

        var content = TailSectors.Decode(File.ReadAllBytes(LaneTail.TailOf(rig.FileOf(Lane.Readings))));

        Assert.Null(content.Damage);
        Assert.Equal(1, Assert.Single(Assert.Single(content.Commits).Records).Sequence);
    }

    [Fact]
    public async Task Commit_CutOffAtAnySector_WasNeverMadeAndNothingElseIsLost()
    {
        await using var rig = new OutboxRig();
        Commit(rig.Outbox, 1);
        var tail = LaneTail.TailOf(rig.FileOf(Lane.Readings));
        var before = File.ReadAllBytes(tail);
        Commit(rig.Outbox, 2, readings: 900);
        var after = File.ReadAllBytes(tail);
        var written = Enumerable.Range(0, before.Length / Sector).Where(i => !SectorOf(before, i).SequenceEqual(SectorOf(after, i))).ToList();
        Assert.True(written.Count > 8);
        await rig.Outbox.DisposeAsync();
        foreach (var lost in written)
        {
            var torn = after.ToArray();
            SectorOf(before, lost).CopyTo(torn.AsSpan(lost * Sector));
            File.WriteAllBytes(tail, torn);

            await using var image = rig.OpenCrashImage();
            Assert.Equal([1], Sequences(image));
            Assert.Empty(image.Losses.SinceStart);
            Commit(image, 2);
            Assert.Equal([1, 2], Sequences(image));
        }
    }

    [Fact]
    public async Task Tail_DamagedAnywhere_NothingIsMissingWithoutALineAndNoSequenceIsUsedTwice()
    {
        const int commits = 40;
        var random = new Random(7);
        await using var rig = new OutboxRig();
        for (var i = 1; i <= commits; i++)
        {
            Commit(rig.Outbox, i);
        }

        var epoch = rig.Outbox.Status(Lane.Readings).Epoch;
        await rig.Outbox.DisposeAsync();
        var tail = LaneTail.TailOf(rig.FileOf(Lane.Readings));
        var whole = File.ReadAllBytes(tail);
        for (var round = 0; round < 40; round++)
        {
            Damage(tail, whole, round, random);
            await using var image = rig.OpenCrashImage();

            var found = Sequences(image);
            var lost = Enumerable.Range(1, commits).Except(found);
            Assert.All(lost, sequence => Assert.Contains(
                image.Losses.SinceStart,
                line => line.Epoch == epoch && (line.Count == 0 || (line.Sequence <= sequence && sequence < line.Sequence + line.Count))));
            Commit(image, 1);
            Assert.NotEqual(epoch, image.Status(Lane.Readings).Epoch);
        }
    }

    private static void Commit(LiteDbOutbox outbox, int first, int readings = 1)
    {
        for (var i = 0; i < readings; i++)
        {
            Assert.True(outbox.Append(OutboxRig.Reading(first + i)));
        }

        outbox.Flush();
    }

    private static IEnumerable<int> Sequences(LiteDbOutbox outbox) =>
        OutboxRig.ReadAll(outbox, RecordKind.Readings).Select(record => (int)record.Identity.Sequence);

    private static Span<byte> SectorOf(byte[] bytes, int i) => bytes.AsSpan(i * Sector, Sector);

    private static void Damage(string tail, byte[] whole, int round, Random random)
    {
        var bytes = whole.ToArray();
        switch (round % 5)
        {
            case 0:
                bytes[random.Next(bytes.Length)] ^= 1;
                break;
            case 1:
                bytes = bytes[..random.Next(bytes.Length)];
                break;
            case 2:
                bytes.AsSpan(random.Next(bytes.Length / 4096) * 4096, 4096).Clear();
                break;
            case 3:
                random.NextBytes(bytes);
                break;
            default:
                File.Delete(tail);
                return;
        }

        File.WriteAllBytes(tail, bytes);
    }
}
