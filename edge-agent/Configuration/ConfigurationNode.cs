using System.Globalization;

namespace EdgeGrid.Agent.Configuration;

internal enum NodeKind
{
    Null,
    Flag,
    Number,
    Text,
    List,
    Object,
}

/// <summary>A JSON value that knows where it stands, so that each problem can be pointed at.</summary>
internal sealed record ConfigurationNode(NodeKind Kind, Place Place)
{
    public bool Flag { get; init; }

    public double Number { get; init; }

    public string Text { get; init; } = "";

    public IReadOnlyList<ConfigurationNode> Items { get; init; } = [];

    public IReadOnlyList<ConfigurationMember> Members { get; init; } = [];

    /// <summary>What stands there, for a message: <c>the text "abc"</c>.</summary>
    public string Describe() => Kind switch
    {
        NodeKind.Null => "null",
        NodeKind.Flag => Flag ? "true" : "false",
        NodeKind.Number => "the number " + Number.ToString(CultureInfo.InvariantCulture),
        NodeKind.Text => $"the text \"{(Text.Length <= 40 ? Text : Text[..40] + "…")}\"",
        NodeKind.List => "a list",
        _ => "an object",
    };
}

/// <summary>A key of an object and its value.</summary>
internal sealed record ConfigurationMember(string Name, Place Place, ConfigurationNode Value);
