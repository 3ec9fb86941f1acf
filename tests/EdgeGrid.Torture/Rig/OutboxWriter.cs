using System.CommandLine;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Torture.Rig;

/// <summary>
/// The agent's outbox at work, in a process of its own so that what it asks of the kernel can be written down: alerts,
/// pictures and readings come, some are acknowledged, files begin and go. Each promise of the outbox is said aloud when it
/// is given.
/// </summary>
internal static class OutboxWriter
{
    public const string Name = "outbox-writer";

    /// <summary>Followed by the identity: it is on the disk.</summary>
    public const string Kept = "kept ";

    /// <summary>Followed by the identity: it may go.</summary>
    public const string Done = "done ";

    private static readonly GatewayId Gateway = GatewayId.Parse("gw-torture");

    private static readonly Point Point = new(
        0,
        new DeviceOptions
        {
            Name = "kitchen-methane",
            Kind = new DeviceKind("torture", "", [Quantity.Methane], [], (_, _) => throw new NotSupportedException()),
            Settings = new DeviceSettings(new Dictionary<string, object?>()),
            Place = "kitchen",
            Simulated = true,
        },
        Quantity.Methane);

    /// <summary>Not for people: what `power-cut` starts.</summary>
    public static Command ToCommand()
    {
        var folder = new Argument<string>("folder");
        var steps = new Argument<int>("steps");
        var seed = new Argument<int>("seed");
        var command = new Command(Name, "An outbox at work, for power-cut.") { folder, steps, seed };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            await WriteAsync(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(steps), new Random(parsed.GetRequiredValue(seed)));
            return 0;
        });
        return command;
    }

    /// <summary>Opens an outbox as the writer does.</summary>
    public static LiteDbOutbox Open(string folder) => new(
        new OutboxSettings
        {
            Gateway = Gateway,
            Clock = new GatewayClock(TimeProvider.System),
            Folder = folder,
            MaxMegabytes = 16,
            CommitEvery = TimeSpan.FromMilliseconds(20),
        },
        new StorageTrouble(),
        TimeProvider.System,
        NullLogger<LiteDbOutbox>.Instance);

    private static async Task WriteAsync(string folder, int steps, Random dice)
    {
        await using var outbox = Open(folder);
        for (var step = 1; step <= steps; step++)
        {
            var identity = outbox.Append(Alert($"step {step} {new string('x', dice.Next(3) == 0 ? dice.Next(6_000, 20_000) : dice.Next(500))}"));
            Say(Kept + identity);
            if (dice.Next(8) == 0 && outbox.AppendEvidence("a", new byte[dice.Next(1_000, 60_000)], simulated: true) is { } picture)
            {
                Say(Kept + picture);
            }

            StoreReadings(outbox, dice);
            if (dice.Next(3) == 0)
            {
                Acknowledge(outbox, dice);
                await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(40)), TimeProvider.System);
            }
        }
    }

    // Some ten, or so many that no small commit is made of them.
    private static void StoreReadings(LiteDbOutbox outbox, Random dice)
    {
        var last = outbox.Status(Lane.Readings) is { LastSequence: > 0 } status
            ? new RecordIdentity(Gateway, status.Epoch, status.LastSequence, 1)
            : (RecordIdentity?)null;
        for (var count = dice.Next(20) == 0 ? dice.Next(1_000, 40_000) : dice.Next(20); count > 0; count--)
        {
            outbox.Append(Reading(dice.NextDouble()));
        }

        outbox.Flush();
        while (outbox.Read(RecordKind.Readings, last, 100) is { Count: > 0 } records)
        {
            foreach (var record in records)
            {
                Say(Kept + record.Identity);
            }

            last = records[^1].Identity;
        }
    }

    private static void Acknowledge(LiteDbOutbox outbox, Random dice)
    {
        foreach (var kind in new[] { RecordKind.Alert, RecordKind.Evidence, RecordKind.Readings })
        {
            foreach (var record in outbox.Read(kind, null, dice.Next(1, 6)))
            {
                Say(Done + record.Identity);
                outbox.Remove(kind == RecordKind.Readings ? Lane.Readings : Lane.Alerts, record.Identity.Epoch, record.Identity.Sequence, record.Identity.Count);
            }
        }
    }

    // One write(2) a line, so that it stands in the record of the kernel's calls where it was said.
    private static void Say(string line)
    {
        Console.Out.Write(line + "\n");
        Console.Out.Flush();
    }

    /// <summary>A reading.</summary>
    public static Reading Reading(double value) => new(Point, new Instant(DateTimeOffset.UnixEpoch, 1), value);

    /// <summary>An alert that says something.</summary>
    public static DetectedAlert Alert(string measured) => new(
        new Alert
        {
            AlertId = Guid.NewGuid().ToString("N"),
            Transition = AlertTransition.Raised,
            Kind = AlertKind.Gas,
            Level = WarningLevel.Yellow,
            Device = "kitchen-methane",
            Place = "kitchen",
            Measured = measured,
            SampledAt = DateTimeOffset.UnixEpoch,
            RaisedAt = DateTimeOffset.UnixEpoch,
            Clock = new ClockReading("00000000-0000-4000-8000-000000000000", 1, ClockQuality.Ntp),
        },
        Simulated: true);
}
