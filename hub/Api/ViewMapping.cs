using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Api;

/// <summary>From rows to what people see.</summary>
internal static class ViewMapping
{
    public static AlertView ToView(this AlertRow row, bool hasEvidence) => new()
    {
        AlertId = row.AlertId,
        Gateway = GatewayId.Parse(row.Gateway),
        Epoch = row.Epoch,
        Sequence = row.Sequence,
        Transition = row.Transition,
        Kind = row.Kind,
        Level = row.Level,
        Device = row.Device,
        Place = row.Place,
        Grid = row.Grid,
        Position = PositionOf(row.Latitude, row.Longitude, row.AccuracyMetres),
        Measured = row.Measured,
        Value = row.Value,
        Unit = row.Unit,
        Actions = JsonSerializer.Deserialize<string[]>(row.Actions) ?? [],
        SampledAt = row.SampledAt,
        DecidedAt = row.DecidedAt,
        CommittedAt = row.CommittedAt,
        CaseId = row.CaseId,
        HasEvidence = hasEvidence,
        Historical = row.Historical,
        Simulated = row.Simulated,
    };

    public static CaseView ToView(this CaseRow row)
    {
        var rest = row.Rest is null ? new CaseRest() : JsonSerializer.Deserialize<CaseRest>(row.Rest) ?? new CaseRest();
        return new()
        {
            CaseId = row.CaseId,
            Version = row.Version,
            Step = row.Step,
            Level = row.Level,
            Kind = row.Kind,
            Category = row.Category ?? (row.Kind is { } kind ? RuleBook.CategoryOf(kind) : null),
            Source = row.Source,
            Reference = row.Reference,
            Title = row.Title,
            Place = row.Place,
            Grid = row.Grid,
            Position = PositionOf(row.Latitude, row.Longitude, row.AccuracyMetres),
            Measured = row.Measured,
            ReportedAt = row.ReportedAt,
            FiledAt = row.FiledAt,
            ChangedAt = row.ChangedAt,
            Ending = row.Ending,
            ClosedAt = row.ClosedAt,
            MergedInto = rest.MergedInto,
            Suspended = row.Suspended,
            SuspendedUntil = rest.SuspendedUntil,
            Pending = rest.Pending,
            Verification = rest.Verification,
            Inspection = rest.Inspection,
            Urged = row.Urged,
            Reworks = row.Reworks,
            Score = row.Score,
            Links = rest.Links ?? [],
            Attachments = row.Attachments,
            Department = row.Department,
            Assignees = row.Assignees is null ? [] : JsonSerializer.Deserialize<string[]>(row.Assignees) ?? [],
            DueAt = row.DueAt,
            AnswerBy = row.AnswerBy,
            Alerts = row.Alerts,
            AlertsCleared = row.AlertsCleared,
            Simulated = row.Simulated,
        };
    }

    /// <summary>The hub's own words in a case in the language that is asked for; people's stay as they wrote them.</summary>
    public static CaseView In(this CaseView view, Language language) => view with
    {
        Title = CaseTitle.Read(view.Title, view.Place, view.Kind).In(language),
        Place = view.Kind is null ? view.Place : CaseTitle.Place(view.Place).In(language),
    };

    public static GatewayView ToView(this GatewayRow row, bool twoAgents, Language language = Language.English)
    {
        var status = StatusOf(row);
        return new()
        {
            Gateway = status.Gateway,
            Name = status.Name,
            Place = status.Place,
            Online = row.Online,
            SeenAt = row.SeenAt,
            Position = status.Position,
            Grid = row.Grid,
            Version = status.Version,
            Devices = status.Devices,
            Alerts = status.Alerts,
            Readings = status.Readings,
            AlertsCommitted = row.AlertsCommitted,
            ReadingsCommitted = row.ReadingsCommitted,
            Dropped = status.Dropped,
            Quarantined = row.Quarantined,
            Losses = LossesOf(row),
            Problem = Problem(status, twoAgents)?.In(language),
            Simulated = status.Simulated,
        };
    }

    public static LossView ToView(this LossRow row) => new()
    {
        Id = row.Id,
        Gateway = GatewayId.Parse(row.Gateway),
        Lane = row.Lane,
        Epoch = row.LostEpoch,
        Sequence = row.LostSequence,
        Count = row.LostCount,
        Reason = row.Reason,
        At = row.FoundAt,
        Detail = row.Detail,
        CommittedAt = row.CommittedAt,
        Historical = row.Historical,
        Simulated = row.Simulated,
    };

    private static GatewayLosses? LossesOf(GatewayRow row) => row is { LastLoss: { } last, LastLossAt: { } lastAt }
        ? new GatewayLosses(row.LossLines, row.RecordsLost, row.LossLinesUncounted, last, lastAt)
        : null;

    /// <summary>What listeners are told when it has changed.</summary>
    public static GatewayChanged ToNews(this GatewayRow row, bool twoAgents) =>
        new(row.ToView(twoAgents)) { Problem = Problem(StatusOf(row), twoAgents) };

    private static GatewayStatus StatusOf(GatewayRow row) => JsonSerializer.Deserialize(row.Status, WireJson.Default.GatewayStatus)
        ?? throw new InvalidOperationException($"The stored status of {row.Gateway} is empty.");

    private static Phrase? Problem(GatewayStatus status, bool twoAgents) => twoAgents
        ? new("two agents use this identity: give one of them a gateway id of its own", "有两个代理程序使用同一身份:请为其中一个另设网关编号")
        : status.Devices.Where(device => device.Health == DeviceHealth.Failed).Select(Problem).Aggregate(default(Phrase), (all, next) => all?.Then(next) ?? next);

    private static Phrase Problem(DeviceStatus device) => device.Reason is null
        ? new($"{device.Name}: failed", $"{device.Name}:故障")
        : new($"{device.Name}: {device.Reason}", $"{device.Name}:{device.Reason}");

    private static Position? PositionOf(double? latitude, double? longitude, double? accuracy) =>
        latitude is { } north && longitude is { } east ? new Position(north, east, accuracy) : null;
}
