using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// Silence is data: no good value for too long, counted from the start, raises an alert of its own, and once only,
/// whatever its cause. A sensor that says it warms up has a grace of ten minutes. It ends with a few good values in a
/// row: one good answer of a broken sensor is none.
/// </summary>
internal sealed class SilenceDetector : IDetector
{
    private const int GoodInARow = 3;

    // Three times what a heated gas sensor needs.
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromMinutes(10);

    private readonly DetectorContext _context;
    private readonly SilenceOptions _options;
    private readonly LatchedAlert _alert;
    private readonly bool _saturationAlarms;
    private Since _silent;
    private double? _last;
    private DeviceFault _fault;
    private int _good;

    public SilenceDetector(DetectorContext context, SilenceOptions options)
    {
        _context = context;
        _options = options;
        _alert = new LatchedAlert(context, AlertKind.SensorSilent);
        _saturationAlarms = context.Point.Device.Detect.Level is { Falling: false };
        _silent.Begin(context.Clock.Now());
    }

    public DetectedAlert? Next(in Reading reading)
    {
        _fault = reading.Fault;
        if (!reading.IsGood && !(_saturationAlarms && reading.Fault == DeviceFault.Saturated))
        {
            _good = 0;
            return Tick(reading.At);
        }

        _last = reading.IsGood ? reading.Value : _last;
        if (_alert.IsOpen && ++_good < GoodInARow)
        {
            return null;
        }

        var cleared = _alert.IsOpen ? _alert.Clear(Heard(reading.At)) : null;
        _good = 0;
        _silent.End();
        _silent.Begin(reading.At);
        return cleared;
    }

    public DetectedAlert? Tick(Instant now)
    {
        var patience = _fault == DeviceFault.WarmingUp && LongestWarmUp > _options.After ? LongestWarmUp : _options.After;
        return !_alert.IsOpen && _silent.Lasts(patience, now) ? _alert.Raise(_options.Level, Silent(now)) : null;
    }

    private Finding Silent(Instant now)
    {
        var quantity = _context.Point.Quantity;
        var last = _last switch
        {
            null => "none since the gateway started",
            { } when quantity == Quantity.Position => "had a fix before",
            { } value => $"last {quantity.WithUnit(value)}",
        };
        return new Finding(now, $"No value for {Wording.Duration(_silent.For(now))}; {last}. {Reason}")
        {
            Value = Math.Round(_silent.For(now).TotalSeconds),
            Unit = "s",
            Limit = _options.After.TotalSeconds,
        };
    }

    // No fault was told either: the driver hangs, or the line is dead.
    private string Reason => _fault == DeviceFault.None ? "Nothing was heard." : _fault.Sentence();

    private Finding Heard(Instant now)
    {
        var quantity = _context.Point.Quantity;
        var value = _last is { } last && quantity != Quantity.Position ? $": {quantity.WithUnit(last)}" : "";
        return new Finding(now, $"Values again after {Wording.Duration(_silent.For(now))}{value}")
        {
            Value = Math.Round(_silent.For(now).TotalSeconds),
            Unit = "s",
            Limit = _options.After.TotalSeconds,
        };
    }
}
