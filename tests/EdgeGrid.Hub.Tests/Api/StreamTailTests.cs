using System.Text;
using EdgeGrid.Hub.Api;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace EdgeGrid.Hub.Tests.Api;

public sealed class StreamTailTests
{
    private readonly List<long> _stored = [];
    private int _readings;

    [Fact]
    public async Task Listeners_ThatAreUpToDate_ShareOneReading()
    {
        using var tail = Tail();
        Commit(tail, 1);
        var first = await tail.AfterAsync(0, CancellationToken.None);
        Commit(tail, 2);
        _readings = 0;

        for (var listener = 0; listener < 50; listener++)
        {
            Assert.Equal([2], Places(await tail.AfterAsync(1, CancellationToken.None)));
            Assert.Empty(await tail.AfterAsync(2, CancellationToken.None));
        }

        Assert.Equal([1], Places(first));
        Assert.Equal(1, _readings);
    }

    [Fact]
    public async Task Listener_ThatIsFarBehind_GetsEverythingOnce()
    {
        using var tail = Tail();
        for (var place = 1; place <= 3000; place++)
        {
            Commit(tail, place);
            if (place > 2000)
            {
                await tail.AfterAsync(place - 1, CancellationToken.None);
            }
        }

        var heard = new List<long>();
        while (await tail.AfterAsync(heard.LastOrDefault(), CancellationToken.None) is { Count: > 0 } told)
        {
            heard.AddRange(Places(told));
        }

        Assert.Equal(_stored, heard);
    }

    [Fact]
    public async Task Changes_ThatRingInAnotherOrder_AreAllTold()
    {
        using var tail = Tail();
        Commit(tail, 1);
        await tail.AfterAsync(0, CancellationToken.None);
        _stored.AddRange([2, 3]);
        tail.Rings(Change(3));
        tail.Rings(Change(2));

        Assert.Equal([2, 3], Places(await tail.AfterAsync(1, CancellationToken.None)));
    }

    [Fact]
    public async Task Change_OfAnotherStream_DoesNotRing()
    {
        using var tail = Tail();

        Assert.False(tail.Rings(new GatewayChanged(null!)));
        Assert.Empty(await tail.AfterAsync(0, CancellationToken.None));
    }

    private static IEnumerable<long> Places(IReadOnlyList<ToldItem> told) => told.Select(item =>
    {
        Assert.StartsWith($"id: {item.Place}\nevent: thing\ndata: ", Encoding.UTF8.GetString(item.Bytes.Span), StringComparison.Ordinal);
        return item.Place;
    });

    private static CaseChanged Change(long place) => new(null!, "CaseFiled", null, place);

    private void Commit(StreamTail tail, long place)
    {
        _stored.Add(place);
        Assert.True(tail.Rings(Change(place)));
    }

    private StreamTail Tail() => new(
        new StreamSource(
            "thing",
            _ => Task.FromResult(_stored.LastOrDefault()),
            (after, limit, _) =>
            {
                _readings++;
                return Task.FromResult<IReadOnlyList<StreamItem>>([.. _stored.Where(place => place > after).Take(limit).Select(place => new StreamItem(place, place))]);
            },
            change => (change as CaseChanged)?.Position),
        Options.Create(new JsonOptions()));
}
