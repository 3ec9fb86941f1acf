using EdgeGrid.Devices.Camera.Streams;

namespace EdgeGrid.Devices.Camera.Tests.Streams;

public sealed class StreamTroubleTests
{
    private static readonly CameraSource Source = CameraSource.Parse("rtsp://guard:se%24cret@192.0.2.10/stream1?token=abc");

    [Theory]
    [InlineData("rtsp://guard:se%24cret@192.0.2.10/stream1?token=abc: Connection refused", "Connection refused")]
    [InlineData("[rtsp @ 0x55ca352ceb40] method DESCRIBE failed: 404 Not Found", "method DESCRIBE failed: 404 Not Found")]
    [InlineData("[in#0 @ 0x5] [tcp @ 0x6] Error opening input: Connection timed out", "Error opening input: Connection timed out")]
    [InlineData("Redirected to rtsp://guard:se$cret@192.0.2.11/stream1", "Redirected to rtsp://192.0.2.11/stream1")]
    [InlineData("Authorization se$cret refused, se%24cret too", "Authorization *** refused, *** too")]
    [InlineData("GET /stream1?token=abc failed", "GET /stream1*** failed")]
    [InlineData("", "")]
    public void Reason_OfWhatFfmpegSaid_HoldsNoSecret(string line, string reason) => Assert.Equal(reason, StreamTrouble.Reason(Source, line));

    [Fact]
    public void Reason_OfAnEndlessLine_IsCut() => Assert.InRange(StreamTrouble.Reason(Source, new string('x', 5000)).Length, 100, 250);

    [Theory]
    [InlineData("Server returned 401 Unauthorized (authorization failed)", "user and password")]
    [InlineData("Server returned 404 Not Found", "the path in 'source'")]
    [InlineData("No route to host", "power and network")]
    public void Ended_ForAReason_SaysWhatToDo(string line, string remedy)
    {
        var failure = StreamTrouble.Ended(Source, 0, line);
        Assert.Contains($"rtsp://192.0.2.10/stream1 gives no video ({line})", failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
    }
}
