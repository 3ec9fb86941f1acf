using System.Net;
using EdgeGrid.Devices.Listeners;

namespace EdgeGrid.Devices.Tests.Listeners;

public sealed class RefusalNewsTests
{
    private static readonly ListenerOptions Options = new(IPAddress.Loopback, 6808, 2500, 64, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(15), 20);

    private readonly List<string> _told = [];
    private readonly RefusalNews _news;

    public RefusalNewsTests() => _news = new RefusalNews(Options, _told.Add);

    [Fact]
    public void Refusals_HoweverMany_AreTold_OnceAMinute()
    {
        for (var second = 0; second < 130; second++)
        {
            for (var i = 0; i < 1000; i++)
            {
                _news.Note(ConnectionEnd.Gibberish, IPAddress.Parse("192.0.2.9"), null);
            }

            _news.Tick(second * 1000);
        }

        Assert.Equal(
            [.. new[] { 1, 60, 60 }.Select(seconds => $"Connections turned away: {seconds}000 that sent something else than this protocol (the last: 192.0.2.9).")],
            _told);
    }

    [Fact]
    public void Refusals_OfSeveralReasons_AreOneLine()
    {
        _news.Note(ConnectionEnd.TooManyOfAddress, IPAddress.Parse("192.0.2.7"), null);
        _news.Note(ConnectionEnd.Stranger, IPAddress.Parse("192.0.2.8"), "013900139000");
        _news.Tick(5);

        Assert.Equal(
            "Connections turned away: 1 beyond the 64 of \"perAddress\" (the last: 192.0.2.7). "
            + "1 that the configuration does not name: add them to \"parts\", or set \"allowOthers\" (the last: 013900139000 from 192.0.2.8).",
            Assert.Single(_told));
    }

    [Fact]
    public void Connections_ThatEndAsTheyShould_AreNoNews()
    {
        foreach (var end in new[] { ConnectionEnd.Closed, ConnectionEnd.Broken, ConnectionEnd.Idle, ConnectionEnd.Replaced, ConnectionEnd.Stopped })
        {
            _news.Note(end, IPAddress.Loopback, "013900139000");
        }

        _news.Tick(5);

        Assert.Empty(_told);
    }
}
