using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Gateways;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Tests.Gateways;

/// <summary>What the hub says of gateways by itself.</summary>
public sealed class GatewayWordsTests
{
    [Fact]
    public void Documents_OfEveryWrongShape_AreToldInBothLanguages()
    {
        string[] documents =
        [
            "[]", """{"devices":["\ud800"]}""", """{"hub":{},"lists":1,"devices":7}""", """{"devices":[{"source":"rtsp://a:b@c/"}],"outputs":[]}""",
            $$"""{"devices":[{"name":"{{new string('x', DesiredConfiguration.MaxDocumentBytes)}}"}],"outputs":[]}""",
        ];

        var problems = documents.SelectMany(document => DocumentShape.Read(JsonElement.Parse(document)).Problems).ToList();

        Assert.Equal(8, problems.Count);
        BothLanguages.SayTheSame(problems.Select(one => one.In(Language.English).Message), problems.Select(one => one.In(Language.Chinese).Message));
        BothLanguages.SayTheSame(problems.Select(one => one.In(Language.English).Remedy), problems.Select(one => one.In(Language.Chinese).Remedy));
    }

    [Fact]
    public void Configuration_HoweverItStands_IsToldInBothLanguages()
    {
        var desired = Revision(7);
        var report = Report(7);
        GatewayConfiguration[] all =
        [
            new(null, null), new(desired, null), new(desired, Report(6)), new(desired, Report(8)),
            .. Enum.GetValues<ConfigurationState>().Select(state => new GatewayConfiguration(desired, report with { State = state })),
            new(desired, report with { State = ConfigurationState.RolledBack, InForce = 0, Reason = "E5" }),
            new(desired, report with { State = ConfigurationState.Local, Reason = "E5" }),
        ];

        BothLanguages.SayTheSame(all.Select(one => Standing(one, Language.English)), all.Select(one => Standing(one, Language.Chinese)));
        Assert.Equal("修订版7被拒绝;正在使用修订版6。", Standing(new(desired, report with { State = ConfigurationState.Refused, InForce = 6 }), Language.Chinese));
    }

    [Fact]
    public void Gateway_WithDevicesThatFailed_SaysWhichInBothLanguages()
    {
        var status = Records.Status() with
        {
            Devices = [new DeviceStatus("mq4-1", "mq4", DeviceHealth.Failed, "no answer at 0x48"), new DeviceStatus("door", "contact", DeviceHealth.Failed), new DeviceStatus("gps", "nmea", DeviceHealth.Working)],
        };
        var row = new GatewayRow { Gateway = "gw-1", Status = JsonSerializer.Serialize(status, WireJson.Default.GatewayStatus), Grid = "unassigned", SeenAt = Records.Noon };

        Assert.Equal("mq4-1: no answer at 0x48; door: failed", row.ToView(twoAgents: false).Problem);
        Assert.Equal("mq4-1:no answer at 0x48;door:故障", row.ToView(twoAgents: false, Language.Chinese).Problem);
        BothLanguages.SayTheSame([row.ToView(twoAgents: true).Problem], [row.ToView(twoAgents: true, Language.Chinese).Problem]);
    }

    private static string Standing(GatewayConfiguration now, Language language) => ConfigurationView.Of(GatewayId.Parse("gw-1"), now, language).Standing;

    private static GatewayRevisionRow Revision(long revision) => new() { Gateway = "gw-1", Revision = revision, Document = "{}", Hash = "h", By = "li", At = Records.Noon, Note = "" };

    private static ReportedConfiguration Report(long revision) => new()
    {
        Gateway = GatewayId.Parse("gw-1"),
        Revision = revision,
        RevisionHash = "h",
        State = ConfigurationState.Applied,
        InForce = revision,
        Hash = "h",
        At = Records.Noon,
    };
}
