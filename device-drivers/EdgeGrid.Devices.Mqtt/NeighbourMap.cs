using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeGrid.Devices.Mqtt;

/// <summary>What one message tells.</summary>
internal sealed record Meaning
{
    public static readonly Meaning None = new();

    /// <summary>Whose message it is.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];

    /// <summary>Each with its part.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    /// <summary>Who is said to be there or not; a null part is all of them.</summary>
    public IReadOnlyList<(string? Part, bool Online)> Present { get; init; } = [];

    /// <summary>When its sender was last heard, as far as the message tells.</summary>
    public DateTimeOffset? LastSeen { get; init; }
}

/// <summary>Understands messages as the configuration says. Keeps nothing, and throws for no payload.</summary>
internal sealed class NeighbourMap
{
    /// <summary>A larger payload is no sensor's: it is not looked at.</summary>
    public const int LargestPayload = 64 * 1024;

    // A value that is the payload itself.
    private const int LongestWord = 256;

    private const double FirstInMilliseconds = 1e11;

    private readonly IReadOnlyList<MapRow> _rows;
    private readonly IReadOnlyList<AvailabilityRow> _availability;
    private readonly JsonSteps _lastSeen;

    /// <param name="settings">Validated.</param>
    public NeighbourMap(DeviceSettings settings)
    {
        _rows = [.. settings.Rows(MapOptions.Map).Select(MapRow.From)];
        _availability = [.. settings.Rows(MapOptions.Availability).Select(AvailabilityRow.From)];
        _lastSeen = new JsonSteps(settings.Text("lastSeen"));
        Topics = [.. _rows.Select(row => row.Topic.Text).Concat(_availability.Select(row => row.Topic.Text)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What is to be subscribed to.</summary>
    public IReadOnlyList<string> Topics { get; }

    /// <summary>What a message tells of those parts that are wanted.</summary>
    public Meaning Read(string topic, ReadOnlyMemory<byte> payload, Func<string, bool> isWanted)
    {
        // An emptied retained message is one that was taken back.
        if (payload.Length is 0 or > LargestPayload)
        {
            return Meaning.None;
        }

        var rows = new List<(MapRow Row, string Part)>();
        foreach (var row in _rows)
        {
            if (row.Topic.Takes(topic, out var speaker) && (row.Part ?? speaker) is var part && PartKind.IsName(part) && isWanted(part))
            {
                rows.Add((row, part));
            }
        }

        var present = new List<(AvailabilityRow Row, string? Part)>();
        foreach (var row in _availability)
        {
            if (row.Topic.Takes(topic, out var speaker) && (row.Part ?? (row.Topic.HasWildcard ? speaker : null)) is var part && (part is null || (PartKind.IsName(part) && isWanted(part))))
            {
                present.Add((row, part));
            }
        }

        return rows.Count + present.Count == 0 ? Meaning.None : Read(rows, present, payload);
    }

    private Meaning Read(List<(MapRow Row, string Part)> rows, List<(AvailabilityRow Row, string? Part)> present, ReadOnlyMemory<byte> payload)
    {
        var text = payload.Length <= LongestWord ? Encoding.UTF8.GetString(payload.Span) : "";
        var meaning = new Meaning
        {
            Speakers = [.. rows.Select(row => row.Part).Distinct(StringComparer.Ordinal)],
            Measurements = [.. rows.Where(row => !row.Row.NeedsJson).SelectMany(row => Told(row.Row, row.Part, row.Row.Of(text)))],
            Present = [.. present.Where(row => row.Row.Json is null).Select(row => (row.Part, row.Row.Says(text)))],
        };
        if (!rows.Exists(row => row.Row.NeedsJson) && !present.Exists(row => row.Row.Json is not null))
        {
            return meaning;
        }

        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            return meaning with
            {
                Measurements = [.. meaning.Measurements, .. InJson(root, rows)],
                Present = [.. meaning.Present, .. InJson(root, present)],
                LastSeen = _lastSeen.In(root) is { } told ? TimeOf(told) : null,
            };
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // Not JSON, or text in it that is no text. Of who is there it says nothing.
            return meaning with
            {
                Measurements = [.. meaning.Measurements, .. rows.Where(row => row.Row.NeedsJson).Select(row => row.Row.Wrong with { Part = row.Part })],
            };
        }
    }

    private static IEnumerable<Measurement> InJson(JsonElement root, List<(MapRow Row, string Part)> rows)
    {
        foreach (var (row, part) in rows)
        {
            if (row.NeedsJson && row.Find(root) is { } value && row.Of(value) is { } measurement)
            {
                foreach (var told in Told(row, part, measurement))
                {
                    yield return told;
                }
            }
        }
    }

    // A press is over when it was told; who waits for its release would hear of no second one.
    private static IEnumerable<Measurement> Told(MapRow row, string part, Measurement measurement) =>
        row.IsPress && measurement is { Fault: DeviceFault.None, Value: > 0 }
            ? [measurement with { Part = part }, measurement with { Part = part, Value = 0 }]
            : [measurement with { Part = part }];

    private static IEnumerable<(string? Part, bool Online)> InJson(JsonElement root, List<(AvailabilityRow Row, string? Part)> present)
    {
        foreach (var (row, part) in present)
        {
            if (row.Json?.In(root) is { } value)
            {
                yield return (part, row.Says(value));
            }
        }
    }

    private static DateTimeOffset? TimeOf(JsonElement told)
    {
        if (told.ValueKind == JsonValueKind.String)
        {
            return DateTimeOffset.TryParse(told.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
        }

        if (told.ValueKind != JsonValueKind.Number || !told.TryGetDouble(out var since) || since is not (> 0 and < FirstInMilliseconds * 100))
        {
            return null;
        }

        return DateTimeOffset.UnixEpoch + (since < FirstInMilliseconds ? TimeSpan.FromSeconds(since) : TimeSpan.FromMilliseconds(since));
    }
}
