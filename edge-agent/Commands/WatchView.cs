using System.Globalization;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Commands;

/// <summary>
/// The lines of <c>agent watch</c>: the last value of each quantity, at most one line a second; a fault in words when it
/// begins, and a state when it changes, however short it was. In place, the line of values is written over and over. From any thread.
/// </summary>
internal sealed class WatchView(TextWriter output, TimeProvider time, bool inPlace)
{
    // A second, and what a timer may be early.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(0.9);
    private const string ClearLine = "\r\u001b[2K";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Measurement> _last = new(StringComparer.Ordinal);
    private long? _shownAt;
    private bool _lineIsOpen;

    /// <summary>A message, on a line that stays.</summary>
    public void Say(string message)
    {
        lock (_gate)
        {
            output.WriteLine($"{(_lineIsOpen ? ClearLine : "")}{Clock()}  {message}");
            output.Flush();
            _lineIsOpen = false;
        }
    }

    public void Show(IReadOnlyList<Measurement> measurements)
    {
        using var _ = _gate.EnterScope();
        foreach (var measurement in measurements)
        {
            var key = $"{measurement.Part} {measurement.Quantity.Name()}";
            Measurement? before = _last.TryGetValue(key, out var last) ? last : null;
            _last[key] = measurement;
            if (measurement.Fault != DeviceFault.None)
            {
                if (measurement.Fault != before?.Fault)
                {
                    Say($"{measurement.Describe()}. {FaultStreak.Explain(measurement.Fault)}".TrimEnd());
                }
            }
            else if (measurement.Quantity.IsState() && (measurement.Value > 0) != (before?.Value > 0))
            {
                Say(measurement.Describe());
            }
        }

        if (_shownAt is { } at && time.GetElapsedTime(at) < Every)
        {
            return;
        }

        _shownAt = time.GetTimestamp();
        var line = $"{Clock()}  {string.Join("   ", _last.Values.Select(Describe))}";
        output.Write(inPlace ? (_lineIsOpen ? ClearLine : "") + line : line + "\n");
        output.Flush();
        _lineIsOpen = inPlace;
    }

    /// <summary>Whatever comes next on the terminal begins on a line of its own.</summary>
    public void End()
    {
        using var _ = _gate.EnterScope();
        if (_lineIsOpen)
        {
            output.WriteLine();
            output.Flush();
        }

        _lineIsOpen = false;
    }

    private static string Describe(Measurement measurement) => measurement switch
    {
        { Fault: DeviceFault.None, Quantity: Quantity.Position, Detail: GnssFix fix } => string.Join("  ", [measurement.Describe(), .. Quality(fix)]),
        _ => measurement.Describe(),
    };

    private static IEnumerable<string> Quality(GnssFix fix)
    {
        if (fix.SpeedMetresPerSecond is { } speed)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{speed:0.0} m/s");
        }

        if (fix.Satellites is { } satellites)
        {
            yield return $"{satellites} satellites";
        }

        if (fix.Hdop is { } hdop)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"HDOP {hdop:0.0}");
        }
    }

    private string Clock() => time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
