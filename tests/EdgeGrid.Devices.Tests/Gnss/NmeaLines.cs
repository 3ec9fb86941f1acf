using System.Text;

namespace EdgeGrid.Devices.Tests.Gnss;

/// <summary>Builds what a receiver says.</summary>
internal static class NmeaLines
{
    /// <summary>Sentences from their bodies, each with its checksum and CR LF.</summary>
    public static byte[] Of(params string[] bodies) => Encoding.ASCII.GetBytes(string.Concat(bodies.Select(Line)));

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static byte[] Raw(string text) => Encoding.Latin1.GetBytes(text);

    private static string Line(string body) => $"${body}*{body.Aggregate(0, (sum, c) => sum ^ c):X2}\r\n";
}
