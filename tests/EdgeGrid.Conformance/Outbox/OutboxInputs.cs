using System.Text.Json;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Conformance.Outbox;

/// <summary>What is given to an outbox, and how it is recognised when it comes back.</summary>
internal static class OutboxInputs
{
    public static readonly GatewayId Gateway = GatewayId.Parse("gw-heping-18");

    private const string BootId = "5f0c2a3e-7d41-4c1b-9b5e-2f6d8a1c4e70";

    private static readonly DateTimeOffset At = new(2026, 11, 23, 8, 15, 30, 250, TimeSpan.Zero);

    private static readonly Point RealPoint = PointOf(0, "kitchen-methane", Quantity.Methane);

    private static readonly Point SimulatedPoint = PointOf(1, "boiler-co", Quantity.CarbonMonoxide, simulated: true);

    public static DetectedAlert Alert(string measured = "Methane 12 %LEL > 10 for 3 s", double? value = null) => new(
        new Alert
        {
            AlertId = Guid.CreateVersion7().ToString("N"),
            Transition = AlertTransition.Raised,
            Kind = AlertKind.Gas,
            Level = WarningLevel.Yellow,
            Device = "kitchen-methane",
            Place = "kitchen",
            Measured = measured,
            Value = value,
            SampledAt = At,
            RaisedAt = At,
            Clock = new ClockReading(BootId, 1, ClockQuality.Ntp),
        },
        Simulated: true);

    public static Reading Reading(int i, bool simulated = false) => new(
        simulated ? SimulatedPoint : RealPoint,
        new Instant(At.AddMilliseconds(i), i),
        i * 1.1);

    public static Point PointOf(int index, string device, Quantity quantity, bool simulated = false) => new(
        index,
        new DeviceOptions
        {
            Name = device,
            Kind = new DeviceKind("test", "", [quantity], [], (_, _) => throw new NotSupportedException()),
            Settings = new DeviceSettings(new Dictionary<string, object?>()),
            Place = "here",
            Simulated = simulated,
        },
        quantity);

    /// <summary>The alert of a record.</summary>
    public static Alert AlertOf(OutboxRecord record) => JsonSerializer.Deserialize(record.Payload.Span, WireJson.Default.Alert)!;

    /// <summary>The readings of a record.</summary>
    public static IReadOnlyList<StoredReading> ReadingsOf(OutboxRecord record)
    {
        Assert.Null(ReadingBlockReader.TryRead(record.Payload.Span, out var readings));
        return readings;
    }
}
