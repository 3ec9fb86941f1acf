using System.Buffers.Binary;
using CsCheck;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Tests.Publishing;

namespace EdgeGrid.Agent.Tests.Outbox;

/// <summary>The bytes of a tail, whole and otherwise.</summary>
public sealed class TailSectorsTests
{
    private const int Sector = 512;

    // Up to three sectors a commit: most tails hold some, and the end of a file is met as well.
    private static readonly Gen<byte[][][]> Commits = Gen.Byte.Array[0, 700].Array[0, 2].Array[0, 40];

    [Fact]
    public void Commits_OfAnyRecords_ComeBackAsTheyWere() => Commits.Sample(
        commits =>
        {
            var content = TailSectors.Decode(Tail(commits, out var written));

            Assert.Null(content.Damage);
            Assert.Equal(written.Select(commit => commit.Head), content.Commits.Select(commit => commit.Head));
            Assert.Equal(
                written.SelectMany(commit => commit.Records).Select(record => (record.Sequence, Convert.ToHexString(record.Bytes))),
                content.Commits.SelectMany(commit => commit.Records).Select(record => (record.Sequence, Convert.ToHexString(record.Bytes))));
        },
        iter: 100);

    [Fact]
    public void Bytes_Changed_AreNeverTakenForACommitThatWasNotMade() =>
        Gen.Select(Commits, Gen.Select(Gen.Int[0, TailSectors.FileLength - 1], Gen.Byte[1, 255]).Array[1, 20], Gen.Int[0, TailSectors.FileLength]).Sample(
            (commits, changes, length) =>
            {
                var bytes = Tail(commits, out var written);
                foreach (var (at, difference) in changes)
                {
                    bytes[at] ^= difference;
                }

                var content = TailSectors.Decode(changes.Length % 2 == 0 ? bytes : bytes[..length]);

                Assert.Subset(written.Select(Text).ToHashSet(), content.Commits.Select(commit => Text((commit.Head, commit.Records))).ToHashSet());
            },
            iter: 300);

    // With a checksum that is right, as only a program that is wrong would write them.
    [Fact]
    public void Sectors_ThatSayAnything_AreReadOrRefusedInWords() =>
        Gen.Select(Commits, Gen.Select(Gen.Int[0, 60], Gen.Int[4, 200], Gen.UShort).Array[1, 20]).Sample(
            (commits, changes) =>
            {
                var bytes = Tail(commits, out _);
                foreach (var (sector, at, value) in changes)
                {
                    var changed = bytes.AsSpan(sector * Sector, Sector);
                    BinaryPrimitives.WriteUInt16LittleEndian(changed[(at % 2 == 0 ? 4 + (at % 10) : at)..], value);
                    BinaryPrimitives.WriteUInt32LittleEndian(changed, Crc32C.Of(changed[4..]));
                }

                var content = TailSectors.Decode(bytes);

                Assert.Null(content.Damage);
                Assert.All(content.Commits, commit => Assert.InRange(commit.At + commit.Sectors, 1, TailSectors.Count));
                AssertOpenedOrRefused(bytes);
            },
            iter: 300);

    [Fact]
    public void Bytes_OfAnyLength_AreRefusedInWords() => Gen.Byte.Array[0, 5_000].Sample(
        bytes =>
        {
            var content = TailSectors.Decode(bytes);

            Assert.Equal($"its tail has {bytes.Length} bytes in place of {TailSectors.FileLength}", content.Damage);
            Assert.Empty(content.Commits);
        },
        iter: 500);

    private static byte[] Tail(byte[][][] commits, out List<(LaneHead Head, IReadOnlyList<StoredRecord> Records)> written)
    {
        var bytes = TailSectors.Free();
        written = [];
        var (next, sequence) = (0, 0L);
        foreach (var commit in commits)
        {
            var records = commit.Select((content, i) => new StoredRecord(sequence + i + 1, content)).ToList();
            var head = new LaneHead(SampleInputs.AlertsEpoch, sequence + records.Count, sequence / 2);
            var sectors = TailSectors.Encode(generation: 3, head, records);
            if (next + sectors.Length > bytes.Length)
            {
                break;
            }

            sectors.CopyTo(bytes, next);
            (next, sequence) = (next + sectors.Length, head.LastSequence);
            written.Add((head, records));
        }

        return bytes;
    }

    private static string Text((LaneHead Head, IReadOnlyList<StoredRecord> Records) commit) =>
        $"{commit.Head} {string.Join(' ', commit.Records.Select(record => $"{record.Sequence}:{Convert.ToHexString(record.Bytes)}"))}";

    private static void AssertOpenedOrRefused(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            using var tail = new LaneTail(path, new LaneHead(SampleInputs.AlertsEpoch, 0, 0), _ => { });
            Assert.True(tail.Head.LastSequence >= 0);
        }
        catch (LaneDamagedException damaged)
        {
            Assert.NotEmpty(damaged.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
