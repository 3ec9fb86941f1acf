using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// A value that passes levels, upwards or downwards. Each level has its own on-delay; the highest that is due is told, so
/// that a jump goes straight to the top. It clears when the value has stayed the deadband on the good side of the first level for the off-delay. A
/// saturated sensor is above every level: there is at least this much. Where too little is what warns, it may as well be a
/// transmitter that knows itself broken, and says nothing. Other faults neither confirm nor clear.
/// </summary>
internal sealed class LevelDetector : IDetector
{
    private const int NoStep = -1;

    private readonly DetectorContext _context;
    private readonly LevelOptions _options;
    private readonly LatchedAlert _alert;
    private readonly LevelStep[] _steps;
    private readonly Since[] _beyond;
    private readonly double _clearsAt;
    private Since _good;
    private double _value;
    private int _step;

    public LevelDetector(DetectorContext context, LevelOptions options)
    {
        (_context, _options) = (context, options);
        _alert = new LatchedAlert(context, options.Kind);
        _steps = [.. options.Steps];
        _beyond = new Since[_steps.Length];
        _clearsAt = options.Falling ? _steps[0].Limit + options.Deadband : _steps[0].Limit - options.Deadband;

        // An alert that was handed over has told its level; only a higher one is news. Red, the highest, is 1.
        _step = _alert.IsOpen ? Array.FindLastIndex(_steps, step => step.Level >= _alert.Level) : NoStep;
    }

    public DetectedAlert? Next(in Reading reading)
    {
        if (!reading.IsGood && (_options.Falling || reading.Fault != DeviceFault.Saturated))
        {
            _good.End();
            return Tick(reading.At);
        }

        _value = reading.IsGood ? reading.Value : double.PositiveInfinity;
        for (var step = 0; step < _steps.Length; step++)
        {
            Mark(ref _beyond[step], IsBeyond(_steps[step].Limit), reading.At);
        }

        Mark(ref _good, !IsBeyond(_clearsAt), reading.At);
        return _alert.IsOpen && _good.Lasts(_options.OffDelay, reading.At) ? Clear(reading.At) : Tick(reading.At);
    }

    public DetectedAlert? Tick(Instant now)
    {
        for (var step = _steps.Length - 1; step > _step; step--)
        {
            if (_beyond[step].Lasts(_steps[step].OnDelay, now))
            {
                _step = step;
                var finding = Found(now, step);
                return _alert.IsOpen ? _alert.Escalate(_steps[step].Level, finding) : _alert.Raise(_steps[step].Level, finding);
            }
        }

        return null;
    }

    private bool IsBeyond(double limit) => _options.Falling ? _value < limit : _value > limit;

    private static void Mark(ref Since since, bool holds, Instant at)
    {
        if (holds)
        {
            since.Begin(at);
        }
        else
        {
            since.End();
        }
    }

    private Finding Found(Instant now, int step)
    {
        var quantity = _context.Point.Quantity;
        var saturated = double.IsPositiveInfinity(_value);
        var value = saturated ? "beyond its sensor's range," : quantity.WithUnit(_value);
        var duration = _beyond[step].For(now) is { Ticks: > 0 } lasted ? $" for {Wording.Duration(lasted)}" : "";
        return new Finding(now, $"{quantity.Label()} {value} {(_options.Falling ? '<' : '>')} {Wording.Number(_steps[step].Limit)}{duration}")
        {
            Value = saturated ? null : _value,
            Unit = quantity.Unit(),
            Limit = _steps[step].Limit,
        };
    }

    private DetectedAlert Clear(Instant now)
    {
        _step = NoStep;
        var quantity = _context.Point.Quantity;
        return _alert.Clear(
            new Finding(now, $"{quantity.Label()} {quantity.WithUnit(_value)}, not {(_options.Falling ? "below" : "above")} {Wording.Number(_clearsAt)} for {Wording.Duration(_good.For(now))}")
            {
                Value = _value,
                Unit = quantity.Unit(),
                Limit = _clearsAt,
            });
    }
}
