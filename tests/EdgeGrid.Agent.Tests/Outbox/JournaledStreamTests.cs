using EdgeGrid.Agent.Outbox;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Outbox;

public sealed class JournaledStreamTests : IDisposable
{
    private const int Page = 8192;

    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("lane.db");

    private string Journal => _folder.File("lane.journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pages_NotFlushed_AreReadAndNotOnTheDisk()
    {
        using var stream = new JournaledStream(Data, readOnly: false);
        Write(stream, 0, 1);
        Write(stream, 1, 2);
        Write(stream, 2, 3);

        Assert.Equal((3 * Page, 0), (stream.Length, new FileInfo(Data).Length));
        Assert.Equal([1, 2, 3], Read(stream, 3));
    }

    [Fact]
    public void File_HalfWrittenWhenThePowerWent_IsFinishedFromItsJournal()
    {
        WriteAndCopyBeforeClosing(1, 2, 3);
        var bytes = File.ReadAllBytes(Data);
        bytes.AsSpan(Page / 2, Page).Fill(0xEE);
        File.WriteAllBytes(Data, bytes[..(2 * Page)]);

        using (var seen = new JournaledStream(Data, readOnly: true))
        {
            Assert.Equal([1, 2, 3], Read(seen, 3));
        }

        Assert.Equal(2 * Page, new FileInfo(Data).Length);
        using var stream = new JournaledStream(Data, readOnly: false);
        Assert.Equal([1, 2, 3], Read(stream, 3));
        Assert.Equal(3 * Page, new FileInfo(Data).Length);
    }

    [Fact]
    public void Journal_TornWhenThePowerWent_WasNeverBegun()
    {
        WriteAndCopyBeforeClosing(9);
        var before = File.ReadAllBytes(Data);
        WriteAndCopyBeforeClosing(1, 2, 3);
        var journal = File.ReadAllBytes(Journal);
        File.WriteAllBytes(Data, before);
        foreach (var torn in new[] { journal[..^1], journal[..20], [.. journal.Select((b, i) => i == 9000 ? (byte)~b : b)], [] })
        {
            File.WriteAllBytes(Journal, torn);
            using var stream = new JournaledStream(Data, readOnly: false);
            Assert.Equal([9], Read(stream, 1));
        }
    }

    [Theory]
    [InlineData("a bit")]
    [InlineData("zeroed")]
    [InlineData("erased")]
    [InlineData("half another page")]
    [InlineData("another page")]
    public void Page_ThatIsDamaged_IsNotRead(string how)
    {
        WriteAndCopyBeforeClosing(1, 2, 3);
        File.Delete(Journal);
        var bytes = File.ReadAllBytes(Data);
        var damaged = bytes.AsSpan(Page, Page);
        switch (how)
        {
            case "a bit":
                damaged[5000] ^= 1;
                break;
            case "zeroed":
                damaged.Clear();
                break;
            case "erased":
                damaged.Fill(0xFF);
                break;
            default:
                bytes.AsSpan(0, how == "another page" ? Page : Page / 2).CopyTo(damaged);
                break;
        }

        File.WriteAllBytes(Data, bytes);
        using var stream = new JournaledStream(Data, readOnly: true);

        Assert.Equal([1], Read(stream, 1));
        Assert.Contains("page 1 is damaged", Assert.Throws<LaneDamagedException>(() => Read(stream, 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Disk_ThatIsFull_TakesNothingMoreAndSaysWhy()
    {
        using var disk = SmallDisk.MountOrSkip();
        using var stream = new JournaledStream(Path.Combine(disk.Folder, "lane.db"), readOnly: false);
        Write(stream, 0, 1);
        stream.Flush();
        disk.Fill();
        for (var page = 0; page < 8; page++)
        {
            Write(stream, page, 2);
        }

        stream.Flush();
        disk.Free();
        Write(stream, 0, 3);
        stream.Flush();

        Assert.Throws<IOException>(stream.Check);
        using var again = new JournaledStream(Path.Combine(disk.Folder, "lane.db"), readOnly: true);
        Assert.Equal([1], Read(again, 1));
    }

    private static void Write(JournaledStream stream, int page, byte value)
    {
        stream.Position = (long)page * Page;
        stream.Write(PageOf(value), 0, Page);
    }

    // The value of each page, which must be the same all over it.
    private static List<int> Read(JournaledStream stream, int pages)
    {
        stream.Position = 0;
        var bytes = new byte[pages * Page];
        Assert.Equal(bytes.Length, stream.Read(bytes, 0, bytes.Length));
        return [.. bytes.Chunk(Page).Select(page =>
        {
            Assert.Equal(PageOf(page[0]), page);
            return (int)page[0];
        })];
    }

    // As LiteDB writes it: of no transaction.
    private static byte[] PageOf(byte value)
    {
        var page = Enumerable.Repeat(value, Page).ToArray();
        page.AsSpan(14, 4).Fill(0xFF);
        return page;
    }

    // An orderly end takes the journal away; the power does not.
    private void WriteAndCopyBeforeClosing(params byte[] values)
    {
        byte[] journal;
        using (var stream = new JournaledStream(Data, readOnly: false))
        {
            for (var page = 0; page < values.Length; page++)
            {
                Write(stream, page, values[page]);
            }

            stream.Flush();
            journal = File.ReadAllBytes(Journal);
        }

        File.WriteAllBytes(Journal, journal);
    }
}
