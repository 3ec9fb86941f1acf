using System.Net;

namespace EdgeGrid.Devices.Listeners;

/// <summary>
/// Tells the technician which connections were turned away and why: the first within a second, and then once a minute,
/// however many there are.
/// </summary>
internal sealed class RefusalNews(ListenerOptions options, Action<string> tell)
{
    private const long PauseMs = 60_000;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<ConnectionEnd, Refusals> _refused = [];
    private long? _toldMs;

    /// <summary>Notes why a connection is no more, and whose it was, where that is known.</summary>
    public void Note(ConnectionEnd reason, IPAddress address, string? who)
    {
        if (Explain(reason) is null)
        {
            return;
        }

        lock (_gate)
        {
            var before = _refused.TryGetValue(reason, out var refusals) ? refusals.Count : 0;
            _refused[reason] = new Refusals(before + 1, who is null ? $"{address}" : $"{who} from {address}");
        }
    }

    public void Tick(long nowMs)
    {
        string words;
        lock (_gate)
        {
            if (_refused.Count == 0 || nowMs - (_toldMs ?? nowMs - PauseMs) < PauseMs)
            {
                return;
            }

            _toldMs = nowMs;
            words = string.Join(" ", _refused.Select(one => $"{one.Value.Count} {Explain(one.Key)} (the last: {one.Value.Last})."));
            _refused.Clear();
        }

        tell($"Connections turned away: {words}");
    }

    private string? Explain(ConnectionEnd reason) => reason switch
    {
        ConnectionEnd.Stranger => "that the configuration does not name: add them to \"parts\", or set \"allowOthers\"",
        ConnectionEnd.NotAuthenticated => "that did not authenticate with the code that they get when they register: delete the code that they keep, so that they register anew",
        ConnectionEnd.TooMany => $"beyond the {options.Connections} of \"connections\"",
        ConnectionEnd.TooManyOfAddress => $"beyond the {options.PerAddress} of \"perAddress\"",
        ConnectionEnd.NoFirstFrame => "without a message of this protocol within \"firstFrame\"",
        ConnectionEnd.Gibberish => "that sent something else than this protocol",
        ConnectionEnd.DoesNotRead => "that did not read what they were answered",
        ConnectionEnd.Failed => "that the driver could not bear",
        _ => null,
    };

    private readonly record struct Refusals(int Count, string Last);
}
