using System.Globalization;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Calibrations;

/// <summary>What a calibration came to.</summary>
/// <param name="Result">Null when it was refused.</param>
/// <param name="Why">It was; empty otherwise.</param>
internal sealed record CalibrationOutcome(StoredCalibration? Result, string Why = "");

/// <summary>Takes samples of one sensor in clean air, and decides whether they say what it is.</summary>
/// <param name="options">The sensor; of a kind that can be calibrated.</param>
/// <param name="time">The clock.</param>
internal sealed class CalibrationRun(DeviceOptions options, TimeProvider time)
{
    /// <summary>Fewer samples say nothing of how steady the sensor is.</summary>
    private const int Least = 3;

    /// <summary>Samples that are farther apart are of air that changes, or of a sensor that is not settled.</summary>
    private const double MostSpreadPercent = 5;

    /// <summary>A sensor that still goes in one direction by so much from the first third to the last is not settled.</summary>
    private const double MostDriftPercent = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>After this a sensor that says it warms up is not waited for any longer.</summary>
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromMinutes(10);

    private readonly List<double> _values = [];
    private readonly CalibrationKind _kind = options.Kind.Calibration!;

    /// <summary>Until enough samples are taken or one cannot be used.</summary>
    /// <param name="device">Opened.</param>
    /// <param name="length">How long samples are taken.</param>
    /// <param name="progress">Told again and again how it stands.</param>
    /// <param name="stopping">Ends it without a result.</param>
    public async Task<CalibrationOutcome> RunAsync(ICalibratedDevice device, TimeSpan length, Action<string> progress, CancellationToken stopping)
    {
        var began = time.GetTimestamp();
        long? first = null;
        while (first is null || time.GetElapsedTime(first.Value) < length)
        {
            var sample = device.Calibrate();
            if (sample.Fault == DeviceFault.WarmingUp && _values.Count == 0)
            {
                if (time.GetElapsedTime(began) > LongestWarmUp)
                {
                    return new CalibrationOutcome(null, $"It still warms up after {LongestWarmUp.TotalMinutes:0} minutes. Wait until it measures, and for a new sensor two days more.");
                }

                progress($"warming up, {time.GetElapsedTime(began).TotalSeconds:0} s");
            }
            else if (sample.Fault != DeviceFault.None)
            {
                return new CalibrationOutcome(null, $"It tells {sample.Fault.Name()}. {FaultStreak.Explain(sample.Fault)}");
            }
            else
            {
                first ??= time.GetTimestamp();
                Take(sample);
                progress($"{Show(Median(_values))}, spread {Spread().ToString("0.0", CultureInfo.InvariantCulture)} %, {time.GetElapsedTime(first.Value).TotalSeconds:0} of {length.TotalSeconds:0} s");
            }

            await Task.Delay(Pause, time, stopping);
        }

        return Judge(length);
    }

    /// <summary>A value with its unit, four digits that count.</summary>
    public string Show(double value) => $"{_kind.Option} {Words.Rounded(value)} {_kind.Unit}";

    private void Take(CalibrationSample sample)
    {
        if (sample.IsNew)
        {
            _values.Add(sample.Value);
        }
    }

    private CalibrationOutcome Judge(TimeSpan length)
    {
        var option = options.Kind.Options.First(option => option.Name == _kind.Option);
        var median = Median(_values);
        var third = _values.Count / 3;
        var drift = third == 0 ? 0 : 100 * Math.Abs(Median(_values[^third..]) - Median(_values[..third])) / median;
        var why = _values.Count < Least ? $"Only {_values.Count} samples came within {length.TotalSeconds:0} s; {Least} are needed. Take them for longer: --for 10m."
            : median < option.Min || median > option.Max ? $"{Show(median)} cannot be: {option.Min} to {option.Max} are possible. Check the load resistor, the supply and the wires, and that these are configured as they are."
            : Spread() > MostSpreadPercent ? FormattableString.Invariant($"The samples are {Spread():0.0} % apart; {MostSpreadPercent} % are allowed. Keep it in clean air without a draught, and away from whoever breathes.")
            : drift > MostDriftPercent ? FormattableString.Invariant($"It still drifts, by {drift:0.0} % from the first third of the time to the last; {MostDriftPercent} % are allowed. Let it warm up for longer.")
            : "";
        return why.Length > 0
            ? new CalibrationOutcome(null, why)
            : new CalibrationOutcome(new StoredCalibration(
                options.Kind.Name,
                _kind.Option,
                median,
                time.GetUtcNow(),
                _values.Count,
                Math.Round(Spread(), 2),
                _kind.DependsOn.ToDictionary(name => name, options.Settings.Shown)));
    }

    private double Spread() => _values.Count == 0 ? 0 : 100 * (_values.Max() - _values.Min()) / Median(_values);

    private static double Median(List<double> values) => values.Count == 0 ? 0 : values.Order().ElementAt(values.Count / 2);
}
