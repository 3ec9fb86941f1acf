using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Gateways;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Ingest;

/// <summary>The committed samples of the wire: the hub must take every one of them, this release's and the last one's.</summary>
public sealed class WireSampleTests
{
    private static readonly string Folder = Repository.PathOf("contracts", "samples", "v1");

    public static TheoryData<string> Records => [.. Directory.GetFiles(Folder, "*.properties.txt").Select(path => Path.GetFileName(path).Replace(".properties.txt", "", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Records))]
    public void Sample_OfARecord_IsUnderstood(string name)
    {
        var (message, identity) = Read(name);

        var result = MessageReader.Read(message);

        Assert.False(result is Refused, (result as Refused)?.Reason);
        var understood = result switch
        {
            AcceptedAlert alert => alert.Identity,
            AcceptedReadings readings => readings.Identity,
            AcceptedEvidence evidence => evidence.Identity,
            AcceptedLoss loss => loss.Identity,
            _ => default,
        };
        Assert.Equal(identity, understood);
    }

    [Fact]
    public void Sample_OfAStatus_IsUnderstood()
    {
        var payload = File.ReadAllBytes(Path.Combine(Folder, "status.json"));
        var gateway = JsonDocument.Parse(payload).RootElement.GetProperty("gateway").GetString();
        var message = new InboundMessage { Topic = $"edgegrid/v1/{gateway}/status", Payload = payload, ContentType = ContentTypes.Json };

        Assert.IsType<AcceptedStatus>(MessageReader.Read(message));
    }

    [Theory]
    [InlineData("config-reported-applied.json", Topics.ConfigReportedLeaf, typeof(AcceptedReport))]
    [InlineData("config-reported-refused.json", Topics.ConfigReportedLeaf, typeof(AcceptedReport))]
    [InlineData("answer-done.json", Topics.CommandAnswersLeaf, typeof(AcceptedAnswer))]
    public void Sample_OfAReply_IsUnderstood(string file, string leaf, Type understood)
    {
        var payload = File.ReadAllBytes(Path.Combine(Folder, file));
        var gateway = JsonDocument.Parse(payload).RootElement.GetProperty("gateway").GetString();

        Assert.IsType(understood, MessageReader.Read(new InboundMessage { Topic = $"edgegrid/v1/{gateway}/{leaf}", Payload = payload, ContentType = ContentTypes.Json }));
    }

    [Fact]
    public void Sample_OfACommand_IsWhatTheHubSends()
    {
        var sample = File.ReadAllText(Path.Combine(Folder, "command-silence.json"));
        var read = JsonSerializer.Deserialize(sample, WireJson.Wire.GatewayCommand)!;
        var row = new GatewayCommandRow
        {
            Id = read.Id,
            Gateway = read.Gateway.ToString(),
            Name = read.Name,
            Arguments = read.Arguments!.Value.GetRawText(),
            By = "somebody",
            At = read.At,
            ValidUntil = read.ValidUntil,
        };

        Assert.Equal(sample, JsonSerializer.Serialize(CommandDesk.Message(row), WireJson.Wire.GatewayCommand));
    }

    [Fact]
    public void Sample_OfADesiredConfiguration_IsWhatTheHubSends()
    {
        var sample = File.ReadAllText(Path.Combine(Folder, "config-desired.json"));
        var read = JsonSerializer.Deserialize(sample, WireJson.Wire.DesiredConfiguration)!;
        var (document, problems) = DocumentShape.Read(read.Document);
        Assert.Empty(problems);
        var row = new GatewayRevisionRow
        {
            Gateway = read.Gateway.ToString(),
            Revision = read.Revision,
            Document = document,
            Hash = DesiredConfiguration.HashOf(document),
            By = "somebody",
            At = read.At,
            Note = "",
        };

        Assert.Equal(sample, System.Text.Encoding.UTF8.GetString(GatewayCourier.Message(row)));
    }

    private static (InboundMessage Message, RecordIdentity Identity) Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, name + ".properties.txt"));
        string Value(string key) => lines.Single(line => line.StartsWith(key + ": ", StringComparison.Ordinal))[(key.Length + 2)..];
        var properties = lines.Where(line => line.StartsWith("user property: ", StringComparison.Ordinal))
            .Select(line => line["user property: ".Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        var stem = name.Replace("-json", "", StringComparison.Ordinal);
        var file = Value("content type") switch
        {
            ContentTypes.SenmlCbor => stem + ".cbor",
            ContentTypes.Jpeg => stem + ".jpg",
            _ => stem + ".json",
        };
        var message = new InboundMessage
        {
            Topic = Value("topic"),
            Payload = File.ReadAllBytes(Path.Combine(Folder, file)),
            ContentType = Value("content type"),
            ResponseTopic = Value("response topic"),
            Properties = properties,
        };
        Assert.True(Topics.TryParse(message.Topic, out var gateway, out _));
        return (message, new RecordIdentity(
            gateway,
            properties[UserProperties.Epoch],
            long.Parse(properties[UserProperties.Sequence]),
            properties.TryGetValue(UserProperties.Count, out var count) ? int.Parse(count) : 1));
    }
}
