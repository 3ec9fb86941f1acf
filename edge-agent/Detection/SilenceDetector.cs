using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// A sensor that has given no usable value for a while, from the start on: in an early-warning system silence is data.
/// A saturated sensor speaks ("at least this much"), and one that warms up has said when it will.
/// </summary>
internal sealed class SilenceDetector : IDetector
{
    private readonly Point _point;
    private readonly SilenceOptions _options;
    private readonly AlertLife _life;
    private DeviceFault _fault;
    private double? _lastValue;
    private Instant _lastAt;

    public SilenceDetector(Point point, SilenceOptions options, DetectionContext context)
    {
        (_point, _options) = (point, options);
        _life = new AlertLife(point, AlertKind.SensorSilent, context);
        _lastAt = context.Clock.Now();
    }

    public void Observe(in Reading reading, List<DetectedAlert> alerts)
    {
        _fault = reading.Fault;
        if (!reading.IsGood && reading.Fault is not (DeviceFault.Saturated or DeviceFault.WarmingUp))
        {
            return;
        }

        _lastAt = reading.At;
        if (reading.IsGood)
        {
            _lastValue = reading.Value;
        }

        if (_life.IsRaised)
        {
            var words = reading.IsGood ? $"Values again: {Wording.Amount(reading.Value, _point.Quantity)}" : Wording.Sentence(reading.Fault);
            alerts.Add(_life.Clear(new Finding(words, reading.At)));
        }
    }

    public void Tick(Instant now, List<DetectedAlert> alerts)
    {
        var silent = now.MonotonicMs - _lastAt.MonotonicMs;
        if (_life.IsRaised || silent < _options.After.TotalMilliseconds)
        {
            return;
        }

        var last = _lastValue is { } value ? $"last {Wording.Amount(value, _point.Quantity)}" : "none since the start";
        alerts.Add(_life.Raise(_options.Level, new Finding($"No value for {Wording.Seconds(silent)}; {last}. {Wording.Sentence(_fault)}", now)));
    }
}
