using EdgeGrid.Devices.Gb26875;
using EdgeGrid.Devices.Listeners;
using EdgeGrid.Devices.Tests.Listeners;
using EdgeGrid.Simulation.Terminals;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Gb26875;

public sealed class Gb26875ServerTests
{
    private const int Normal = 1;
    private const int Fire = 1 << 1;
    private const int Fault = 1 << 2;

    [Fact]
    public async Task PublishedFire_OnTheSocket_IsToldAndConfirmedByteForByteButItsTime()
    {
        await using var server = await StartAsync("379");
        using var link = await ConnectAsync(server);
        await link.Link.SendAsync(Gb26875Frames.Published, server.Bound);
        var answers = new List<Gb26875Reply>();
        while (answers.Find(answer => answer.Command == 3) is null)
        {
            answers.Add((await link.ReceiveAsync(server.Bound))!);
        }

        var confirmation = answers.Find(answer => answer.Command == 3)!.Bytes;
        Assert.Equal(Gb26875Frames.PublishedConfirmation[..6], confirmation[..6]);
        Assert.Equal(Gb26875Frames.PublishedConfirmation[12..27], confirmation[12..27]);
        var fire = Assert.Single(server.Told, measurement => measurement.Quantity == Quantity.Fire);
        Assert.Equal(("379.1.1.10-2", 1), (fire.Part, fire.Value));
        Assert.Equal("smoke detector, zone 10 point 2: fire, test", Assert.IsType<Remark>(fire.Detail).Text);
    }

    [Theory]
    [InlineData("ignore", Fire, 1, 0)]
    [InlineData("ignore", Normal | Fire, 1, 0)]
    [InlineData("ignore", 0, 0, 0)]
    [InlineData("honour", Fire, 0, 1)]
    [InlineData("honour", Normal | Fire, 1, 0)]
    [InlineData("honour", 0, 0, 0)]
    [InlineData("ignore", Normal | Fault, 0, 1)]
    [InlineData("ignore", Normal | (1 << 8), 0, 1)]
    [InlineData("ignore", Normal | (1 << 3), 0, 0)]
    public async Task State_OfAComponent_IsFireAndTrouble(string testBit, int state, double fire, double trouble)
    {
        await using var server = await StartAsync(["379"], ("testBit", testBit));
        using var link = await ConnectAsync(server);
        Assert.Equal(3, (await link.TellAsync(Gb26875Frame.ComponentState(link.Now, 3, 7, state, Gb26875Frame.Text("三层走廊")), server.Bound))!.Command);
        var told = server.Told.Where(measurement => measurement.Part == "379.1.1.3-7").ToList();
        Assert.Equal([(Quantity.Fire, fire), (Quantity.Trouble, trouble)], told.Select(measurement => (measurement.Quantity, measurement.Value)));
        Assert.StartsWith("三层走廊, smoke detector", Assert.IsType<Remark>(told[0].Detail).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Fire_WithoutItsTime_IsToldAndConfirmed(byte count)
    {
        await using var server = await StartAsync("379");
        using var link = await ConnectAsync(server);
        byte[] state = Gb26875Frame.ComponentState(link.Now, 3, 7, Normal | Fire, Gb26875Frame.Text("三层走廊"));
        Assert.Equal(3, (await link.TellAsync([state[0], count, .. Enumerable.Repeat(state[2..^6], count).SelectMany(bytes => bytes)], server.Bound))!.Command);
        Assert.Equal(count, server.Told.Count(measurement => measurement is { Quantity: Quantity.Fire, Value: 1, Part: "379.1.1.3-7" }));
    }

    [Theory]
    [InlineData(3, 235, Quantity.Temperature, 23.5)]
    [InlineData(3, -105, Quantity.Temperature, -10.5)]
    [InlineData(6, 250, Quantity.CombustibleGas, 25)]
    [InlineData(8, 2200, Quantity.Voltage, 220)]
    public async Task Analogue_OfAComponent_IsItsQuantity(byte type, int raw, Quantity quantity, double value)
    {
        await using var server = await StartAsync("379");
        using var link = await ConnectAsync(server);
        await link.TellAsync(Gb26875Frame.Analogue(link.Now, 1, 4, type, raw), server.Bound);
        var measurement = await server.ToldAsync("the value", told => told.Quantity == quantity);
        Assert.Equal(("379.1.1.1-4", value), (measurement.Part, measurement.Value));
    }

    [Fact]
    public async Task Reset_OfAPanel_TakesItsFiresBack()
    {
        await using var server = await StartAsync("379");
        using var link = await ConnectAsync(server);
        await link.TellAsync(Gb26875Frame.ComponentState(link.Now, 3, 7, Normal | Fire), server.Bound);
        await link.TellAsync(Gb26875Frame.SystemOperation(link.Now, 1 << 2), server.Bound);
        await link.TellAsync(Gb26875Frame.SystemOperation(link.Now, 1), server.Bound);
        Assert.Equal(
            [("379.1.1.3-7", 1), ("379.1.1", 1), ("379.1.1.3-7", 0), ("379.1.1", 0d)],
            server.Told.Where(measurement => measurement.Quantity == Quantity.Fire).Select(measurement => (measurement.Part!, measurement.Value)));
    }

    [Fact]
    public async Task Device_ThatTellsOfItself_IsAPartThatIsHeardAgainAndAgain()
    {
        await using var server = await StartAsync("0000000379");
        using var link = await ConnectAsync(server);
        await link.TellAsync(Gb26875Frame.DeviceState(link.Now, 1 | (1 << 3)), server.Bound);
        await Eventually.HoldsAsync("its trouble twice", () => server.Told.Count(m => m is { Part: "0000000379", Quantity: Quantity.Trouble, Value: 1 }) > 1);
        Assert.Equal("transmission device: normal, main power fault", Assert.IsType<Remark>(server.Told[0].Detail).Text);
    }

    [Fact]
    public async Task Frame_Damaged_IsDeniedAndTakenWhenItComesAgain()
    {
        await using var server = await StartAsync("379");
        using var link = await ConnectAsync(server);
        link.Link.Fault = TerminalFault.BitFlip;
        Assert.Equal(6, (await link.TellAsync(Gb26875Frame.ComponentState(link.Now, 3, 7, Normal | Fire), server.Bound))!.Command);
        Assert.Empty(server.Told);
        link.Link.Fault = TerminalFault.None;
        Assert.Equal(3, (await link.TellAsync(Gb26875Frame.ComponentState(link.Now, 3, 7, Normal | Fire), server.Bound))!.Command);
        Assert.Contains(server.Told, measurement => measurement is { Quantity: Quantity.Fire, Value: 1 });
    }

    [Fact]
    public async Task Data_ThatDoNotFit_AreDeniedAndThoseOfAMakerConfirmed()
    {
        await using var server = await StartAsync("379");
        using var link = await ConnectAsync(server);
        Assert.Equal(6, (await link.TellAsync([2, 9, 1, 1], server.Bound))!.Command);
        Assert.Equal(3, (await link.TellAsync([200, 1, 7], server.Bound))!.Command);
        Assert.Equal(3, (await link.TellAsync([], server.Bound))!.Command);
    }

    [Fact]
    public async Task Stranger_IsDeniedAndCutOff()
    {
        await using var server = await StartAsync("379");
        using var link = new Gb26875Link(await server.ConnectAsync(), 0x999, TimeProvider.System);
        Assert.Equal(6, (await link.TellAsync(Gb26875Frame.ComponentState(link.Now, 1, 1, Fire), server.Bound))!.Command);
        Assert.Null(await link.ReceiveAsync(server.Bound));
        link.Dispose();
        await server.EndedAsync(ConnectionEnd.Stranger);
        await server.SaysAsync("(the last: 999 from 127.0.0.1)");
        Assert.Empty(server.Told);
    }

    [Fact]
    public async Task Stranger_WhereOthersAreAllowed_IsTold()
    {
        await using var server = await StartAsync(null, []);
        using var link = new Gb26875Link(await server.ConnectAsync(), 0xABCDEF012345, TimeProvider.System);
        await link.TellAsync(Gb26875Frame.ComponentState(link.Now, 1, 1, Fire), server.Bound);
        Assert.Equal("abcdef012345.1.1.1-1", server.Told[0].Part);
    }

    [Fact]
    public async Task Clock_OfADeviceThatIsOff_IsSet()
    {
        await using var server = await StartAsync("379");
        using var stop = new CancellationTokenSource();
        var device = new Gb26875Transmitter(new Gb26875TransmitterOptions { Port = server.Port, Every = TimeSpan.FromMilliseconds(50) }, TimeProvider.System)
        {
            ClockIsOff = TimeSpan.FromHours(3),
        };
        var running = device.RunAsync(stop.Token);
        await Eventually.HoldsAsync("its clock is right", () => device.ClockIsOff == TimeSpan.Zero);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Devices_BehindOneConnection_AreEachTold()
    {
        await using var server = await StartAsync("379", "37a");
        using var socket = await server.ConnectAsync();
        using var first = new Gb26875Link(socket, 0x379, TimeProvider.System);
        using var second = new Gb26875Link(socket, 0x37A, TimeProvider.System);
        await first.TellAsync(Gb26875Frame.SystemState(first.Now, Normal), server.Bound);
        await second.TellAsync(Gb26875Frame.SystemState(first.Now, Normal), server.Bound);
        Assert.Equal(["379.1.1", "37a.1.1"], server.Told.Where(m => m.Quantity == Quantity.Fire).Select(m => m.Part));
    }

    [Theory]
    [InlineData("379", true)]
    [InlineData("000000000379", true)]
    [InlineData("379.1.1", true)]
    [InlineData("379.1.1.10-2", true)]
    [InlineData("379.1", false)]
    [InlineData("379.1.1.10", false)]
    [InlineData("379.1.1.10-", false)]
    [InlineData("379.1.1.70000-2", false)]
    [InlineData("0000000000379", false)]
    [InlineData("x", false)]
    [InlineData("", false)]
    public void Part_IsADeviceASystemOrAComponent(string text, bool isPart) => Assert.Equal(isPart, Gb26875Server.Kind.Parts!.IsPart(text));

    [Fact]
    public void Orders_WithoutAnAnswer_AreSentThreeTimes()
    {
        var orders = new Gb26875Orders();
        orders.Add(1, [1], 0);
        orders.Add(2, [2], 0);
        orders.Done(2);
        Assert.Empty(orders.Due(9_000));
        Assert.Single(orders.Due(10_000));
        Assert.Empty(orders.Due(11_000));
        Assert.Single(orders.Due(20_000));
        Assert.Empty(orders.Due(30_000));
        Assert.Empty(orders.Due(40_000));
    }

    private static Task<ServerUnderTest> StartAsync(params string[] parts) => StartAsync(parts, []);

    private static Task<ServerUnderTest> StartAsync(string[]? parts, params (string Option, object Value)[] values) =>
        ServerUnderTest.StartAsync(Gb26875Server.Kind, device => ((Gb26875Server)device).Listener!, parts, values);

    private static async Task<Gb26875Link> ConnectAsync(ServerUnderTest server) => new(await server.ConnectAsync(), Gb26875Frames.Device, TimeProvider.System);
}
