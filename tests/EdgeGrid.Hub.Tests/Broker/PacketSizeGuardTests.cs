using CsCheck;
using EdgeGrid.Hub.Broker;

namespace EdgeGrid.Hub.Tests.Broker;

public sealed class PacketSizeGuardTests
{
    private static readonly PacketLimits Limits = new(FirstPacket: 100, Packet: 300);

    [Fact]
    public async Task Packets_WithinTheLimits_PassInWhateverPiecesTheyAreRead()
    {
        await Gen.Select(Gen.Int[0, 100], Gen.Int[0, 300].Array[0, 5], Gen.Int[1, 64]).SampleAsync(
            async pick =>
            {
                byte[] sent = [.. Packet(pick.Item1), .. pick.Item2.SelectMany(Packet)];
                await using var guard = new PacketSizeGuard(new MemoryStream(sent), Limits, _ => Assert.Fail("refused"));
                var received = new MemoryStream();
                var piece = new byte[pick.Item3];
                for (int read; (read = await guard.ReadAsync(piece)) > 0;)
                {
                    received.Write(piece, 0, read);
                }

                Assert.Equal(sent, received.ToArray());
            },
            iter: 300);
    }

    [Theory]
    [InlineData(101, 101)]
    [InlineData(256 * 1024 * 1024 - 1, 256 * 1024 * 1024 - 1)]
    public async Task FirstPacket_BeyondItsLimit_EndsTheConnectionBeforeItsBody(int length, long told)
    {
        long refused = 0;
        await using var guard = new PacketSizeGuard(new MemoryStream(Header(length)), Limits, bytes => refused = bytes);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await guard.ReadExactlyAsync(new byte[8]));

        Assert.Equal(told, refused);
    }

    [Fact]
    public async Task LaterPacket_BeyondTheLimit_EndsTheConnection()
    {
        await using var guard = new PacketSizeGuard(new MemoryStream([.. Packet(100), .. Header(301)]), Limits, _ => { });

        await Assert.ThrowsAsync<InvalidDataException>(async () => await guard.ReadExactlyAsync(new byte[105]));
    }

    private static byte[] Packet(int length) => [.. Header(length), .. new byte[length]];

    private static byte[] Header(int length)
    {
        var header = new List<byte> { 0x30 };
        do
        {
            header.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        return [.. header];
    }
}
