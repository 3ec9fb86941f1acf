using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;

namespace EdgeGrid.Agent.Detection;

/// <summary>A relay or contact that says it by itself, with a delay on either side. A fault neither raises nor clears.</summary>
internal sealed class ContactDetector(Point point, ContactOptions options, DetectionContext context) : IDetector
{
    private readonly AlertLife _life = new(point, options.Kind, context);
    private bool? _active;
    private long _since;

    public void Observe(in Reading reading, List<DetectedAlert> alerts)
    {
        if (!reading.IsGood)
        {
            return;
        }

        var active = reading.Value > 0;
        if (active != _active)
        {
            (_active, _since) = (active, reading.At.MonotonicMs);
        }

        var duration = reading.At.MonotonicMs - _since;
        if (active && !_life.IsRaised && duration >= options.OnDelay.TotalMilliseconds)
        {
            alerts.Add(_life.Raise(options.Level, new Finding($"{Wording.Contact(options.Kind)} on{Wording.For(duration)}", reading.At)));
        }
        else if (!active && _life.IsRaised && duration >= options.OffDelay.TotalMilliseconds)
        {
            alerts.Add(_life.Clear(new Finding($"{Wording.Contact(options.Kind)} off{Wording.For(duration)}", reading.At)));
        }
    }
}
