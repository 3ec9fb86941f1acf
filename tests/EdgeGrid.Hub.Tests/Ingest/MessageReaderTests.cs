using System.Formats.Cbor;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Ingest;

public sealed class MessageReaderTests
{
    private static readonly RecordIdentity Identity = new(GatewayId.Parse("gw-1"), Records.NewId(), 7);

    [Fact]
    public void Alert_AsTheWireSays_IsAccepted()
    {
        var accepted = Assert.IsType<AcceptedAlert>(MessageReader.Read(AlertMessage()));

        Assert.Equal(Identity, accepted.Identity);
        Assert.False(accepted.Simulated);
    }

    [Fact]
    public void Alert_MarkedAsSimulatedInEitherPlace_StaysMarked()
    {
        var byProperty = AlertMessage(properties: p => p[UserProperties.Simulated] = "true");
        var byEvent = AlertMessage(json => json["simulated"] = true);

        Assert.True(Assert.IsType<AcceptedAlert>(MessageReader.Read(byProperty)).Simulated);
        Assert.True(Assert.IsType<AcceptedAlert>(MessageReader.Read(byEvent)).Simulated);
    }

    [Theory]
    [InlineData("edgegrid.alert.raised.v2", "a version that this hub does not understand")]
    [InlineData("edgegrid.alert.cleared.v1", "does not go with the transition")]
    [InlineData("edgegrid.alert.shelved.v1", "does not go with the transition")]
    public void Alert_OfAnotherType_IsRefused(string type, string reason) =>
        AssertRefused(AlertMessage(json => json["type"] = type), reason);

    [Fact]
    public void Alert_OfALaterCloudEvents_IsRefused() =>
        AssertRefused(AlertMessage(json => json["specversion"] = "2.0"), "CloudEvents version '2.0'");

    [Fact]
    public void Alert_WithTheSourceOfAnotherGateway_IsRefused() =>
        AssertRefused(AlertMessage(json => json["source"] = "edgegrid/v1/gw-2"), "is not the gateway of the topic");

    [Fact]
    public void Alert_WithTheIdOfAnotherRecord_IsRefused() =>
        AssertRefused(AlertMessage(json => json["id"] = "gw-1/" + Identity.Epoch + "/8"), "which the topic and the user properties say");

    [Theory]
    [InlineData("kind", "earthquake")]
    [InlineData("level", "purple")]
    [InlineData("transition", "vanished")]
    public void Alert_WithAnUnknownWord_IsRefused(string property, string word) =>
        AssertRefused(AlertMessage(json => json["data"]![property] = word), "no alert in JSON");

    [Fact]
    public void Alert_WithANumberForAWord_IsRefused() =>
        AssertRefused(AlertMessage(json => json["data"]!["kind"] = 99), "not one of the known words");

    [Theory]
    [InlineData("alertId")]
    [InlineData("place")]
    [InlineData("measured")]
    [InlineData("clock")]
    public void Alert_WithoutARequiredField_IsRefused(string property) =>
        AssertRefused(AlertMessage(json => json["data"]!.AsObject().Remove(property)), "no alert in JSON");

    [Fact]
    public void Alert_OfTheYear1971WithAnNtpClock_IsTakenAndItsClockDoubted()
    {
        var accepted = Assert.IsType<AcceptedAlert>(MessageReader.Read(AlertMessage(json => json["data"]!["sampledAt"] = "1971-01-01T00:00:00Z")));

        Assert.Equal(ClockQuality.Unsynchronised, accepted.Alert.Clock.Quality);
    }

    [Fact]
    public void Alert_OfTheYear1971WithAnUnsetClock_IsAccepted()
    {
        var message = AlertMessage(json =>
        {
            json["time"] = "1971-01-01T00:00:00Z";
            json["data"]!["sampledAt"] = "1971-01-01T00:00:00Z";
            json["data"]!["raisedAt"] = "1971-01-01T00:00:00Z";
            json["data"]!["clock"]!["quality"] = "unsynchronised";
        });

        Assert.IsType<AcceptedAlert>(MessageReader.Read(message));
    }

    [Fact]
    public void Alert_OffTheEarth_IsRefused() =>
        AssertRefused(AlertMessage(json => json["data"]!["position"]!["latitude"] = 91), "not on the earth");

    [Theory]
    [InlineData("\"value\":12", "\"value\":1e999", "not finite")]
    [InlineData("\"limit\":10", "\"limit\":-1e999", "not finite")]
    [InlineData("\"longitude\":117.194", "\"longitude\":117.194,\"accuracyMetres\":1e999", "not on the earth")]
    public void Alert_WithANumberThatIsNotFinite_IsRefused(string before, string after, string reason)
    {
        var json = Encoding.UTF8.GetString(AlertMessage().Payload.Span);
        Assert.Contains(before, json, StringComparison.Ordinal);

        AssertRefused(AlertMessage() with { Payload = Encoding.UTF8.GetBytes(json.Replace(before, after, StringComparison.Ordinal)) }, reason);
    }

    [Theory]
    [InlineData("""{"name":"a","kind":"mq4","health":"working"}""", """{"name":"a","kind":"mq4","health":"working"},null""", "a device is null")]
    [InlineData("""{"latitude":34.244""", """{"latitude":91""", "not on the earth")]
    [InlineData("""{"latitude":34.244""", """{"latitude":1e999""", "not on the earth")]
    public void Status_ThatCannotBeShown_IsRefused(string before, string after, string reason)
    {
        var status = Records.Status() with { Devices = [new DeviceStatus("a", "mq4", DeviceHealth.Working)] };
        var json = JsonSerializer.Serialize(status, WireJson.Default.GatewayStatus);
        Assert.Contains(before, json, StringComparison.Ordinal);

        AssertRefused(
            AlertMessage() with { Topic = "edgegrid/v1/gw-1/status", ContentType = ContentTypes.Json, Payload = Encoding.UTF8.GetBytes(json.Replace(before, after, StringComparison.Ordinal)) },
            reason);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("not json", "no alert in JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    [InlineData("{}", "no alert in JSON")]
    public void Alert_WithAnotherPayload_IsRefused(string payload, string reason) =>
        AssertRefused(AlertMessage() with { Payload = Encoding.UTF8.GetBytes(payload) }, reason);

    [Fact]
    public void Alert_OfAMegabyte_IsRefused() =>
        AssertRefused(AlertMessage() with { Payload = new byte[1024 * 1024] }, "larger than");

    [Fact]
    public void Alert_WithAnotherContentType_IsRefused() =>
        AssertRefused(AlertMessage() with { ContentType = "text/plain" }, "content type 'text/plain'");

    [Fact]
    public void Message_ThatWantsItsAnswerSentToSomeoneElse_IsRefused() =>
        AssertRefused(AlertMessage() with { ResponseTopic = "edgegrid/v1/gw-2/acks" }, "the response topic must be");

    [Theory]
    [InlineData(UserProperties.Epoch, "XYZ")]
    [InlineData(UserProperties.Sequence, "0")]
    [InlineData(UserProperties.Sequence, "-1")]
    [InlineData(UserProperties.Count, "1e3")]
    public void Message_WithoutAnIdentity_IsRefused(string property, string value) =>
        AssertRefused(AlertMessage(properties: p => p[property] = value), "do not name a record");

    [Fact]
    public void Readings_InCborAndInJson_AreAcceptedAlike()
    {
        var cbor = Assert.IsType<AcceptedReadings>(MessageReader.Read(ReadingsMessage(Pack())));
        var json = Assert.IsType<AcceptedReadings>(MessageReader.Read(
            ReadingsMessage("""[{"bn":"gw-1:","bt":1795421730,"bver":10,"n":"a:methane","v":3},{"n":"a:methane","vs":"open-circuit","t":2}]"""u8.ToArray()) with { ContentType = ContentTypes.SenmlJson }));

        Assert.Equal((cbor.FirstAt, cbor.LastAt), (json.FirstAt, json.LastAt));
        Assert.Equal(TimeSpan.FromSeconds(2), cbor.LastAt - cbor.FirstAt);
    }

    [Theory]
    [InlineData("""[]""", "no records")]
    [InlineData("""[{"bver":11,"n":"gw-1:a","v":1}]""", "SenML version 11")]
    [InlineData("""[{"n":"gw-2:a","v":1}]""", "does not begin with 'gw-1:'")]
    [InlineData("""[{"n":"gw-1:a"}]""", "must have either a number or a text")]
    [InlineData("""[{"n":"gw-1:a","v":1,"vs":"x"}]""", "must have either a number or a text")]
    [InlineData("""[{"n":"gw-1:a","v":1,"bt":-5}]""", "not between 1970 and 2100")]
    [InlineData("""{"n":1}""", "no SenML in JSON")]
    [InlineData("""[{"n":"gw-1:a","v":1},null]""", "record 1 is null")]
    [InlineData("""[{"n":"gw-1:a","v":1e999}]""", "must have either a number or a text")]
    public void Readings_InJsonThatAreNoPack_AreRefused(string payload, string reason) =>
        AssertRefused(ReadingsMessage(Encoding.UTF8.GetBytes(payload)) with { ContentType = ContentTypes.SenmlJson }, reason);

    [Fact]
    public void Readings_InCborThatIsNone_AreRefused() =>
        AssertRefused(ReadingsMessage("hello"u8.ToArray()), "no SenML in CBOR");

    [Fact]
    public void Readings_WithNotANumber_AreRefused() => AssertRefused(ReadingsMessage(Pack(double.NaN)), "either a number or a text");

    [Fact]
    public void Readings_CutOffAnywhere_AreRefusedAndNeverThrow()
    {
        var whole = Pack();
        for (var length = 1; length < whole.Length; length++)
        {
            Assert.IsType<Refused>(MessageReader.Read(ReadingsMessage(whole[..length])));
        }
    }

    [Fact]
    public void AnyBytes_OnAnyTopic_NeverThrow()
    {
        string[] topics = [Topics.AlertsLeaf, Topics.ReadingsLeaf, Topics.EvidenceLeaf, Topics.LossesLeaf, Topics.StatusLeaf, Topics.ConfigReportedLeaf, Topics.CommandAnswersLeaf];
        string[] types = [ContentTypes.CloudEvents, ContentTypes.SenmlCbor, ContentTypes.SenmlJson, ContentTypes.Jpeg, ContentTypes.Json];
        Gen.Select(Gen.Int[0, topics.Length - 1], Gen.Int[0, types.Length - 1], Gen.OneOf(Gen.Byte.Array[0, 64], Flipped())).Sample(
            pick =>
            {
                var message = AlertMessage() with { Topic = $"edgegrid/v1/gw-1/{topics[pick.Item1]}", ContentType = types[pick.Item2], Payload = pick.Item3 };
                Assert.NotNull(MessageReader.Read(message));
            },
            iter: 5000);
    }

    /// <summary>A good alert or pack with some bytes changed: nearer to what a bad line makes than noise is.</summary>
    private static Gen<byte[]> Flipped() => Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 2000], Gen.Byte).Array[1, 5]).Select(pick =>
    {
        var bytes = pick.Item1 ? Pack() : AlertMessage().Payload.ToArray();
        foreach (var (at, value) in pick.Item2)
        {
            bytes[at % bytes.Length] = value;
        }

        return bytes;
    });

    private static void AssertRefused(InboundMessage message, string reason) =>
        Assert.Contains(reason, Assert.IsType<Refused>(MessageReader.Read(message)).Reason, StringComparison.Ordinal);

    private static InboundMessage AlertMessage(Action<JsonNode>? change = null, Action<Dictionary<string, string>>? properties = null)
    {
        var json = JsonSerializer.SerializeToNode(Records.Event(Identity, Records.Alert()), WireJson.Default.AlertEvent)!;
        change?.Invoke(json);
        var named = new Dictionary<string, string>
        {
            [UserProperties.Epoch] = Identity.Epoch,
            [UserProperties.Sequence] = "7",
            [UserProperties.Count] = "1",
        };
        properties?.Invoke(named);
        return new InboundMessage
        {
            Topic = "edgegrid/v1/gw-1/alerts",
            Payload = Encoding.UTF8.GetBytes(json.ToJsonString()),
            ContentType = ContentTypes.CloudEvents,
            ResponseTopic = "edgegrid/v1/gw-1/acks",
            CorrelationData = [1],
            Properties = named,
        };
    }

    private static InboundMessage ReadingsMessage(byte[] payload) =>
        AlertMessage() with { Topic = "edgegrid/v1/gw-1/readings", ContentType = ContentTypes.SenmlCbor, Payload = payload };

    private static byte[] Pack(double value = 3)
    {
        var writer = new CborWriter();
        writer.WriteStartArray(2);
        writer.WriteStartMap(5);
        writer.WriteInt32(SenmlLabels.BaseName);
        writer.WriteTextString("gw-1:");
        writer.WriteInt32(SenmlLabels.BaseTime);
        writer.WriteDouble(1795421730);
        writer.WriteInt32(SenmlLabels.BaseVersion);
        writer.WriteInt32(SenmlLabels.Version);
        writer.WriteInt32(SenmlLabels.Name);
        writer.WriteTextString("a:methane");
        writer.WriteInt32(SenmlLabels.Value);
        writer.WriteDouble(value);
        writer.WriteEndMap();
        writer.WriteStartMap(3);
        writer.WriteInt32(SenmlLabels.Name);
        writer.WriteTextString("a:methane");
        writer.WriteInt32(SenmlLabels.Text);
        writer.WriteTextString("open-circuit");
        writer.WriteInt32(SenmlLabels.Time);
        writer.WriteInt32(2);
        writer.WriteEndMap();
        writer.WriteEndArray();
        return writer.Encode();
    }
}
