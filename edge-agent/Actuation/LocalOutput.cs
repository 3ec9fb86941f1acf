using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Actuation;

/// <summary>One output: its rule, its hardware, and the clock that switches it off.</summary>
internal sealed class LocalOutput : IDisposable
{
    private readonly OutputOptions _options;
    private readonly OutputRule _rule;
    private readonly OutputLine _line;
    private readonly ILogger _logger;
    private readonly ITimer _offTimer;
    private readonly Lock _lock = new();

    public LocalOutput(OutputOptions options, OutputLine line, TimeProvider time, ILogger logger)
    {
        _options = options;
        _rule = new OutputRule(options);
        _line = line;
        _logger = logger;
        _offTimer = time.CreateTimer(_ => TimeIsUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Switches what this alert asks for.</summary>
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
            if (on && _options.For is { } duration)
            {
                _offTimer.Change(duration, Timeout.InfiniteTimeSpan);
            }

            return Switch(on, $"alert {alert.AlertId}");
        }
    }

    public Task RunAsync(CancellationToken stopping) => _line.RunAsync(stopping);

    public void Dispose() => _offTimer.Dispose();

    private void TimeIsUp()
    {
        lock (_lock)
        {
            Switch(on: false, $"after {_options.For}");
        }
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
