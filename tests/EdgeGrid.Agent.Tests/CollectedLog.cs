using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Tests;

/// <summary>Keeps what was logged, for a test to look at.</summary>
internal sealed class CollectedLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(int EventId, string Text)> _lines = new();

    public IReadOnlyCollection<(int EventId, string Text)> Lines => _lines;

    public string Text => string.Join('\n', _lines.Select(line => line.Text));

    public bool Has(int eventId) => _lines.Any(line => line.EventId == eventId);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, $"{formatter(state, exception)} {exception}"));
}
