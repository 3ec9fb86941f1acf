using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeGrid.Testing;

namespace EdgeGrid.Contracts.Tests;

/// <summary>The types read every committed sample and write it again byte for byte: nothing in it is unknown to them.</summary>
public sealed class SampleTests
{
    private static readonly string Folder = Repository.PathOf("contracts", "samples", "v1");

    private static readonly Dictionary<string, JsonTypeInfo> TypeByPrefix = new()
    {
        ["alert-"] = WireJson.Wire.AlertEvent,
        ["readings"] = WireJson.Wire.SenmlRecordArray,
        ["loss-"] = WireJson.Wire.Loss,
        ["status"] = WireJson.Wire.GatewayStatus,
        ["hub-status"] = WireJson.Wire.HubStatus,
        ["ack-"] = WireJson.Wire.Ack,
        ["case-"] = WireJson.Wire.CaseNotice,
        ["config-desired"] = WireJson.Wire.DesiredConfiguration,
        ["config-reported"] = WireJson.Wire.ReportedConfiguration,
        ["command-"] = WireJson.Wire.GatewayCommand,
        ["answer-"] = WireJson.Wire.CommandAnswer,
    };

    public static TheoryData<string> JsonSamples() =>
        [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(JsonSamples))]
    public void Sample_ReadAndWrittenAgain_IsTheSameBytes(string file)
    {
        var type = TypeByPrefix.Single(pair => file.StartsWith(pair.Key, StringComparison.Ordinal)).Value;
        var sample = File.ReadAllBytes(Path.Combine(Folder, file));

        var value = JsonSerializer.Deserialize(sample, type);

        Assert.Equal(Encoding.UTF8.GetString(sample), Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value, type)));
    }

    [Theory]
    [InlineData("alert-raised.json", AlertTransition.Raised)]
    [InlineData("alert-escalated.json", AlertTransition.Escalated)]
    [InlineData("alert-cleared.json", AlertTransition.Cleared)]
    public void Alert_OfASample_SaysTheSameInItsTypeAndItsData(string file, AlertTransition transition)
    {
        var alert = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(Folder, file)), WireJson.Wire.AlertEvent)!;

        Assert.Equal(transition, alert.Data.Transition);
        Assert.Equal(AlertEvent.TypeOf(transition), alert.Type);
        Assert.Equal(alert.Data.Device, alert.Subject);
    }

    [Fact]
    public void Loss_OfWhichNobodyKnowsHowMany_NamesNoEpoch()
    {
        var loss = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(Folder, "loss-file-set-aside.json")), WireJson.Wire.Loss)!;

        Assert.Equal((null, 0, 0, LossReasons.FileSetAside), (loss.Epoch, loss.Sequence, loss.Count, loss.Reason));
    }

    [Fact]
    public void Loss_WithAReasonAndAFieldOfALaterVersion_IsRead()
    {
        var sample = File.ReadAllText(Path.Combine(Folder, "loss-later-reason.json"));

        var loss = JsonSerializer.Deserialize(sample.Replace("{", """{"later":{},""", StringComparison.Ordinal), WireJson.Wire.Loss)!;

        Assert.Equal((OutboxLane.Alerts, 39, 2, "recalled"), (loss.Lane, loss.Sequence, loss.Count, loss.Reason));
    }

    [Fact]
    public void Text_InChinese_IsNotEscaped()
    {
        var sample = File.ReadAllText(Path.Combine(Folder, "alert-sos.json"));

        Assert.Contains("和平路街道", sample, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"epoch":"0","sequence":1,"count":1}""")]
    [InlineData("""{"epoch":"0","sequence":1,"count":1,"outcome":"eaten"}""")]
    [InlineData("""{"epoch":null,"sequence":1,"count":1,"outcome":"committed"}""")]
    [InlineData("[]")]
    public void Ack_IncompleteOrOfAnotherShape_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, WireJson.Wire.Ack));

    [Fact]
    public void Ack_WithAFieldOfALaterVersion_IsRead()
    {
        var ack = JsonSerializer.Deserialize("""{"epoch":"0","sequence":7,"count":1,"outcome":"committed","later":{}}""", WireJson.Wire.Ack);

        Assert.Equal(7, ack!.Sequence);
    }
}
