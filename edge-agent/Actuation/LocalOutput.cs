using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Actuation;

/// <summary>One output: its rule, its hardware, the clock that switches it off, and the one that ends its silence.</summary>
internal sealed class LocalOutput : IDisposable
{
    private readonly OutputOptions _options;
    private readonly OutputRule _rule;
    private readonly OutputLine _line;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _offTimer;
    private readonly ITimer _silenceTimer;
    private readonly Lock _lock = new();
    private long _onSince;
    private bool _silenced;

    public LocalOutput(OutputOptions options, OutputLine line, TimeProvider time, ILogger logger)
    {
        _options = options;
        _rule = new OutputRule(options);
        _line = line;
        _time = time;
        _logger = logger;
        _offTimer = time.CreateTimer(_ => TimeIsUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _silenceTimer = time.CreateTimer(_ => SilenceIsOver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Switches what this alert asks for. One that is raised or rises sounds through any silence.</summary>
    /// <returns>What was done, or what failed: <c>siren on</c>. Null when nothing was asked.</returns>
    public string? React(Alert alert)
    {
        lock (_lock)
        {
            var demand = _rule.Next(alert);
            if (demand == OutputDemand.None)
            {
                return null;
            }

            var on = demand == OutputDemand.On;
            EndSilence();
            if (on)
            {
                _onSince = _time.GetTimestamp();
                if (_options.For is { } duration)
                {
                    _offTimer.Change(duration, Timeout.InfiniteTimeSpan);
                }
            }

            return Switch(on, $"alert {alert.AlertId}");
        }
    }

    /// <summary>Makes a sounder silent for a while; what still holds it then sounds again. Anything else is left as it is.</summary>
    /// <returns>What was done, or what failed: <c>siren off</c>. Null when it is no sounder.</returns>
    public string? Silence(TimeSpan duration)
    {
        lock (_lock)
        {
            if (!_options.Sounder)
            {
                return null;
            }

            _silenced = true;
            _silenceTimer.Change(duration, Timeout.InfiniteTimeSpan);
            return Switch(on: false, $"silenced for {duration}");
        }
    }

    public Task RunAsync(CancellationToken stopping) => _line.RunAsync(stopping);

    public void Dispose()
    {
        _offTimer.Dispose();
        _silenceTimer.Dispose();
    }

    private void TimeIsUp()
    {
        lock (_lock)
        {
            Switch(on: false, $"after {_options.For}");
        }
    }

    private void SilenceIsOver()
    {
        lock (_lock)
        {
            // An alert that came in the last moment has ended it already.
            if (!_silenced)
            {
                return;
            }

            EndSilence();
            if (_rule.IsHeld && (_options.For is not { } duration || _time.GetElapsedTime(_onSince) < duration))
            {
                Switch(on: true, "the silence is over");
            }
        }
    }

    private void EndSilence()
    {
        _silenced = false;
        _silenceTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private string Switch(bool on, string reason)
    {
        var state = on ? "on" : "off";
        if (_line.Switch(on) is { } problem)
        {
            return $"{_options.Label} failed: {problem}";
        }

        _logger.Switched(_options.Name, state, reason);
        return $"{_options.Label} {state}";
    }
}
