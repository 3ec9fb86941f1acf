using System.Net.Sockets;
using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Jt808;
using EdgeGrid.Devices.Listeners;
using EdgeGrid.Simulation.Terminals;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Listeners;

/// <summary>Whoever floods, dribbles, babbles or takes no answers costs little and stops nobody else.</summary>
public sealed class TerminalListenerTests
{
    private const string Phone = "013800138000";

    [Fact]
    public async Task Open_WithAPortInUse_SaysWhatToDo()
    {
        await using var first = await StartAsync();
        var exception = await Assert.ThrowsAsync<DeviceException>(() => ServerUnderTest.StartAsync(
            Jt808Server.Kind, device => ((Jt808Server)device).Listener!, null, ("port", (long)first.Port)));
        Assert.Contains($"127.0.0.1:{first.Port}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("choose another 'port'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AtAnAddressOfAnother_SaysWhatToDo() =>
        Assert.Contains("no such address", (await Assert.ThrowsAsync<DeviceException>(() => StartAsync(("address", "192.0.2.77")))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0.0.0.0", true)]
    [InlineData("192.0.2.77", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("the gateway", false)]
    [InlineData("10.1", false)]
    [InlineData("192.0.2.077", false)]
    [InlineData("[::1]:6808", false)]
    public void Address_ThatIsNone_IsObjectedTo(string address, bool isOne) =>
        Assert.Equal(isOne, Jt808Server.Kind.Options[0].ObjectionTo(address) is null);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "0.0.0.0", true)]
    [InlineData("::", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "192.0.2.77", false)]
    public void Port_AtOverlappingAddresses_IsOneServersAlone(string address, string other, bool excludes)
    {
        Claim Of(string address) => Jt808Server.Kind.Options[1].Claim!(DriverSettings.For(Jt808Server.Kind, ("address", address)))!;
        Assert.Equal(excludes, Of(address).Excludes(Of(other)));
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreRefusedAndOthersServed()
    {
        await using var server = await StartAsync(("connections", 3L), ("perAddress", 2L));
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        using var second = await server.ConnectAsync();
        using var third = await server.ConnectAsync();

        await server.EndedAsync(ConnectionEnd.TooManyOfAddress);
        Assert.Equal(0, await third.ReceiveAsync(new byte[1], server.Bound));
        Assert.Equal(0, (await link.AskAsync(0x0002, [], server.Bound))!.Result);
    }

    [Fact]
    public async Task Connections_OfAllAddressesBeyondTheLimit_AreRefused()
    {
        await using var server = await StartAsync(("connections", 1L), ("perAddress", 100L));
        using var first = await server.ConnectAsync();
        using var second = await server.ConnectAsync();
        await server.EndedAsync(ConnectionEnd.TooMany);
    }

    [Fact]
    public async Task Dribbler_WhoNeverFinishesAFrame_IsCutOff()
    {
        await using var server = await StartAsync(("firstFrame", TimeSpan.FromSeconds(1)));
        using var dribbler = await server.ConnectAsync();
        await dribbler.SendAsync([0x7E, 0x00, 0x02], server.Bound);
        await server.EndedAsync(ConnectionEnd.NoFirstFrame);
    }

    [Fact]
    public async Task Terminal_ThatFallsSilent_IsCutOffAfterTheIdleTime()
    {
        await using var server = await StartAsync(("idle", TimeSpan.FromSeconds(1)));
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        Assert.Null(await link.ReceiveAsync(server.Bound));
        await server.EndedAsync(ConnectionEnd.Idle);
    }

    [Fact]
    public async Task Gibberish_ThatNeverMakesAFrame_EndsTheConnection()
    {
        await using var server = await StartAsync();
        using var babbler = await server.ConnectAsync();
        await babbler.SendAsync([.. Enumerable.Repeat("GET / HTTP/1.1\r\n"u8.ToArray(), 600).SelectMany(line => line)], server.Bound);
        await server.EndedAsync(ConnectionEnd.Gibberish);
    }

    [Fact]
    public async Task Terminal_ThatReadsNoAnswers_IsCutOff()
    {
        await using var server = await StartAsync(("perSecond", 10_000L));
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        var code = (await link.AskAsync(0x0100, Jt808Frame.Registration([]), server.Bound))!.Body[3..];
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync("127.0.0.1", server.Port, server.Bound);
        byte[] heartbeats = [.. Jt808Frame.Of(0x0102, Phone, 0, code), .. Enumerable.Range(1, 2_000).SelectMany(i => Jt808Frame.Of(2, Phone, i, []))];
        await Eventually.HoldsAsync("the server has given up", async () =>
        {
            try
            {
                await socket.SendAsync(heartbeats, server.Bound);
            }
            catch (SocketException)
            {
                return true;
            }

            return server.Listener.Ended(ConnectionEnd.DoesNotRead) > 0;
        });
        Assert.Equal(1, server.Listener.Ended(ConnectionEnd.DoesNotRead));
    }

    [Fact]
    public async Task Flood_OfOneTerminal_WaitsInItsOwnSocketAndKeepsNobodyWaiting()
    {
        await using var server = await StartAsync(("perSecond", 5L));
        using var flooder = new Jt808Link(await server.ConnectAsync(), "1");
        using var other = new Jt808Link(await server.ConnectAsync(), "2");
        Assert.True(await flooder.EnterAsync(server.Bound));
        Assert.True(await other.EnterAsync(server.Bound));
        for (var i = 0; i < 200; i++)
        {
            await flooder.SendAsync(0x0200, Jt808Frame.Location(DateTimeOffset.UnixEpoch.AddYears(56), new(34, 117), 0, 0), server.Bound);
        }

        Assert.Equal(0, (await other.AskAsync(0x0200, Jt808Frame.Location(DateTimeOffset.UnixEpoch.AddYears(56), new(34, 118), 0, 0), server.Bound))!.Result);
        await server.ToldAsync("the other's position", measurement => measurement is { Part: "2", Quantity: Quantity.Position });
        Assert.InRange(server.Told.Count(measurement => measurement is { Part: "1", Quantity: Quantity.Position }), 0, 60);
    }

    [Fact]
    public async Task Answer_WhileNobodyTakesTheMeasurement_IsWithheld()
    {
        await using var server = await StartAsync();
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        Task<Jt808Reply?> asking;
        using (await server.StopTakingAsync())
        {
            asking = link.AskAsync(0x0200, Jt808Frame.Location(DateTimeOffset.UnixEpoch.AddYears(56), new(34, 117), 0, 0), server.Bound);
            Assert.NotSame(asking, await Task.WhenAny(asking, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, server.Bound)));
        }

        Assert.Equal(0, (await asking)!.Result);
        Assert.Contains(server.Told, measurement => measurement is { Part: "13800138000", Quantity: Quantity.Position });
    }

    [Fact]
    public async Task Terminal_ThatConnectsAnew_EndsItsConnectionBefore()
    {
        await using var server = await StartAsync();
        using var dead = new Jt808Link(await server.ConnectAsync(), Phone);
        using var alive = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await dead.EnterAsync(server.Bound));
        Assert.True(await alive.EnterAsync(server.Bound));
        await server.EndedAsync(ConnectionEnd.Replaced);
        Assert.Equal(0, (await alive.AskAsync(0x0002, [], server.Bound))!.Result);
    }

    [Fact]
    public async Task ManyTerminals_TakeNoThreadEach()
    {
        await using var server = await StartAsync();
        var before = System.Diagnostics.Process.GetCurrentProcess().Threads.Count;
        var links = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => server.ConnectAsync()));
        await Eventually.HoldsAsync("all are accepted", () => server.Listener.Open == links.Length);
        Assert.InRange(System.Diagnostics.Process.GetCurrentProcess().Threads.Count, 0, before + 50);
        Array.ForEach(links, link => link.Dispose());
        await Eventually.HoldsAsync("all are gone", () => server.Listener.Open == 0);
    }

    private static Task<ServerUnderTest> StartAsync(params (string Option, object Value)[] values) =>
        ServerUnderTest.StartAsync(Jt808Server.Kind, device => ((Jt808Server)device).Listener!, null, values);
}
