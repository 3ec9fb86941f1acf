using System.Text;
using EdgeGrid.Devices.Captures;

namespace EdgeGrid.Devices.Tests.Captures;

public sealed class CaptureReaderTests
{
    private static readonly CaptureKind Binary = new("echo", "What came, for tests", IsText: false, () => new Echo());
    private static readonly CaptureKind Plain = Binary with { IsText = true };

    public static TheoryData<string, string[]> Hexadecimal => new()
    {
        { "7e0102\n7E 03 04\r\n", ["7E0102|", "7E0304|", "."] },
        { "7e 01 02 7e", ["7E01027E."] },
        { "\n\n7e\n", ["|", "|", "7E|", "."] },
        { "7\n8 9\t0\n12", ["|", "|", "12."] },
        { "", ["."] },
    };

    [Theory]
    [MemberData(nameof(Hexadecimal))]
    public void Text_OfHexadecimalDigits_IsBytesWithAPieceALine(string text, string[] pieces)
    {
        Assert.Equal(pieces, Decoded.Text(Binary, Encoding.ASCII.GetBytes(text)).Select(Unwrap));
        Assert.Equal(pieces, Decoded.Text(Binary, Encoding.ASCII.GetBytes(text), atOnce: 1).Select(Unwrap));
    }

    [Fact]
    public void Bytes_ThatAreNoHexadecimal_AreTakenAsTheyAre() =>
        Assert.Equal(["7E30310A7E."], Decoded.Text(Binary, "~01\n~"u8).Select(Unwrap));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Bytes_ThatBeginAsHexadecimalDoes_AreTakenAsTheyAre(int atOnce) =>
        Assert.Equal(["31320A7F."], Decoded.Text(Binary, "12\n\x7f"u8, atOnce).Select(Unwrap));

    [Fact]
    public void Bytes_ThatBecomeOtherThanHexadecimalLater_StayHexadecimal() =>
        Assert.Equal([new string('0', 600) + "1F."], Decoded.Text(Binary, Encoding.ASCII.GetBytes(new string('0', 600) + "?1f")).Select(Unwrap));

    [Fact]
    public void Text_OfATextProtocol_IsNeverHexadecimal() => Assert.Equal(["3031."], Decoded.Text(Plain, "01"u8).Select(Unwrap));

    [Fact]
    public void Hexadecimal_LongerThanAChunk_IsAllRead()
    {
        var bytes = new byte[200_001];
        new Random(1).NextBytes(bytes);
        var text = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
        Assert.Equal([Convert.ToHexString(bytes) + "."], Decoded.Text(Binary, text, atOnce: 30_001).Select(Unwrap));
    }

    private static string Unwrap(string line) => line[10..^2];

    /// <summary>Bytes as they came, | at the end of a piece, . at the end of all.</summary>
    private sealed class Echo : CaptureDecoder
    {
        private readonly StringBuilder _piece = new();

        public override void Decode(ReadOnlySpan<byte> bytes, JsonLines into) => _piece.Append(Convert.ToHexString(bytes));

        public override void EndPiece(JsonLines into) => Tell('|', into);

        public override void End(JsonLines into) => Tell('.', into);

        private void Tell(char end, JsonLines into)
        {
            into.Begin().WriteString("piece", _piece.Append(end).ToString());
            into.End();
            _piece.Clear();
        }
    }
}
