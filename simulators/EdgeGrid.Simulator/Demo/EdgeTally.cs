using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Simulator.Demo;

/// <summary>An alert as the edge says that it accepted it.</summary>
/// <param name="Identity"><c>gateway/epoch/sequence</c>.</param>
/// <param name="AlertId">The same for all of its transitions.</param>
/// <param name="Transition">Raised, escalated or cleared.</param>
/// <param name="Kind">What it is about.</param>
internal sealed record AcceptedAlert(string Identity, string AlertId, AlertTransition Transition, string Kind);

/// <summary>
/// What the gateways accepted, taken from their own logs: the side of the account that owes nothing to the wire or the
/// hub. A gateway in another process is read line by line, one in this process through its logger.
/// </summary>
internal sealed partial class EdgeTally : ILoggerProvider, ILogger
{
    private readonly ConcurrentDictionary<string, AcceptedAlert> _accepted = new(StringComparer.Ordinal);

    /// <summary>Every transition that was accepted.</summary>
    public IReadOnlyCollection<AcceptedAlert> Accepted => [.. _accepted.Values];

    /// <summary>What else a gateway has to say: warnings and errors, in its own words.</summary>
    public required Action<string> OnWarning { get; init; }

    /// <summary>Reads a line of a gateway's log.</summary>
    public void Read(string line)
    {
        if (AcceptedLine().Match(line) is { Success: true } match)
        {
            var accepted = new AcceptedAlert(
                match.Groups["identity"].Value,
                match.Groups["alert"].Value,
                Enum.Parse<AlertTransition>(match.Groups["transition"].Value, ignoreCase: true),
                match.Groups["kind"].Value);
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
        if (logLevel >= LogLevel.Warning)
        {
            OnWarning(line);
        }
    }

    public void Dispose()
    {
    }

    // As the agent's log event 1100 has it.
    [GeneratedRegex(
        @"Alert (?<alert>[0-9a-f]{32}) (?<transition>raised|escalated|cleared): (?<kind>[a-z-]+), .* \[(?<identity>[a-z0-9-]+/[0-9a-f]{32}/\d+)\]",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex AcceptedLine();
}
