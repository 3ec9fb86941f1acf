using System.Text;
using System.Text.Json;

namespace EdgeGrid.Hub.Api;

/// <summary>Something that is told to whoever listens at that moment: it has no place to be taken up again from.</summary>
/// <param name="Event">Of the event.</param>
/// <param name="About">What it is about: of two about the same that wait, the newer is told alone.</param>
/// <param name="Data">What is told, as JSON.</param>
internal sealed record NewsItem(string Event, string About, object Data);

/// <summary>What waits to be told to one listener. However slow they are, nothing is lost and no more waits than there are things to tell of.</summary>
/// <param name="of">What a change is told as; null when it is not told.</param>
internal sealed class StreamNews(Func<LiveChange, NewsItem?> of)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, string), NewsItem> _waiting = [];

    /// <summary>Nothing is told without its place.</summary>
    public static StreamNews None => new(_ => null);

    /// <summary>True for a change that is to be told.</summary>
    public bool Hears(LiveChange change)
    {
        if (of(change) is not { } item)
        {
            return false;
        }

        lock (_gate)
        {
            _waiting[(item.Event, item.About)] = item;
        }

        return true;
    }

    /// <summary>What waits, as events in UTF-8.</summary>
    public byte[] Take(JsonSerializerOptions json)
    {
        NewsItem[] items;
        lock (_gate)
        {
            items = [.. _waiting.Values];
            _waiting.Clear();
        }

        return Encoding.UTF8.GetBytes(string.Concat(items.Select(item => $"event: {item.Event}\ndata: {JsonSerializer.Serialize(item.Data, json)}\n\n")));
    }
}
