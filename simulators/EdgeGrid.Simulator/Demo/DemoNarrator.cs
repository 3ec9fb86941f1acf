using System.Collections.Concurrent;
using EdgeGrid.Contracts;
using Spectre.Console;

namespace EdgeGrid.Simulator.Demo;

/// <summary>
/// Tells the story in the terminal: what happens in the simulated world, and a line for each alert when its case is
/// committed, with the milliseconds from sample to decision, and from decision to the moment at which anyone on the wire
/// can see the case.
/// </summary>
internal sealed class DemoNarrator(IAnsiConsole console, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string AlertId, AlertTransition Transition), AlertEvent> _alerts = new();
    private readonly ConcurrentDictionary<(string AlertId, AlertTransition Transition), bool> _told = new();
    private readonly Lock _lock = new();
    private long _started = time.GetTimestamp();

    // A row is as wide as the terminal, up to where the eye loses the line; what is left for the measurement is cut.
    private const int Widest = 168;
    private const int WithoutMeasurement = 75;
    private const int LeastMeasurement = 48;

    // A terminal too narrow for one line gets two.
    private bool IsNarrow => console.Profile.Width < WithoutMeasurement + LeastMeasurement;

    private int MeasurementWidth =>
        IsNarrow ? Math.Max(20, console.Profile.Width - 36) : Math.Min(Widest, console.Profile.Width) - WithoutMeasurement;

    /// <summary>The clock of the story starts now.</summary>
    public void Start()
    {
        _started = time.GetTimestamp();
        var measured = IsNarrow ? "measured, where; then case and sample→alert→case" : "what was measured, and where".PadRight(MeasurementWidth) + "  case                      sample→alert→case";
        Line($"[grey]   time  level  alert             {measured}[/]");
    }

    /// <summary>Before and after the story.</summary>
    public void Say(string markup) => Line(markup);

    /// <summary>Something happens in the simulated world.</summary>
    public void Tell(string words) => Line($"{Clock()}  [italic]{Markup.Escape(words)}[/]");

    /// <summary>A gateway has something to say about itself.</summary>
    public void Warn(string words) => Line($"{Clock()}  [grey]{Markup.Escape(words)}[/]");

    /// <summary>An alert crossed the wire; it is told when its case is committed.</summary>
    public void See(AlertEvent alert) => _alerts.TryAdd((alert.Data.AlertId, alert.Data.Transition), alert);

    /// <summary>A case took a step.</summary>
    public void See(CaseNotice notice)
    {
        var transition = notice.Event switch
        {
            "CaseReported" or "AlertJoined" => AlertTransition.Raised,
            "AlertEscalated" or "LevelRaised" => AlertTransition.Escalated,
            "AlertCleared" => AlertTransition.Cleared,
            _ => (AlertTransition?)null,
        };
        if (transition is not { } seen || notice.AlertId is not { } id)
        {
            return;
        }

        if (_alerts.TryGetValue((id, seen), out var alert) && _told.TryAdd((id, seen), true))
        {
            Line(Row(alert, notice));
        }
    }

    private string Row(AlertEvent alert, CaseNotice notice)
    {
        var data = alert.Data;
        var decided = (alert.Time - data.SampledAt).TotalMilliseconds;
        var committed = (time.GetUtcNow() - alert.Time).TotalMilliseconds;
        var what = Fit($"{data.Measured}{string.Concat(data.Actions.Select(action => $", {action}"))} · {data.Place}", MeasurementWidth);
        var cleared = data.Transition == AlertTransition.Cleared;
        var colour = cleared ? "grey" : Colour(data.Level);
        var verb = notice.Event switch
        {
            "CaseReported" => "filed",
            "AlertJoined" => "joined",
            "AlertCleared" => "stays open",
            _ => "rose",
        };
        var between = IsNarrow ? "\n" + new string(' ', 34) : "  ";
        return $"{Clock()}  [{colour}]{Numeral(data.Level),-5}[/]  [{colour}]{Fit(Title(data), 16)}[/]  {Markup.Escape(what)}{between}"
            + $"{Markup.Escape(notice.CaseId)} {verb,-10}  [grey]{decided:0} + {committed:0} ms[/]";
    }

    private void Line(string markup)
    {
        lock (_lock)
        {
            // A line is a line: the terminal may wrap it, a file gets it whole.
            console.MarkupLine(markup);
        }
    }

    private string Clock()
    {
        var elapsed = time.GetElapsedTime(_started);
        return $"[grey]{(int)elapsed.TotalMinutes,2}:{elapsed.Seconds:00}.{elapsed.Milliseconds / 100}[/]";
    }

    private static string Fit(string text, int width) =>
        text.Length <= width ? text.PadRight(width) : string.Concat(text.AsSpan(0, width - 1), "…");

    private static string Title(Alert alert) =>
        alert.Transition == AlertTransition.Cleared ? $"{Name(alert.Kind)} over" : Name(alert.Kind);

    private static string Name(AlertKind kind) => kind switch
    {
        AlertKind.Gas => "Gas",
        AlertKind.CarbonMonoxide => "Carbon monoxide",
        AlertKind.Smoke => "Smoke",
        AlertKind.Intrusion => "Intrusion",
        AlertKind.Sos => "Worker SOS",
        AlertKind.GridExit => "Left the grid",
        AlertKind.SensorSilent => "Sensor silent",
        AlertKind.DeviceFault => "Device fault",
        AlertKind.Fire => "Fire",
        AlertKind.ToxicGas => "Toxic gas",
        AlertKind.Oxygen => "Oxygen",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string Numeral(WarningLevel level) => level switch
    {
        WarningLevel.Red => "I",
        WarningLevel.Orange => "II",
        WarningLevel.Yellow => "III",
        _ => "IV",
    };

    private static string Colour(WarningLevel level) => level switch
    {
        WarningLevel.Red => "red",
        WarningLevel.Orange => "darkorange",
        WarningLevel.Yellow => "yellow",
        _ => "dodgerblue1",
    };
}
