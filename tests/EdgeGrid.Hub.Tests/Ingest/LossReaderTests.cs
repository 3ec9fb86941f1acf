using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Ingest;

public sealed class LossReaderTests
{
    private static readonly RecordIdentity Identity = new(GatewayId.Parse("gw-1"), Records.NewId(), 7);

    [Fact]
    public void Loss_AsTheWireSays_IsAccepted()
    {
        var accepted = Assert.IsType<AcceptedLoss>(MessageReader.Read(Message()));

        Assert.Equal((Identity, false, false), (accepted.Identity, accepted.Simulated, accepted.Historical));
        Assert.Equal((OutboxLane.Readings, 1, 5000, "full"), (accepted.Loss.Lane, accepted.Loss.Sequence, accepted.Loss.Count, accepted.Loss.Reason));
    }

    [Fact]
    public void Loss_WithMarks_KeepsThem()
    {
        var message = Message();
        var marked = message with { Properties = new Dictionary<string, string>(message.Properties) { [UserProperties.Simulated] = "true", [UserProperties.Historical] = "true" } };

        var accepted = Assert.IsType<AcceptedLoss>(MessageReader.Read(marked));

        Assert.Equal((true, true), (accepted.Simulated, accepted.Historical));
    }

    [Fact]
    public void Loss_OfWhichNobodyKnowsAnything_IsAccepted()
    {
        var accepted = Assert.IsType<AcceptedLoss>(MessageReader.Read(Message(json =>
        {
            (json["epoch"], json["sequence"], json["count"]) = (null, 0, 0);
            (json["detail"], json["at"]) = ("", "1970-01-01T00:00:07Z");
        })));

        Assert.Equal((null, 0, 0), (accepted.Loss.Epoch, accepted.Loss.Sequence, accepted.Loss.Count));
    }

    [Fact]
    public void Loss_WithAReasonAndAFieldOfALaterAgent_IsAcceptedAsItIs()
    {
        var accepted = Assert.IsType<AcceptedLoss>(MessageReader.Read(Message(json => (json["reason"], json["later"]) = ("eaten-by-mice", true))));

        Assert.Equal("eaten-by-mice", accepted.Loss.Reason);
    }

    [Fact]
    public void Loss_WithEndlessWords_IsCutAndAccepted()
    {
        var accepted = Assert.IsType<AcceptedLoss>(MessageReader.Read(Message(json => (json["reason"], json["detail"]) = (new string('a', 9000), new string('网', 9000)))));

        Assert.Equal((500, 500), (accepted.Loss.Reason.Length, accepted.Loss.Detail.Length));
    }

    [Theory]
    [InlineData("lane", "pictures", "no loss in JSON")]
    [InlineData("lane", 9, "lane is not one of the known words")]
    [InlineData("epoch", "XYZ", "is not 32 lower-case hexadecimal digits")]
    [InlineData("sequence", -1, "sequence or count is below 0")]
    [InlineData("count", -1, "sequence or count is below 0")]
    [InlineData("count", 1.5, "no loss in JSON")]
    [InlineData("reason", " ", "there is no reason")]
    [InlineData("reason", null, "no loss in JSON")]
    [InlineData("detail", null, "no loss in JSON")]
    [InlineData("at", "2100-01-01T00:00:00Z", "the time is not between 1970 and 2100")]
    [InlineData("at", "1969-12-31T23:59:59Z", "the time is not between 1970 and 2100")]
    [InlineData("at", "noon", "no loss in JSON")]
    public void Loss_WithAFieldThatCannotBe_IsRefused(string property, object? value, string reason) =>
        AssertRefused(Message(json => json[property] = value is null ? null : JsonValue.Create(value)), reason);

    [Theory]
    [InlineData("lane")]
    [InlineData("sequence")]
    [InlineData("count")]
    [InlineData("reason")]
    [InlineData("at")]
    [InlineData("detail")]
    public void Loss_WithoutARequiredField_IsRefused(string property) =>
        AssertRefused(Message(json => json.AsObject().Remove(property)), "no loss in JSON");

    [Theory]
    [InlineData("", "empty")]
    [InlineData("not json", "no loss in JSON")]
    [InlineData("[]", "no loss in JSON")]
    [InlineData("null", "null")]
    public void Loss_WithAnotherPayload_IsRefused(string payload, string reason) =>
        AssertRefused(Message() with { Payload = Encoding.UTF8.GetBytes(payload) }, reason);

    [Fact]
    public void Loss_OfAMegabyte_IsRefused() => AssertRefused(Message() with { Payload = new byte[1024 * 1024] }, "larger than");

    [Fact]
    public void Loss_WithAnotherContentType_IsRefused() =>
        AssertRefused(Message() with { ContentType = ContentTypes.CloudEvents }, "content type 'application/cloudevents+json'");

    private static void AssertRefused(InboundMessage message, string reason) =>
        Assert.Contains(reason, Assert.IsType<Refused>(MessageReader.Read(message)).Reason, StringComparison.Ordinal);

    private static InboundMessage Message(Action<JsonNode>? change = null)
    {
        var json = JsonSerializer.SerializeToNode(Records.Loss(), WireJson.Default.Loss)!;
        change?.Invoke(json);
        return new InboundMessage
        {
            Topic = "edgegrid/v1/gw-1/losses",
            Payload = Encoding.UTF8.GetBytes(json.ToJsonString()),
            ContentType = ContentTypes.Json,
            ResponseTopic = "edgegrid/v1/gw-1/acks",
            CorrelationData = [1],
            Properties = new Dictionary<string, string> { [UserProperties.Epoch] = Identity.Epoch, [UserProperties.Sequence] = "7" },
        };
    }
}
