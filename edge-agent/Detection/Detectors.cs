using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>What detectors are given besides what they watch.</summary>
/// <param name="Clock">Both clocks.</param>
/// <param name="Trouble">What the outbox says of its disk.</param>
/// <param name="Handover">What was raised before the agent started anew.</param>
/// <param name="Time">For the local time of day, and for new ids.</param>
internal sealed record DetectorSources(GatewayClock Clock, StorageTrouble Trouble, AlertHandover Handover, TimeProvider Time);

/// <summary>Every detector of the gateway, by point. Not safe for several threads.</summary>
internal sealed class Detectors
{
    private readonly List<IDetector[]> _byPoint = [];
    private readonly List<DeviceTrack> _tracks = [];
    private readonly Dictionary<string, DeviceTrack> _tracksByDevice = [];
    private readonly StorageWatch _storage;
    private readonly GatewayOptions _gateway;
    private readonly DetectorSources _sources;

    public Detectors(AgentOptions options, DetectorSources sources)
    {
        (_gateway, _sources) = (options.Gateway, sources);
        _storage = new StorageWatch(options.Gateway, sources);
    }

    /// <summary>Another point, the next by its index: what watches it.</summary>
    public void Add(Point point)
    {
        if (!_tracksByDevice.TryGetValue(point.Device.Name, out var track))
        {
            _tracksByDevice.Add(point.Device.Name, track = new DeviceTrack());
        }

        _tracks.Add(track);
        _byPoint.Add(Of(new DetectorContext(point, _gateway, _sources.Clock, _sources.Time, track) { Handover = _sources.Handover }));
    }

    /// <summary>Adds what the detectors of the reading's point decide.</summary>
    public void Next(in Reading reading, List<DetectedAlert> decided)
    {
        _tracks[reading.Point.Index].Move(reading);
        foreach (var detector in _byPoint[reading.Point.Index])
        {
            if (detector.Next(reading) is { } alert)
            {
                decided.Add(alert);
            }
        }
    }

    /// <summary>Adds what is due without a reading.</summary>
    public void Tick(Instant now, List<DetectedAlert> decided)
    {
        _storage.Tick(now, decided);
        foreach (var detectors in _byPoint)
        {
            foreach (var detector in detectors)
            {
                if (detector.Tick(now) is { } alert)
                {
                    decided.Add(alert);
                }
            }
        }
    }

    // A part need not have all that its device can measure: its first quantity shows that it lives.
    private static bool Beats(Point point) => point.Device is not { Whole: { } whole, Kind.Parts: { } parts }
        || (point.Quantity == point.Device.Measures[0] && parts.Beats(point.Device.Name[(whole.Name.Length + 1)..]));

    // What was asked for by its name is not lacking.
    private static bool MayLack(Point point) => point.Device.Measures.Count > 1 && point.Device.Kind.MayLack.Contains(point.Quantity);

    /// <summary>What watches a point: a new detector is one file and one line here.</summary>
    private static IDetector[] Of(DetectorContext context)
    {
        var detect = context.Point.Device.Detect;
        IDetector?[] detectors = context.Point.Quantity switch
        {
            var quantity when DetectSection.HasLevels(quantity) =>
                [detect.Level is { } level && quantity == context.Point.Device.Measures.First(DetectSection.HasLevels) ? new LevelDetector(context, level) : null],
            Quantity.Contact => [detect.Contact is { } contact ? new ContactDetector(context, contact) : null],
            Quantity.Fire => [new ContactDetector(context, detect.Fire)],
            Quantity.Trouble => [new ContactDetector(context, detect.Trouble)],
            Quantity.Motion => [detect.Motion is { } motion ? new MotionDetector(context, motion) : null],
            Quantity.Position => [detect.Fence is { } fence ? new FenceDetector(context, fence) : null],
            Quantity.Sos => [detect.Sos is { } sos ? new SosDetector(context, sos) : null],
            _ => [],
        };

        // A button that nobody presses says nothing: the position of its tracker does.
        IDetector? silence = context.Point.Quantity == Quantity.Sos || MayLack(context.Point) || !Beats(context.Point) ? null : new SilenceDetector(context, detect.Silence);
        return [.. detectors.Append(silence).OfType<IDetector>()];
    }
}
