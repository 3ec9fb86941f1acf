using System.Buffers;
using System.Text;
using System.Text.Json;
using EdgeGrid.Agent.Centre;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Contracts;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;
using MQTTnet;

namespace EdgeGrid.Agent.Tests.Publishing;

/// <summary>
/// The agent produces the committed samples of wire version 1 byte for byte. When the wire is changed on purpose, run
/// these with EDGEGRID_WRITE_SAMPLES=1 and read the difference before committing it: a version that has been released
/// gets a new folder, not new bytes.
/// </summary>
public sealed class WireSampleTests
{
    private static readonly string Folder = Repository.PathOf("contracts", "samples", "v1");

    [Theory]
    [InlineData("alert-raised")]
    [InlineData("alert-escalated")]
    [InlineData("alert-cleared")]
    [InlineData("alert-sos")]
    [InlineData("alert-corrected")]
    [InlineData("alert-test")]
    public void Alert_FromTheOutbox_IsTheSample(string name)
    {
        var record = name switch
        {
            "alert-raised" => SampleInputs.Raised,
            "alert-escalated" => SampleInputs.Escalated,
            "alert-cleared" => SampleInputs.Cleared,
            "alert-corrected" => SampleInputs.Corrected,
            "alert-test" => SampleInputs.Test,
            _ => SampleInputs.Sos,
        };

        AssertIsSample(name, "json", Build(record));
    }

    [Fact]
    public void Evidence_ThatWaitedAMinute_IsTheSample() =>
        AssertIsSample("evidence", "jpg", Build(SampleInputs.Evidence));

    [Fact]
    public void Loss_OfReadings_IsTheSample() => AssertIsSample("loss-full", "json", Build(SampleInputs.LossOfReadings));

    [Fact]
    public void Loss_OfAWholeFileThatWaitedAMinute_IsTheSample() => AssertIsSample("loss-file-set-aside", "json", Build(SampleInputs.LossOfAFile));

    [Fact]
    public void Readings_InCbor_AreTheSample() => AssertIsSample("readings", "cbor", Build(SampleInputs.Readings));

    [Fact]
    public void Readings_AtTimesThatNobodyKnows_SayIt() =>
        AssertIsSample("readings-unsynchronised", "cbor", Build(SampleInputs.ReadingsAtUnknownTimes));

    [Fact]
    public void Readings_InJson_AreTheSample() =>
        AssertIsSample("readings", "json", Build(SampleInputs.Readings, ReadingsFormat.Json), properties: "readings-json");

    [Fact]
    public void Status_Online_IsTheSample() =>
        AssertIsSample("status.json", JsonSerializer.SerializeToUtf8Bytes(SampleInputs.Status, WireJson.Wire.GatewayStatus));

    [Fact]
    public void Configuration_ThatStands_IsReportedAsTheSample() =>
        AssertIsSample("config-reported-applied.json", JsonSerializer.SerializeToUtf8Bytes(SampleInputs.Applied, WireJson.Wire.ReportedConfiguration));

    [Fact]
    public void Configuration_ThatIsRefused_IsReportedAsTheSample() =>
        AssertIsSample("config-reported-refused.json", JsonSerializer.SerializeToUtf8Bytes(SampleInputs.Refused, WireJson.Wire.ReportedConfiguration));

    [Fact]
    public void Answer_OfACommand_IsTheSample() =>
        AssertIsSample("answer-done.json", JsonSerializer.SerializeToUtf8Bytes(SampleInputs.Answer, WireJson.Wire.CommandAnswer));

    [Fact]
    public void Configuration_OfTheSample_IsTakenWhole()
    {
        var (desired, trouble) = DesiredReader.Read(File.ReadAllBytes(Path.Combine(Folder, "config-desired.json")), SampleInputs.Gateway);

        Assert.Null(trouble);
        var document = desired!.Document.GetRawText();
        Assert.Equal(desired.Hash, DesiredConfiguration.HashOf(document));
        var result = new AgentConfiguration(Drivers.All, new SimulatedHardware()).Overlay(ConfigurationText.Valid(ConfigurationText.Of()), document, "sample");
        Assert.True(result.Options is { Devices.Count: 1, Outputs.Count: 1 }, result.Explain());
    }

    [Fact]
    public void Command_OfTheSample_IsUnderstood()
    {
        var (command, trouble) = CommandReader.Read(
            new CentreMessage("commands/silence", File.ReadAllBytes(Path.Combine(Folder, "command-silence.json")), Topics.CommandAnswers(SampleInputs.Gateway)), SampleInputs.Gateway);

        Assert.Null(trouble);
        Assert.Equal(TimeSpan.FromMinutes(10), new CommandArguments(command!.Arguments).TakeDuration("for", TimeSpan.FromMinutes(30)));
    }

    private static MqttApplicationMessage Build(OutboxRecord record, ReadingsFormat format = ReadingsFormat.Cbor)
    {
        // As it comes from the outbox.
        Assert.Null(RecordCodec.TryDecode(RecordCodec.Encode(record), record.Identity.Gateway, record.Identity.Epoch, out var stored));
        Assert.Null(RecordMessage.TryBuild(stored! with { Age = record.Age, TrueClock = record.TrueClock }, format, out var message));
        return message!;
    }

    private static void AssertIsSample(string name, string extension, MqttApplicationMessage message, string? properties = null)
    {
        AssertIsSample($"{name}.{extension}", message.Payload.ToArray());
        AssertIsSample($"{properties ?? name}.properties.txt", Encoding.UTF8.GetBytes(Describe(message)));
    }

    private static string Describe(MqttApplicationMessage message)
    {
        var text = new StringBuilder()
            .Append("topic: ").Append(message.Topic).Append('\n')
            .Append("qos: ").Append((int)message.QualityOfServiceLevel).Append('\n')
            .Append("retain: ").Append(message.Retain ? "true" : "false").Append('\n')
            .Append("content type: ").Append(message.ContentType).Append('\n')
            .Append("response topic: ").Append(message.ResponseTopic).Append('\n')
            .Append("correlation data: ").Append(Encoding.ASCII.GetString(message.CorrelationData)).Append('\n');
        foreach (var property in message.UserProperties)
        {
            text.Append("user property: ").Append(property.Name).Append('=').Append(Encoding.UTF8.GetString(property.ValueBuffer.Span)).Append('\n');
        }

        return text.ToString();
    }

    private static void AssertIsSample(string file, byte[] bytes)
    {
        var path = Path.Combine(Folder, file);
        if (Environment.GetEnvironmentVariable("EDGEGRID_WRITE_SAMPLES") == "1")
        {
            File.WriteAllBytes(path, bytes);
        }

        Assert.Equal(Convert.ToHexString(File.ReadAllBytes(path)), Convert.ToHexString(bytes));
    }
}
