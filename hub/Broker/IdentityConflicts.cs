using System.Collections.Concurrent;

namespace EdgeGrid.Hub.Broker;

/// <summary>
/// Notices two agents with one identity. One reconnecting agent takes over its own stale session now and then, so a
/// single takeover means nothing; two that fight for one session take it from each other again and again. An older
/// process that speaks again after a newer one is proof, with any broker.
/// </summary>
internal sealed class IdentityConflicts(TimeProvider time)
{
    /// <summary>So many takeovers within <see cref="Window"/> are a fight.</summary>
    public const int Takeovers = 2;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>How long a conflict is shown after it was last noticed.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Trace> _traces = new();

    /// <summary>True while two agents use this identity.</summary>
    public bool Exists(string gateway) =>
        _traces.TryGetValue(gateway, out var trace) && trace.NoticedAt is { } at && time.GetUtcNow() - at < Remembered;

    /// <summary>A session of this identity was taken over by another connection.</summary>
    /// <returns>True when that makes it a conflict that was not known.</returns>
    public bool TakenOver(string gateway)
    {
        var now = time.GetUtcNow();
        var trace = _traces.GetOrAdd(gateway, _ => new Trace());
        lock (trace)
        {
            trace.Recent.RemoveAll(at => now - at > Window);
            trace.Recent.Add(now);
            return trace.Recent.Count >= Takeovers && Notice(trace, now);
        }
    }

    /// <summary>A process of this identity, started then, told its status.</summary>
    /// <returns>True when that makes it a conflict that was not known.</returns>
    public bool Heard(string gateway, string bootId, DateTimeOffset startedAt)
    {
        var now = time.GetUtcNow();
        var process = (bootId, startedAt);
        var trace = _traces.GetOrAdd(gateway, _ => new Trace());
        lock (trace)
        {
            // A → B → A. B alone is a restart; that A still lives is not.
            var back = trace.Current is { } current && current != process && trace.Previous == process;
            if (trace.Current != process)
            {
                trace.Previous = trace.Current;
                trace.Current = process;
            }

            return back && Notice(trace, now);
        }
    }

    private bool Notice(Trace trace, DateTimeOffset now)
    {
        var known = trace.NoticedAt is { } at && now - at < Remembered;
        trace.NoticedAt = now;
        return !known;
    }

    private sealed class Trace
    {
        public List<DateTimeOffset> Recent { get; } = [];

        public (string BootId, DateTimeOffset StartedAt)? Current { get; set; }

        public (string BootId, DateTimeOffset StartedAt)? Previous { get; set; }

        public DateTimeOffset? NoticedAt { get; set; }
    }
}
