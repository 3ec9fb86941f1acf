using System.Text.Json;

namespace EdgeGrid.Devices.Mqtt;

/// <summary>Which topics tell that a neighbour is there: what its last will says, or whoever watches over it.</summary>
/// <param name="Topic">Which.</param>
/// <param name="Json">Where it stands; null when the payload says it.</param>
/// <param name="Part">Who is meant; null for who stands in the topic, and for all where nobody does.</param>
/// <param name="Online">The words for it.</param>
internal sealed record AvailabilityRow(TopicFilter Topic, JsonSteps? Json, string? Part, StateWords Online)
{
    /// <summary>From validated settings.</summary>
    public static AvailabilityRow From(DeviceSettings row) => new(
        new TopicFilter(row.Text("topic")),
        row.OptionalText("json") is { } json ? new JsonSteps(json) : null,
        row.OptionalText("part"),
        StateWords.Make(row.Text("online"), "*"));

    /// <summary>Whether a word says that it is there.</summary>
    public bool Says(string word) => Online.Means(word.Trim()) == true;

    /// <summary>Whether a value in JSON says so.</summary>
    public bool Says(JsonElement value) => Says(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
}
