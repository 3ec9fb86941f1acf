using System.Globalization;
using System.Text.Json;

namespace EdgeGrid.Devices.Mqtt;

/// <summary>One line of the map: which topics tell one quantity, and how.</summary>
/// <param name="Topic">Which.</param>
/// <param name="Json">Where it stands; null when the payload is the value.</param>
/// <param name="Part">Who tells it; null for who stands in the topic.</param>
internal sealed record MapRow(TopicFilter Topic, JsonSteps? Json, string? Part)
{
    private const double KilometresPerHour = 3.6;

    // From 2015 to 2100, in seconds since 1970: earlier is a clock that nobody has set.
    private const double EarliestTime = 1_420_070_400, LatestTime = 4_102_444_800;

    private StateWords Words { get; init; } = StateWords.Make("", null);

    private double Scale { get; init; }

    private double Offset { get; init; }

    public Quantity Quantity { get; private init; }

    /// <summary>From validated settings.</summary>
    public static MapRow From(DeviceSettings row) =>
        new(new TopicFilter(row.Text("topic")), row.OptionalText("json") is { } json ? new JsonSteps(json) : null, row.OptionalText("part"))
        {
            Quantity = QuantityOf(row),
            Words = StateWords.Make(row.Text("active"), row.OptionalText("rest")),
            Scale = row.Number("scale"),
            Offset = row.Number("offset"),
        };

    /// <summary>Whoever speaks must have a name.</summary>
    public static Objection? TopicMisfit(DeviceSettings row) => row.OptionalText("part") is null && !new TopicFilter(row.Text("topic")).HasWildcard
        ? new Objection("There is no + in this topic, so that it does not tell who speaks: nobody would be heard.", "Add \"part\", what the neighbour is called here, or write + for the level that tells the neighbours apart.")
        : null;

    /// <summary>It must be known what is so, and what is not.</summary>
    public static Objection? WordsMisfit(DeviceSettings row)
    {
        if (!QuantityOf(row).IsState())
        {
            return null;
        }

        var words = StateWords.Make(row.Text("active"), row.OptionalText("rest"));
        return words.WithoutOpposite is { } word ? new Objection($"What means that it is not so is unknown, for \"{word}\" has no opposite.", "Say it with \"rest\": words, or \"*\" for all others.")
            : words.Ambiguous is { } both ? new Objection($"\"{both}\" means that it is so, and that it is not.", "Take it out of \"active\" or of \"rest\".")
            : null;
    }

    /// <summary>A number must change with what is told.</summary>
    public static Objection? ScaleMisfit(DeviceSettings row) => row.Number("scale") == 0 && QuantityOf(row) is var quantity && quantity != Quantity.Position && !quantity.IsState()
        ? new Objection("Whatever comes, it would be multiplied by 0.", "Write what makes the quantity's unit of what is told, or remove \"scale\".")
        : null;

    /// <summary>The payload must be JSON.</summary>
    public bool NeedsJson => Json is not null || Quantity == Quantity.Position;

    /// <summary>A button that tells each press, and no release.</summary>
    public bool IsPress => Quantity == Quantity.Sos && Words.TakesAnything;

    /// <summary>Where the value stands in a document; null when it does not.</summary>
    public JsonElement? Find(JsonElement root) => Json is { } json ? json.In(root) : root;

    /// <summary>What a payload tells that is the value itself.</summary>
    public Measurement Of(string text) => Quantity.IsState() ? State(text) : Number(text);

    /// <summary>What a value in JSON tells; null for one that tells nothing.</summary>
    public Measurement? Of(JsonElement value) => (value.ValueKind, Quantity) switch
    {
        (JsonValueKind.Object, Quantity.Position) => Position(value),
        (JsonValueKind.String, _) => Of(value.GetString()!),
        (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False, _) => Of(value.GetRawText()),
        _ => Wrong,
    };

    /// <summary>In place of what could not be understood.</summary>
    public Measurement Wrong => Measurement.Failed(Quantity, DeviceFault.OutOfRange);

    private static Quantity QuantityOf(DeviceSettings row) => Quantities.Named(row.Text("quantity"))!.Value;

    private Measurement State(string text) => Words.Means(text.Trim()) is { } active ? new Measurement(Quantity, active ? 1 : 0) : Wrong;

    private Measurement Number(string text) =>
        Quantity != Quantity.Position
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number * Scale + Offset is var value && double.IsFinite(value)
            ? new Measurement(Quantity, value)
            : Wrong;

    // As OwnTracks and Home Assistant name them. An object without is none: OwnTracks tells others on the same topic.
    private Measurement? Position(JsonElement value)
    {
        if (Number(value, "lat", "latitude") is not { } latitude || Number(value, "lon", "longitude") is not { } longitude)
        {
            return null;
        }

        if (Math.Abs(latitude) > 90 || Math.Abs(longitude) > 180)
        {
            return Wrong;
        }

        if (latitude == 0 && longitude == 0)
        {
            return Measurement.Failed(Quantity, DeviceFault.NoFix);
        }

        var speed = Number(value, "speed") ?? Number(value, "vel") / KilometresPerHour;
        var fix = new GnssFix(
            Number(value, "tst") is { } at and > EarliestTime and < LatestTime ? DateTimeOffset.FromUnixTimeMilliseconds((long)(at * 1000)) : null,
            latitude,
            longitude,
            Number(value, "alt", "altitude"),
            speed >= 0 ? speed : null,
            Number(value, "cog", "course") is { } course and >= 0 and <= 360 ? course : null,
            null,
            null);
        return new Measurement(Quantity, fix.SpeedMetresPerSecond ?? 0, Detail: fix);
    }

    private static double? Number(JsonElement value, string name, string otherwise = "") =>
        (value.TryGetProperty(name, out var member) || value.TryGetProperty(otherwise, out member))
        && member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
}
