using System.Text;
using System.Text.Json;
using EdgeGrid.Devices.Captures;

namespace EdgeGrid.Devices.Tests.Captures;

/// <summary>A capture read to its end.</summary>
internal static class Decoded
{
    /// <summary>As <c>agent decode</c> reads it: from a stream.</summary>
    public static string[] Text(CaptureKind kind, ReadOnlySpan<byte> capture, int atOnce = int.MaxValue)
    {
        using var output = new MemoryStream();
        using (var lines = new JsonLines(output))
        {
            using var input = new DribblingStream(capture.ToArray(), atOnce);
            new CaptureReader(kind).ReadAll(input, lines);
        }

        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static JsonElement[] Lines(CaptureKind kind, ReadOnlySpan<byte> capture) =>
        [.. Text(kind, capture).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>Gives few bytes at a time, as a pipe may.</summary>
    private sealed class DribblingStream(byte[] content, int atOnce) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atOnce));
    }
}
