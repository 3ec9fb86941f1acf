using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Publishing;

/// <summary>What the committed samples of the wire are made of.</summary>
internal static class SampleInputs
{
    public const string BootId = "5f0c2a3e-7d41-4c1b-9b5e-2f6d8a1c4e70";
    public const string AlertsEpoch = "019363f1a2b37c4d8e5f60718293a4b5";
    public const string ReadingsEpoch = "019363f1a2c07d1e9f2a3b4c5d6e7f80";

    public static readonly GatewayId Gateway = OutboxInputs.Gateway;
    public static readonly GatewayId Tracker = GatewayId.Parse("worker-0231");
    public static readonly DateTimeOffset At = new(2026, 11, 23, 8, 15, 30, 250, TimeSpan.Zero);

    private static readonly DateTimeOffset RaisedAt = At.AddMilliseconds(-3);

    public static OutboxRecord Raised => AlertRecord(41, At, Alert(AlertTransition.Raised, WarningLevel.Yellow, "Methane 12 %LEL > 10 for 3 s", 12, 10, At, []), simulated: true);

    public static OutboxRecord Escalated => AlertRecord(42, At.AddSeconds(9), Alert(AlertTransition.Escalated, WarningLevel.Orange, "Methane 26.4 %LEL > 25 for 3 s", 26.4, 25, At.AddSeconds(9), ["siren on"]), simulated: true);

    public static OutboxRecord Cleared => AlertRecord(44, At.AddSeconds(95), Alert(AlertTransition.Cleared, WarningLevel.Orange, "Methane 7.5 %LEL < 8 for 10 s", 7.5, 8, At.AddSeconds(95), []), simulated: true);

    public static OutboxRecord Test => AlertRecord(
        45,
        At,
        Alert(AlertTransition.Raised, WarningLevel.Yellow, "TEST of kitchen-methane: nothing was measured", null, null, At, []) with { Unit = null, Test = true },
        simulated: true);

    public static ReportedConfiguration Applied => new()
    {
        Gateway = Gateway,
        Revision = 4,
        RevisionHash = DesiredConfiguration.HashOf("{}"),
        State = ConfigurationState.Applied,
        InForce = 4,
        Hash = "3f9a0c1d2e4b",
        At = At,
    };

    public static ReportedConfiguration Refused => new()
    {
        Gateway = Gateway,
        Revision = 5,
        RevisionHash = DesiredConfiguration.HashOf("[]"),
        State = ConfigurationState.Refused,
        InForce = 4,
        Hash = "3f9a0c1d2e4b",
        Problems = [new ConfigurationIssue("devices[0].adress", "There is no key \"adress\" here.", "Did you mean \"address\"?")],
        At = At,
    };

    public static CommandAnswer Answer => new()
    {
        Id = "019363f1b0e47f5a9c8d7e6f50413299",
        Gateway = Gateway,
        Outcome = CommandOutcome.Done,
        Words = "siren off for 10m; a new alert sounds again",
        At = At,
    };

    public static OutboxRecord Sos => new(
        RecordKind.Alert,
        new RecordIdentity(Tracker, AlertsEpoch, 7),
        new Instant(At, 90_000),
        BootId,
        ClockQuality.Gnss,
        Simulated: false,
        AlertId: null,
        Json(new Alert
        {
            AlertId = "019363f20b1c7a2d8f3e4d5c6b7a8091",
            Transition = AlertTransition.Raised,
            Kind = AlertKind.Sos,
            Level = WarningLevel.Orange,
            Device = "tracker",
            Place = "和平路街道, on the move",
            Cell = "320303001002007",
            Position = new Position(34.24412, 117.19387, 6.5),
            Measured = "SOS pressed",
            SampledAt = RaisedAt,
            RaisedAt = RaisedAt,
            Clock = new ClockReading(BootId, 89_997, ClockQuality.Gnss),
        }));

    /// <summary>Stored two minutes after the boot of a gateway whose clock began in 1970; the true time came later.</summary>
    public static OutboxRecord Corrected
    {
        get
        {
            var began = DateTimeOffset.UnixEpoch.AddSeconds(7);
            var alert = Alert(AlertTransition.Raised, WarningLevel.Yellow, "Methane 12 %LEL > 10 for 3 s", 12, 10, began.AddMinutes(2), []);
            return AlertRecord(1, began.AddMinutes(2), alert with { RaisedAt = alert.SampledAt, Clock = alert.Clock with { Quality = ClockQuality.Unsynchronised } }, simulated: true) with
            {
                Quality = ClockQuality.Unsynchronised,
                TrueClock = new BootClock(BootId, At.ToUnixTimeMilliseconds() - alert.Clock.MonotonicMs, ClockQuality.Ntp),
            };
        }
    }

    /// <summary>The readings of a gateway that never knew the time.</summary>
    public static OutboxRecord ReadingsAtUnknownTimes => Readings with { Quality = ClockQuality.Unsynchronised, Age = null };

    public static OutboxRecord Evidence => new(
        RecordKind.Evidence,
        new RecordIdentity(Gateway, AlertsEpoch, 43),
        new Instant(At.AddSeconds(-61), 120_000),
        BootId,
        ClockQuality.Ntp,
        Simulated: true,
        AlertId: AlertId,
        new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 }) { Age = TimeSpan.FromSeconds(62) };

    public static OutboxRecord LossOfReadings => LossRecord(45, At.AddSeconds(100), simulated: true, new Loss
    {
        Lane = OutboxLane.Readings,
        Epoch = ReadingsEpoch,
        Sequence = 1,
        Count = 5000,
        Reason = LossReasons.Full,
        At = At.AddSeconds(100),
        Detail = "records 1 to 5000 were the oldest",
    });

    public static OutboxRecord LossOfAFile => LossRecord(46, At.AddSeconds(-70), simulated: false, new Loss
    {
        Lane = OutboxLane.Alerts,
        Sequence = 0,
        Count = 0,
        Reason = LossReasons.FileSetAside,
        At = At.AddSeconds(-70),
        Detail = "alerts-20261123T081420250Z-no-header.aside: it has no header",
    }) with { Age = TimeSpan.FromSeconds(71) };

    /// <summary>A value, a repeated one, a contact, two faults, a fix, and a fix lost.</summary>
    public static OutboxRecord Readings
    {
        get
        {
            var points = Points();
            var block = new ReadingBlockBuilder();
            block.Add(new Reading(points[0], AtMs(0), 3.25));
            block.Add(new Reading(points[1], AtMs(0), 4.1));
            block.Add(new Reading(points[2], AtMs(40), 0));
            block.Add(new Reading(points[0], AtMs(1000), 3.25));
            block.Add(new Reading(points[1], AtMs(1000), 0, DeviceFault.WarmingUp));
            block.Add(new Reading(points[2], AtMs(1040), 0, DeviceFault.NotResponding));
            block.Add(new Reading(points[3], AtMs(1500), 1.4, DeviceFault.None, new GnssFix(At, 34.244117, 117.193871, 38.2, 1.4, 271.5, 9, 0.9)));
            block.Add(new Reading(points[3], AtMs(2500), 0, DeviceFault.NoFix));
            var count = block.Count;
            return new OutboxRecord(
                RecordKind.Readings, new RecordIdentity(Gateway, ReadingsEpoch, 20_001, count), AtMs(0), BootId, ClockQuality.Ntp, Simulated: true, AlertId: null, block.Seal());
        }
    }

    public static GatewayStatus Status => new()
    {
        Gateway = Gateway,
        Online = true,
        Name = "Heping Road 18",
        Place = "Heping Road 18",
        Position = new Position(34.244, 117.194),
        Version = "0.1.0",
        BootId = BootId,
        StartedAt = At.AddHours(-2),
        At = At,
        ConfigHash = "3f9a0c1d2e4b",
        Simulated = true,
        Clock = ClockQuality.Ntp,
        Devices =
        [
            new DeviceStatus("kitchen-methane", "mq4", DeviceHealth.Working),
            new DeviceStatus("boiler-co", "mq7", DeviceHealth.Failed, "No answer at address 0x48 of i2c:1. Check the wiring and the address switch"),
        ],
        Alerts = new LaneStatus(AlertsEpoch, 44, 1),
        Readings = new LaneStatus(ReadingsEpoch, 20_008, 8),
        Disk = new DiskStatus(5_280_116, 71.1, 63_361_392),
        Dropped = new Dictionary<string, long> { ["within-deadband"] = 5120, ["spike"] = 2 },
    };

    private const string AlertId = "019363f1b0e47f5a9c8d7e6f50413223";

    private static OutboxRecord LossRecord(long sequence, DateTimeOffset at, bool simulated, Loss loss) => new(
        RecordKind.Loss,
        new RecordIdentity(Gateway, AlertsEpoch, sequence),
        new Instant(at, 95_000),
        BootId,
        ClockQuality.Ntp,
        simulated,
        AlertId: null,
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(loss, WireJson.Wire.Loss));

    private static OutboxRecord AlertRecord(long sequence, DateTimeOffset at, Alert alert, bool simulated) => new(
        RecordKind.Alert, new RecordIdentity(Gateway, AlertsEpoch, sequence), new Instant(at, 120_000), BootId, ClockQuality.Ntp, simulated, AlertId: null, Json(alert));

    private static Alert Alert(
        AlertTransition transition, WarningLevel level, string measured, double? value, double? limit, DateTimeOffset at, string[] actions) => new()
    {
        AlertId = AlertId,
        Transition = transition,
        Kind = AlertKind.Gas,
        Level = level,
        Device = "kitchen-methane",
        Place = "Heping Road 18, unit 2-301, kitchen",
        Position = new Position(34.244, 117.194),
        Measured = measured,
        Value = value,
        Unit = "%{LEL}",
        Limit = limit,
        SampledAt = at.AddMilliseconds(-3),
        RaisedAt = RaisedAt,
        Clock = new ClockReading(BootId, 119_997, ClockQuality.Ntp),
        Actions = actions,
    };

    private static byte[] Json(Alert alert) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(alert, WireJson.Wire.Alert);

    private static Instant AtMs(int milliseconds) => new(At.AddMilliseconds(milliseconds), 120_000 + milliseconds);

    public static Point[] Points() =>
    [
        OutboxInputs.PointOf(0, "kitchen-methane", Quantity.Methane),
        OutboxInputs.PointOf(1, "boiler-co", Quantity.CarbonMonoxide),
        OutboxInputs.PointOf(2, "stairwell-smoke", Quantity.Contact),
        OutboxInputs.PointOf(3, "lift-tracker", Quantity.Position),
    ];
}
