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
    private readonly IDetector[][] _byPoint;
    private readonly DeviceTrack[] _tracks;
    private readonly StorageWatch _storage;

    public Detectors(AgentOptions options, PointTable points, DetectorSources sources)
    {
        _storage = new StorageWatch(options.Gateway, sources);
        var tracks = options.Devices.ToDictionary(device => device.Name, _ => new DeviceTrack());
        _tracks = [.. points.All.Select(point => tracks[point.Device.Name])];
        _byPoint = [.. points.All.Select(point => Of(new DetectorContext(point, options.Gateway, sources.Clock, sources.Time, _tracks[point.Index]) { Handover = sources.Handover }))];
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

    /// <summary>What watches a point: a new detector is one file and one line here.</summary>
    private static IDetector[] Of(DetectorContext context)
    {
        var detect = context.Point.Device.Detect;
        IDetector?[] detectors = context.Point.Quantity switch
        {
            Quantity.Methane or Quantity.CarbonMonoxide or Quantity.Smoke => [detect.Level is { } level ? new LevelDetector(context, level) : null],
            Quantity.Contact => [detect.Contact is { } contact ? new ContactDetector(context, contact) : null],
            Quantity.Motion => [detect.Motion is { } motion ? new MotionDetector(context, motion) : null],
            Quantity.Position => [detect.Fence is { } fence ? new FenceDetector(context, fence) : null],
            Quantity.Sos => [detect.Sos is { } sos ? new SosDetector(context, sos) : null],
            _ => [],
        };

        // A button that nobody presses says nothing: the position of its tracker does.
        IDetector? silence = context.Point.Quantity == Quantity.Sos ? null : new SilenceDetector(context, detect.Silence);
        return [.. detectors.Append(silence).OfType<IDetector>()];
    }
}
