using System.Text;
using System.Text.Json;
using EdgeGrid.Devices.Captures;

namespace EdgeGrid.Devices.Tests.Rigs;

/// <summary>A capture through its decoder.</summary>
internal static class Decoded
{
    /// <summary>The objects that <c>agent decode</c> would write.</summary>
    public static IReadOnlyList<JsonElement> Of(CaptureKind kind, params byte[][] pieces) =>
        [.. Text(kind, pieces).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>As text.</summary>
    public static string Text(CaptureKind kind, params byte[][] pieces)
    {
        using var output = new MemoryStream();
        using var lines = new JsonLines(output);
        var decoder = kind.Create();
        foreach (var piece in pieces)
        {
            decoder.Decode(piece, lines);
        }

        decoder.End(lines);
        lines.Flush();
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Hexadecimal with blanks.</summary>
    public static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
