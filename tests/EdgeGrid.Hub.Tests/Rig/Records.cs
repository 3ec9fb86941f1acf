using System.Formats.Cbor;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Tests.Rig;

/// <summary>Records as a gateway sends them.</summary>
internal static class Records
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static string NewId() => Guid.CreateVersion7().ToString("n");

    public static GatewayStatus Status(string gateway = "gw-1", bool online = true) => new()
    {
        Gateway = GatewayId.Parse(gateway),
        Online = online,
        Name = "Heping Road 18",
        Place = "Heping Road 18",
        Position = new Position(34.2440, 117.1940),
        Version = "0.1.0",
        BootId = "boot-1",
        StartedAt = Noon,
        At = Noon,
        ConfigHash = "0123456789ab",
    };

    public static Alert Alert(
        AlertKind kind = AlertKind.Gas,
        AlertTransition transition = AlertTransition.Raised,
        WarningLevel level = WarningLevel.Yellow,
        string? alertId = null) => new()
        {
            AlertId = alertId ?? NewId(),
            Transition = transition,
            Kind = kind,
            Level = level,
            Device = "kitchen-methane",
            Place = "Heping Road 18, kitchen",
            Position = new Position(34.2440, 117.1940),
            Measured = "Methane 12 %LEL > 10 for 3 s",
            Value = 12,
            Unit = "%{LEL}",
            Limit = 10,
            SampledAt = Noon,
            RaisedAt = Noon,
            Clock = new ClockReading("boot-1", 1000, ClockQuality.Ntp),
        };

    public static AlertEvent Event(RecordIdentity identity, Alert alert, bool simulated = false) => new()
    {
        Id = identity.ToString(),
        Source = $"{Topics.Root}/{identity.Gateway}",
        Type = AlertEvent.TypeOf(alert.Transition),
        Subject = alert.Device,
        Time = alert.SampledAt,
        Simulated = simulated,
        Data = alert,
    };

    public static Loss Loss(long count = 5000, string detail = "records 1 to 5000 were the oldest") => new()
    {
        Lane = OutboxLane.Readings,
        Epoch = NewId(),
        Sequence = 1,
        Count = count,
        Reason = LossReasons.Full,
        At = Noon,
        Detail = detail,
    };

    /// <summary>A block of readings of one point.</summary>
    public static byte[] Block(string name = "gw-1:kitchen-methane:methane")
    {
        var writer = new CborWriter();
        writer.WriteStartArray(1);
        writer.WriteStartMap(3);
        writer.WriteInt32(SenmlLabels.Name);
        writer.WriteTextString(name);
        writer.WriteInt32(SenmlLabels.BaseTime);
        writer.WriteDouble(1795421730.25);
        writer.WriteInt32(SenmlLabels.Value);
        writer.WriteDouble(3.25);
        writer.WriteEndMap();
        writer.WriteEndArray();
        return writer.Encode();
    }
}
