using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// The button of a worker's tracker. Each press raises an alert at once, and nothing at the edge ends it: letting go of
/// the button does not mean that help is no longer needed.
/// </summary>
internal sealed class SosDetector(Point point, SosOptions options, DetectionContext context) : IDetector
{
    private readonly AlertLife _life = new(point, AlertKind.Sos, context);
    private bool _pressed;

    public void Observe(in Reading reading, List<DetectedAlert> alerts)
    {
        if (!reading.IsGood)
        {
            return;
        }

        var pressed = reading.Value > 0;
        if (pressed && !_pressed)
        {
            var fix = reading.Detail as GnssFix;
            alerts.Add(_life.Raise(options.Level, new Finding($"SOS button pressed. {Wording.Accuracy(fix)}", reading.At) { Fix = fix }));
        }

        _pressed = pressed;
    }
}
