namespace EdgeGrid.Devices.Air;

/// <summary>
/// Sensirion's VOC index of an SGP40's raw signal, one value a second: 100 is the average of the last half day, more is more
/// organic compounds, up to 500. Written from the description of the gas index algorithm and its published parameters (version
/// 3.2), as the plain recurrences that they are.
/// </summary>
internal sealed class VocIndex
{
    private const int BlackoutSeconds = 45;
    private const int LeastTicks = 20_000, MostTicks = LeastTicks + 32_767, NoTicks = 65_000;

    // A deviation is weighed by the signal's own spread, and 230 of the index's scale.
    private const double Gain = 230, LeastSpread = 220, End = 500;
    private const double MiddleOfScale = 213, SlopeOfScale = -0.0065;
    private const double FastSeconds = 20, SlowSeconds = 500, FastAfter = 0.2;

    private readonly SignalAverage _average = new();
    private int _seconds;
    private double _ticks;
    private double _index;
    private double? _smoothFast;
    private double _smoothSlow;
    private double _smooth;

    /// <summary>Takes the signal of the next second.</summary>
    /// <returns>1 to 500; null in the first 45 seconds.</returns>
    public int? Next(int ticks)
    {
        if (_seconds < BlackoutSeconds + 1)
        {
            _seconds++;
            return null;
        }

        if (ticks is > 0 and < NoTicks)
        {
            _ticks = Math.Clamp(ticks, LeastTicks + 1, MostTicks) - LeastTicks;
        }

        _index = Math.Max(0.5, Smooth(Scale((_average.Mean - _ticks) / (_average.Spread + LeastSpread) * Gain)));
        if (_ticks > 0)
        {
            _average.Take(_ticks, _index);
        }

        return (int)(_index + 0.5);
    }

    // An S curve from 0 to 500, which is 100 where the signal is at its average.
    private static double Scale(double deviation) => End / (1 + Math.Exp(SlopeOfScale * (deviation - MiddleOfScale)));

    // Slow while nothing happens, fast as soon as a fast and a slow average part.
    private double Smooth(double value)
    {
        if (_smoothFast is null)
        {
            (_smoothFast, _smoothSlow, _smooth) = (value, value, value);
        }

        _smoothFast += (value - _smoothFast) / (FastSeconds + 1);
        _smoothSlow += (value - _smoothSlow) / (SlowSeconds + 1);
        var calm = Math.Exp(-FastAfter * Math.Abs(_smoothFast.Value - _smoothSlow));
        _smooth += (value - _smooth) / (1 + FastSeconds + (SlowSeconds - FastSeconds) * calm);
        return _smooth;
    }
}

/// <summary>
/// Mean and spread of the signal over half a day. Both are learned fast at first, and hardly while the index says that something is
/// in the air, unless it stays there for three hours: then that is the room.
/// </summary>
internal sealed class SignalAverage
{
    private const double LearnSeconds = 12 * 3600;
    private const double FirstMeanSeconds = 20, FirstMeanUntil = 0.75 * 3600, FirstSpreadSeconds = 2500, FirstSpreadUntil = 1.45 * 3600, FirstSlope = 0.01;
    private const double GateIndex = 340, FirstGateIndex = 510, GateSlope = 0.09;
    private const double LongestGateMinutes = 180, GateRecovery = 0.3;

    // Longer than this nothing depends on the time any more.
    private const double MostSeconds = 32_767;

    private double? _mean;
    private double _learnedSeconds;
    private double _gatedSeconds;
    private double _gateMinutes;

    public double Mean => _mean ?? 0;

    public double Spread { get; private set; } = 50;

    /// <summary>Takes the signal, and the index that was made of it.</summary>
    public void Take(double signal, double index)
    {
        if (_mean is not { } mean)
        {
            _mean = signal;
            return;
        }

        var (meanShare, spreadShare) = Shares(index);
        var difference = signal - mean;
        Spread = Math.Sqrt((1 - spreadShare) * (Spread * Spread + spreadShare * difference * difference));
        _mean = mean + meanShare * difference;
    }

    private static double Fall(double value, double middle, double slope) => 1 / (1 + Math.Exp(slope * (value - middle)));

    private static double Share(double seconds) => 1 / (seconds + 1);

    private (double Mean, double Spread) Shares(double index)
    {
        _learnedSeconds = Math.Min(_learnedSeconds + 1, MostSeconds);
        _gatedSeconds = Math.Min(_gatedSeconds + 1, MostSeconds);
        var firstMean = Fall(_learnedSeconds, FirstMeanUntil, FirstSlope);
        var firstSpread = Fall(_learnedSeconds, FirstSpreadUntil, FirstSlope) - firstMean;
        var open = Gate(index, FirstMeanUntil);
        var shares = (
            open * (Share(LearnSeconds) + (Share(FirstMeanSeconds) - Share(LearnSeconds)) * firstMean),
            Gate(index, FirstSpreadUntil) * (Share(LearnSeconds) + (Share(FirstSpreadSeconds) - Share(LearnSeconds)) * firstSpread));
        _gateMinutes = Math.Max(0, _gateMinutes + ((1 - open) * (1 + GateRecovery) - GateRecovery) / 60);
        if (_gateMinutes > LongestGateMinutes)
        {
            _gatedSeconds = 0;
        }

        return shares;
    }

    private double Gate(double index, double until) =>
        Fall(index, GateIndex + (FirstGateIndex - GateIndex) * Fall(_gatedSeconds, until, FirstSlope), GateSlope);
}
