using EdgeGrid.Agent.Actuation;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Simulation.Buses;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests;

/// <summary>The whole pipeline with one device and two clocks that a test moves as it likes.</summary>
internal sealed class PipelineRig : IDisposable
{
    private readonly DeviceOptions _device;
    private readonly PointTable _points;
    private readonly LocalOutputs _outputs;
    private long _ms;

    public PipelineRig(DeviceOptions device, params OutputOptions[] outputs)
        : this(new AlertHandover(), device, outputs)
    {
    }

    public PipelineRig(AlertHandover handover, DeviceOptions device, params OutputOptions[] outputs)
    {
        (Handover, _device) = (handover, device);
        var options = new AgentOptions
        {
            Gateway = new GatewayOptions { Id = GatewayId.Parse("gw-test"), Name = "Test", Place = "Test", Cell = "320311001001001" },
            Hub = new HubOptions { Url = new Uri("mqtt://127.0.0.1:1883") },
            Data = new DataOptions { Folder = "unused" },
            Devices = [device],
            Outputs = outputs,
            Hash = "000000000000",
        };
        Clock = new GatewayClock(Time, () => ClockQuality.Ntp);
        (Wall, _ms) = (Clock.Now().At, Clock.Now().MonotonicMs);
        _points = new PointTable(options);
        _outputs = new LocalOutputs(options, new DeviceStates(options), new DeviceContext(new SimulatedHardware(), Time), NullLogger<LocalOutputs>.Instance);
        Evidence = new EvidenceRecorder(Outbox, Drops, NullLogger<EvidenceRecorder>.Instance);
        Pipeline = new Pipeline(
            _points,
            new Detectors(options, new DetectorSources(Clock, new StorageTrouble(), Handover, Time)),
            new PipelineEnds(_outputs, Outbox, Evidence, Drops, NullLogger<Pipeline>.Instance) { Handover = Handover });
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));

    public GatewayClock Clock { get; }

    public AlertHandover Handover { get; }

    public InMemoryOutbox Outbox { get; } = new();

    public DropCounters Drops { get; } = new();

    public EvidenceRecorder Evidence { get; }

    public Pipeline Pipeline { get; }

    /// <summary>The wall clock: jumps when a test says so.</summary>
    public DateTimeOffset Wall { get; set; }

    public Instant Now => new(Wall, _ms);

    public IReadOnlyList<Alert> Alerts => [.. Outbox.Alerts.Select(alert => alert.Alert)];

    public IReadOnlyList<AlertTransition> Transitions => [.. Alerts.Select(alert => alert.Transition)];

    public Alert Last => Alerts[^1];

    /// <summary>A device of one or more quantities, with no filter and no detector but silence.</summary>
    public static DeviceOptions Device(params Quantity[] quantities) => new()
    {
        Name = "device",
        Kind = new DeviceKind("test", "", quantities, [], (_, _) => throw new NotSupportedException()),
        Settings = new DeviceSettings(new Dictionary<string, object?>()),
        Place = "kitchen",
        Detect = new DetectOptions { Silence = new SilenceOptions { After = TimeSpan.FromDays(1) } },
    };

    public static GnssFix Fix(double metresEast, double hdop = 1, int satellites = 9, double speed = 1, double metresNorth = 0) => new(
        null,
        34.2440 + (metresNorth / 111_195),
        117.1940 + (metresEast / (111_195 * Math.Cos(34.2440 * Math.PI / 180))),
        null,
        speed,
        null,
        satellites,
        hdop);

    public Point Point(Quantity quantity) => _points.All.Single(point => point.Quantity == quantity);

    public Reading Reading(Quantity quantity, double value, DeviceFault fault = DeviceFault.None, MeasurementDetail? detail = null) =>
        new(Point(quantity), Now, value, fault, detail);

    /// <summary>One sample, now.</summary>
    public void Give(Quantity quantity, double value, DeviceFault fault = DeviceFault.None, MeasurementDetail? detail = null) =>
        Pipeline.Process(Reading(quantity, value, fault, detail));

    public void Fail(Quantity quantity, DeviceFault fault = DeviceFault.NotResponding) => Give(quantity, 0, fault);

    public void Locate(GnssFix fix) => Give(Quantity.Position, fix.SpeedMetresPerSecond ?? 0, detail: fix);

    /// <summary>One sample of a part of the device, now.</summary>
    public void GivePart(string part, Quantity quantity, double value, MeasurementDetail? detail = null) =>
        Pipeline.Process(new Reading(_points.Find(_device, quantity, part)!, Now, value, Detail: detail));

    /// <summary>What a part of the device tells only now.</summary>
    public void GiveHistory(string part, Quantity quantity, double value, Instant at) =>
        Pipeline.Process(new Reading(_points.Find(_device, quantity, part)!, at, value) { IsHistory = true });

    /// <summary>Samples, a second apart.</summary>
    public void GiveEachSecond(Quantity quantity, params double[] values)
    {
        foreach (var value in values)
        {
            Give(quantity, value);
            Pass(1);
        }
    }

    /// <summary>Time passes, with the pipeline's ticks.</summary>
    public void Pass(double seconds)
    {
        for (var left = (long)Math.Round(seconds * 1000); left > 0; left -= 250)
        {
            Skip(Math.Min(left, 250));
            Pipeline.Tick(Now);
        }
    }

    /// <summary>Time passes without a tick.</summary>
    public void Skip(long milliseconds)
    {
        _ms += milliseconds;
        Wall += TimeSpan.FromMilliseconds(milliseconds);
        Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }

    public void Dispose()
    {
        _outputs.Dispose();
        Evidence.Dispose();
        Drops.Dispose();
    }
}
