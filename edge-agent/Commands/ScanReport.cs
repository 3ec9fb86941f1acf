using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeGrid.Devices.Scanning;

namespace EdgeGrid.Agent.Commands;

/// <summary>What <c>agent scan</c> found of one sort.</summary>
/// <param name="Key">In JSON.</param>
/// <param name="Title">For people.</param>
/// <param name="Findings">By place.</param>
/// <param name="Nothing">Said when there is none.</param>
/// <param name="Note">What else a technician should know of it; may be empty.</param>
internal sealed record ScanSection(string Key, string Title, IReadOnlyList<Finding> Findings, string Nothing, string Note);

/// <summary>The report of <c>agent scan</c>, for people and for programs.</summary>
internal static class ScanReport
{
    public static void Write(TextWriter output, IReadOnlyList<ScanSection> sections)
    {
        foreach (var section in sections)
        {
            output.WriteLine(section.Title);
            foreach (var finding in section.Findings)
            {
                var kinds = finding.Kinds.Count > 0 ? $"  (kind: {string.Join(", ", finding.Kinds)})" : "";
                output.WriteLine($"  {finding.Where}  {finding.What}{kinds}");
            }

            if (section.Findings.Count == 0)
            {
                output.WriteLine($"  {section.Nothing}");
            }

            if (section.Note.Length > 0)
            {
                output.WriteLine($"  {section.Note}");
            }

            output.WriteLine();
        }
    }

    /// <summary>An object with a list for each sort: <c>where</c>, <c>what</c>, <c>kinds</c>, <c>touched</c>.</summary>
    public static string Json(IReadOnlyList<ScanSection> sections)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var section in sections)
            {
                writer.WriteStartArray(section.Key);
                foreach (var finding in section.Findings)
                {
                    writer.WriteStartObject();
                    writer.WriteString("where"u8, finding.Where);
                    writer.WriteString("what"u8, finding.What);
                    writer.WriteStartArray("kinds"u8);
                    foreach (var kind in finding.Kinds)
                    {
                        writer.WriteStringValue(kind);
                    }

                    writer.WriteEndArray();
                    writer.WriteBoolean("touched"u8, finding.Touched);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
