using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>Every detector of a gateway, by point. A new one is one file and one line in <see cref="Of"/>.</summary>
internal sealed class Detectors(AgentOptions options, PointTable points, GatewayClock clock, TimeProvider time)
{
    private readonly IDetector[][] _byPoint =
        [.. points.All.Select(point => Of(point, new DetectionContext(options.Gateway, clock, time)).ToArray())];

    /// <summary>Shows a reading to the detectors of its point.</summary>
    public void Observe(in Reading reading, List<DetectedAlert> alerts)
    {
        foreach (var detector in _byPoint[reading.Point.Index])
        {
            detector.Observe(reading, alerts);
        }
    }

    /// <summary>Lets time pass for every detector.</summary>
    public void Tick(Instant now, List<DetectedAlert> alerts)
    {
        foreach (var detectors in _byPoint)
        {
            foreach (var detector in detectors)
            {
                detector.Tick(now, alerts);
            }
        }
    }

    private static IEnumerable<IDetector> Of(Point point, DetectionContext context)
    {
        var detect = point.Device.Detect;
        var isFirst = point.Device.Kind.Measures[0] == point.Quantity;
        IDetector?[] detectors =
        [
            point.Quantity is Quantity.Methane or Quantity.CarbonMonoxide or Quantity.Smoke && detect.Level is { } level
                ? new LevelDetector(point, level, context) : null,
            point.Quantity == Quantity.Contact && detect.Contact is { } contact ? new ContactDetector(point, contact, context) : null,
            point.Quantity == Quantity.Motion && detect.Motion is { } motion ? new MotionDetector(point, motion, context) : null,
            point.Quantity == Quantity.Position && detect.Fence is { } fence ? new FenceDetector(point, fence, context) : null,
            point.Quantity == Quantity.Sos && detect.Sos is { } sos ? new SosDetector(point, sos, context) : null,

            // A device is silent once: on the first quantity it measures. A button says nothing while nobody presses it.
            isFirst ? new SilenceDetector(point, detect.Silence, context) : null,
        ];
        return detectors.OfType<IDetector>();
    }
}
