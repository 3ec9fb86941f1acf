using System.Text.Json;

namespace EdgeGrid.Devices.Gnss;

/// <summary>
/// One line of gpsd's protocol (gpsd_json(5), protocol 3), as far as a fix is concerned. What is missing, or of another type
/// than it should be, is null.
/// </summary>
/// <param name="Class">VERSION, DEVICES, TPV, SKY, ERROR, …; empty for a line that is no JSON object.</param>
internal sealed record GpsdReport(string Class)
{
    private static readonly GpsdReport Nothing = new("");

    /// <summary>What ERROR says, or the release that VERSION names.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Of VERSION.</summary>
    public int? Protocol { get; private init; }

    /// <summary>Of DEVICES: how many receivers gpsd reads.</summary>
    public int? Receivers { get; private init; }

    /// <summary>Of SKY.</summary>
    public double? Hdop { get; private init; }

    /// <summary>Of SKY: used in the fix.</summary>
    public int? Satellites { get; private init; }

    /// <summary>Of TPV, when its mode is 2 or 3 and the position can be.</summary>
    public GnssFix? Fix { get; private init; }

    /// <summary>Of TPV.</summary>
    public DateTimeOffset? Time { get; private init; }

    /// <summary>Never throws for what is in the line.</summary>
    public static GpsdReport Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : Nothing;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // Not JSON, or text in it that is no text.
            return Nothing;
        }
    }

    private static GpsdReport Read(JsonElement line)
    {
        var report = new GpsdReport(TextOf(line, "class") ?? "");
        return report.Class switch
        {
            "VERSION" => report with { Text = TextOf(line, "release") ?? "", Protocol = (int?)Number(line, "proto_major") },
            "DEVICES" => report with
            {
                Receivers = line.TryGetProperty("devices", out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : null,
            },
            "ERROR" => report with { Text = TextOf(line, "message") ?? "" },
            "SKY" => report with { Hdop = Number(line, "hdop"), Satellites = (int?)Number(line, "uSat") },
            "TPV" => Position(report, line),
            _ => report,
        };
    }

    private static GpsdReport Position(GpsdReport report, JsonElement line)
    {
        const double TwoDimensions = 2, ThreeDimensions = 3;
        DateTimeOffset? time = line.TryGetProperty("time", out var told) && told.ValueKind == JsonValueKind.String && told.TryGetDateTimeOffset(out var at) ? at : null;
        var mode = Number(line, "mode");
        var (latitude, longitude) = (Number(line, "lat"), Number(line, "lon"));
        report = report with { Time = time };
        return mode >= TwoDimensions && latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180
            ? report with
            {
                Fix = new GnssFix(
                    time,
                    latitude.Value,
                    longitude.Value,
                    mode >= ThreeDimensions ? Number(line, "altMSL") ?? Number(line, "alt") : null,
                    Number(line, "speed"),
                    Number(line, "track"),
                    null,
                    null),
            }
            : report;
    }

    private static string? TextOf(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number) < 1e9 ? number : null;
}
