using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.Rules;

/// <summary>What a category is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CategoryKind>))]
internal enum CategoryKind
{
    /// <summary>A thing that stands in the city 部件: a manhole, a lamp.</summary>
    [JsonStringEnumMemberName("part")] Part = 1,

    /// <summary>Something that happens 事件.</summary>
    [JsonStringEnumMemberName("event")] Event,

    /// <summary>An item of the district's own catalogue.</summary>
    [JsonStringEnumMemberName("item")] Item,
}

/// <summary>
/// A kind of problem. The code is the district's own and says nothing by itself: 2 digits for a major category and 2 more
/// for a minor one by GB/T 30428.2, or an item of a catalogue of its own.
/// </summary>
internal sealed record Category
{
    /// <summary>Letters, digits, dots, hyphens and underscores.</summary>
    public required string Code { get; init; }

    /// <summary>What people call it.</summary>
    public required Names Name { get; init; }

    public required CategoryKind Kind { get; init; }

    /// <summary>The code of the major category; null for one.</summary>
    public string? Parent { get; init; }

    /// <summary>From when it holds; at once when null.</summary>
    public DateTimeOffset? ValidFrom { get; init; }
}
