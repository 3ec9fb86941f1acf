using System.Collections.Concurrent;

namespace EdgeGrid.Hub.Storage;

/// <summary>
/// How far the committed readings of each gateway's epoch go: what is beyond is new, and nothing has to be asked of a store
/// that may keep years of them. Of so many epochs that those of a city's gateways are all in it.
/// </summary>
internal sealed class ReadingMarks
{
    private const int AtMost = 50_000;

    private readonly ConcurrentDictionary<(string Gateway, string Epoch), long> _ends = new();

    /// <summary>The sequence after the last one; null when nobody has looked yet.</summary>
    public long? EndOf((string Gateway, string Epoch) lane) => _ends.TryGetValue(lane, out var end) ? end : null;

    /// <summary>A commit has failed, or only its answer has: how far the readings go the store has to say again.</summary>
    public void Forget() => _ends.Clear();

    /// <summary>What is committed.</summary>
    public void Committed(IReadOnlyDictionary<(string Gateway, string Epoch), long> ends)
    {
        if (_ends.Count > AtMost)
        {
            // They are looked up again, each when it is next needed.
            Forget();
        }

        foreach (var (lane, end) in ends)
        {
            _ends[lane] = end;
        }
    }
}
