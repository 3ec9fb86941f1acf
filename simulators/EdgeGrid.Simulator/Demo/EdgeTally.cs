using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Simulator.Demo;

/// <summary>An alert as the edge says that it accepted it.</summary>
/// <param name="Identity"><c>gateway/epoch/sequence</c>.</param>
/// <param name="AlertId">The same for all of its transitions.</param>
/// <param name="Transition">Raised, escalated or cleared.</param>
/// <param name="Kind">What it is about.</param>
internal sealed record AcceptedAlert(string Identity, string AlertId, AlertTransition Transition, AlertKind Kind)
{
    /// <summary>As the wire writes it: <c>grid-exit</c>.</summary>
    public string KindName => JsonSerializer.Serialize(Kind, WireJson.Default.AlertKind).Trim('"');
}

/// <summary>
/// What the gateways accepted, taken from their own logs: the side of the account that owes nothing to the wire or the
/// hub. A gateway in another process is read line by line, one in this process through its logger.
/// </summary>
internal sealed partial class EdgeTally(TimeProvider time) : ILoggerProvider, ILogger
{
    // Every gateway says the same of one broken cable, and says it at every try: told once, it is told. What stands
    // before the colon is what it is about: two devices that fail are two pieces of news.
    private static readonly TimeSpan Repeated = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, AcceptedAlert> _accepted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int EventId, string About), long> _warnedAt = new();

    /// <summary>Every transition that was accepted.</summary>
    public IReadOnlyCollection<AcceptedAlert> Accepted => [.. _accepted.Values];

    /// <summary>What else a gateway has to say: warnings and errors, in its own words.</summary>
    public Action<string> OnWarning { get; set; } = _ => { };

    /// <summary>Reads a line of a gateway's log.</summary>
    public void Read(string line)
    {
        if (AcceptedLine().Match(line) is { Success: true } match)
        {
            var accepted = new AcceptedAlert(
                match.Groups["identity"].Value,
                match.Groups["alert"].Value,
                Enum.Parse<AlertTransition>(match.Groups["transition"].Value, ignoreCase: true),
                Enum.Parse<AlertKind>(match.Groups["kind"].Value));
            _accepted.TryAdd(accepted.Identity, accepted);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        Read(line);
        if (logLevel >= LogLevel.Warning && IsNew((eventId.Id, line.Split(':')[0])))
        {
            OnWarning(exception is null ? line : $"{line}: {exception.Message}");
        }
    }

    public void Dispose()
    {
    }

    private bool IsNew((int EventId, string About) warning)
    {
        var now = time.GetTimestamp();
        var isNew = !_warnedAt.TryGetValue(warning, out var at) || time.GetElapsedTime(at, now) > Repeated;
        _warnedAt[warning] = now;
        return isNew;
    }

    // As the agent's log event 1100 has it.
    [GeneratedRegex(
        @"Alert (?<alert>[0-9a-f]{32}) (?<transition>raised|escalated|cleared): (?<kind>[a-z-]+), .* \[(?<identity>[a-z0-9-]+/[0-9a-f]{32}/\d+)\]",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex AcceptedLine();
}
