using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace EdgeGrid.Hub.Api;

/// <summary>Something that is told in order, each with its place: what a stream of server-sent events is made of.</summary>
/// <param name="Name">Of each event.</param>
/// <param name="Last">The last place there is; 0 before the first.</param>
/// <param name="After">What there is after a place, oldest first, so many at once.</param>
/// <param name="PlaceOf">The place that a change is about; null when it is none of this stream.</param>
internal sealed record StreamSource(
    string Name,
    Func<CancellationToken, Task<long>> Last,
    Func<long, int, CancellationToken, Task<IReadOnlyList<StreamItem>>> After,
    Func<LiveChange, long?> PlaceOf);

/// <summary>One of them.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Data">What is told, as JSON.</param>
internal sealed record StreamItem(long Place, object Data);

/// <summary>One of them, as it goes to every listener.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Bytes">The event in UTF-8, its end included.</param>
internal sealed record ToldItem(long Place, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// The newest events of a stream, read from the store and written as JSON once for all who listen: with five hundred
/// listeners, five hundred readings of the store for each alert would be all that the hub does. Who is farther behind
/// reads for itself.
/// </summary>
internal sealed class StreamTail(StreamSource source, IOptions<JsonOptions> json) : IDisposable
{
    private const int AtOnce = HubQueries.MaxLimit;
    private const int Kept = 2 * AtOnce;

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Stretch _newest = new(long.MaxValue, 0, []);
    private long _rung;

    public string Name => source.Name;

    /// <summary>The last place there is; 0 before the first.</summary>
    public Task<long> LastAsync(CancellationToken cancellationToken) => source.Last(cancellationToken);

    /// <summary>True for a change that says that there may be more.</summary>
    public bool Rings(LiveChange change)
    {
        if (source.PlaceOf(change) is not { } place)
        {
            return false;
        }

        // Two who commit may ring in another order than that of their commits.
        for (var before = Interlocked.Read(ref _rung); before < place; before = Interlocked.Read(ref _rung))
        {
            Interlocked.CompareExchange(ref _rung, place, before);
        }

        return true;
    }

    /// <summary>What there is after a place, oldest first; empty when there is nothing more for now.</summary>
    public async Task<IReadOnlyList<ToldItem>> AfterAsync(long place, CancellationToken cancellationToken)
    {
        var rung = Interlocked.Read(ref _rung);
        if (_newest.Last < rung)
        {
            await ReadOnAsync(place, rung, cancellationToken);
        }

        var newest = _newest;
        return newest.From <= place && newest.After(place) is var kept && (kept.Length > 0 || newest.Last >= rung)
            ? kept
            : Told(await source.After(place, AtOnce, cancellationToken));
    }

    public void Dispose() => _reading.Dispose();

    private async Task ReadOnAsync(long place, long rung, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var newest = _newest;
            if (newest.Last < rung)
            {
                // Where nothing is kept yet, whoever asks first says where it begins.
                var from = newest.Items.IsEmpty ? place : newest.Last;
                _newest = newest.With(from, Told(await source.After(from, AtOnce, cancellationToken)));
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    private ImmutableArray<ToldItem> Told(IReadOnlyList<StreamItem> items) =>
    [
        .. items.Select(item => new ToldItem(item.Place, Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"id: {item.Place}\nevent: {source.Name}\ndata: {JsonSerializer.Serialize(item.Data, json.Value.SerializerOptions)}\n\n")))),
    ];

    /// <summary>All that there is after one place, up to another.</summary>
    private sealed record Stretch(long From, long Last, ImmutableArray<ToldItem> Items)
    {
        public Stretch With(long from, ImmutableArray<ToldItem> more)
        {
            if (more.IsEmpty)
            {
                return this;
            }

            var all = Items.AddRange(more);
            return all.Length <= Kept
                ? new Stretch(Math.Min(From, from), more[^1].Place, all)
                : new Stretch(all[^(Kept + 1)].Place, more[^1].Place, all[^Kept..]);
        }

        public ImmutableArray<ToldItem> After(long place)
        {
            var first = Items.Length;
            while (first > 0 && Items[first - 1].Place > place)
            {
                first--;
            }

            return Items[first..];
        }
    }
}
