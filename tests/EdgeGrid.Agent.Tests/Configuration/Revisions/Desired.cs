using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Tests.Configuration.Revisions;

/// <summary>What a hub sends.</summary>
internal static class Desired
{
    public static readonly GatewayId Gateway = GatewayId.Parse("gw-1");

    public const string Empty = """{"devices":[],"outputs":[]}""";

    public static string Document(string devices = ConfigurationText.Methane, string outputs = ConfigurationText.Siren) =>
        $$"""{ "devices": [ {{devices}} ], "outputs": [ {{outputs}} ] }""";

    public static byte[] Message(long revision, string document = Empty, string? hash = null)
    {
        var element = JsonElement.Parse(document);
        var desired = new DesiredConfiguration
        {
            Gateway = Gateway,
            Revision = revision,
            Hash = "",
            At = new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero),
            Document = JsonElement.Parse(JsonSerializer.Serialize(element, WireJson.Wire.JsonElement)),
        };
        return JsonSerializer.SerializeToUtf8Bytes(desired with { Hash = hash ?? DesiredConfiguration.HashOf(desired.Document.GetRawText()) }, WireJson.Wire.DesiredConfiguration);
    }
}
