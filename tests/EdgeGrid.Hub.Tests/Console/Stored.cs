using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Tests.Console;

/// <summary>Rows as ingest leaves them.</summary>
internal static class Stored
{
    public static GatewayRow Gateway(string id, bool online = true) => new()
    {
        Gateway = id,
        Status = JsonSerializer.Serialize(
            new GatewayStatus
            {
                Gateway = GatewayId.Parse(id),
                Online = online,
                Name = id,
                Place = "Heping Road 18",
                Version = "0.1.0",
                BootId = "boot",
                StartedAt = Some.Moment,
                At = Some.Moment,
                ConfigHash = "0123456789ab",
            },
            WireJson.Default.GatewayStatus),
        Grid = "0187",
        Online = online,
        SeenAt = Some.Moment,
    };

    public static AlertRow Alert(string id, long sequence, AlertTransition transition, WarningLevel level, string caseId = "20261123-0001") => new()
    {
        Gateway = "gw-1",
        Epoch = "0198c0de0198c0de0198c0de0198c0de",
        Sequence = sequence,
        AlertId = id,
        Transition = transition,
        Kind = AlertKind.Gas,
        Level = level,
        Device = "kitchen",
        Place = "Heping Road 18",
        Grid = "0187",
        Measured = "Methane 26 %LEL > 25 for 5 s",
        Actions = "[]",
        SampledAt = Some.Moment,
        DecidedAt = Some.Moment,
        RaisedAt = Some.Moment,
        Clock = ClockQuality.Ntp,
        CommittedAt = Some.Moment,
        CaseId = caseId,
        Historical = false,
        Simulated = false,
    };

    public static CaseAlertRow Standing(string id, WarningLevel level, bool cleared = false, string caseId = "20261123-0001") => new()
    {
        Gateway = "gw-1",
        AlertId = id,
        CaseId = caseId,
        Kind = AlertKind.Gas,
        Level = level,
        Cleared = cleared,
    };

    public static CaseRow Case(string id, CaseStep step) => new()
    {
        CaseId = id,
        Version = 1,
        Step = step,
        Level = WarningLevel.Orange,
        Kind = AlertKind.Gas,
        Title = "Combustible gas",
        Place = "Heping Road 18",
        Grid = "0187",
        Gateway = "gw-1",
        Device = "kitchen",
        Measured = "Methane 26 %LEL > 25 for 5 s",
        ReportedAt = Some.Moment,
        ChangedAt = Some.Moment,
        Simulated = false,
    };
}
