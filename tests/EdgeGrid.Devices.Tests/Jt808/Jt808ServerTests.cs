using System.Globalization;
using EdgeGrid.Devices.Jt808;
using EdgeGrid.Devices.Listeners;
using EdgeGrid.Devices.Tests.Listeners;
using EdgeGrid.Simulation.Terminals;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Jt808;

public sealed class Jt808ServerTests
{
    private const string Phone = "013800138000";

    [Theory]
    [InlineData(2013, Phone)]
    [InlineData(2019, Phone)]
    [InlineData(2019, "13800138000")]
    public async Task Terminal_OfEitherEdition_IsTheConfiguredPart(int edition, string configured)
    {
        await using var server = await StartAsync(configured);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone, edition);
        Assert.True(await link.EnterAsync(server.Bound));
        Assert.Equal(0, (await link.AskAsync(0x0002, [], server.Bound))!.Result);
        Assert.Equal(0, (await link.AskAsync(0x0200, Jt808Frames.Location(), server.Bound))!.Result);

        var position = await server.ToldAsync("the position", measurement => measurement.Quantity == Quantity.Position);
        var fix = Assert.IsType<GnssFix>(position.Detail);
        Assert.Equal((configured, 10, 34.244, 117.194), (position.Part, position.Value, fix.Latitude, fix.Longitude));
        Assert.Equal(Jt808Frames.At, fix.At);
        Assert.Equal([Quantity.Position, Quantity.Sos, Quantity.Trouble], server.Told.Select(measurement => measurement.Quantity));
        Assert.Equal([0d, 0d], server.Told.Skip(1).Select(measurement => measurement.Value));
    }

    [Fact]
    public async Task Terminal_WithAHexadecimalNumber_IsTheConfiguredPart()
    {
        await using var server = await StartAsync("4f07788ef676");
        using var link = new Jt808Link(await server.ConnectAsync(), "4F07788EF676");
        Assert.True(await link.EnterAsync(server.Bound));
        await link.AskAsync(0x0200, Jt808Frames.Location(), server.Bound);
        Assert.Equal("4f07788ef676", (await server.ToldAsync("the position", measurement => measurement.Quantity == Quantity.Position)).Part);
    }

    [Fact]
    public async Task Sos_Pressed_IsToldWithTheLastFixAndConfirmedOnceItWasHandedOn()
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        await link.AskAsync(0x0200, Jt808Frames.Location(), server.Bound);

        var answer = await link.AskAsync(0x0200, Jt808Frames.Location(alarms: 1, hasFix: false), server.Bound);
        Assert.Equal(4, answer!.Result);
        var confirmation = await link.ReceiveAsync(server.Bound);
        Assert.Equal((0x8203, answer.Answers), (confirmation!.Id, confirmation.Answers));
        Assert.Equal([0, 0, 0, 1], confirmation.Body[2..]);

        var sos = await server.ToldAsync("the button", measurement => measurement is { Quantity: Quantity.Sos, Value: 1 });
        Assert.Equal(34.244, Assert.IsType<GnssFix>(sos.Detail).Latitude);
        Assert.Contains(server.Told, measurement => measurement is { Quantity: Quantity.Position, Fault: DeviceFault.NoFix });
    }

    [Fact]
    public async Task Sos_WithFillAfterItsItems_IsToldAllTheSame()
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        Assert.Equal(4, (await link.AskAsync(0x0200, [.. Jt808Frames.Location(alarms: 1), 0], server.Bound))!.Result);
        await server.ToldAsync("the button", measurement => measurement is { Quantity: Quantity.Sos, Value: 1 });
    }

    [Fact]
    public async Task Trouble_OfAntennaAndSupply_IsToldInWords()
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        await link.AskAsync(0x0200, Jt808Frames.Location(alarms: (1 << 5) | (1 << 8) | (1 << 1)), server.Bound);
        var trouble = await server.ToldAsync("trouble", measurement => measurement is { Quantity: Quantity.Trouble, Value: 1 });
        Assert.Equal("antenna-open, power-lost", Assert.IsType<Remark>(trouble.Detail).Text);
    }

    [Fact]
    public async Task Batch_Always_IsHistoryAndNeverAnSos()
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        var hourAgo = Jt808Frames.At - TimeSpan.FromHours(1);
        var answer = await link.AskAsync(
            0x0704, Jt808Frame.Batch(resent: true, Jt808Frames.Location(alarms: 1, time: hourAgo), Jt808Frames.Location(hasFix: false), Jt808Frames.Location()), server.Bound);
        Assert.Equal(0, answer!.Result);
        await Eventually.HoldsAsync("both positions", () => server.Told.Count == 2);
        Assert.Equal([(Quantity.Position, (DateTimeOffset?)hourAgo), (Quantity.Position, Jt808Frames.At)], server.Told.Select(m => (m.Quantity, m.At)));
    }

    [Fact]
    public async Task Batch_InParts_IsAnsweredAndTold()
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        var batch = Jt808Frame.Batch(resent: true, [.. Enumerable.Range(0, 120).Select(i => Jt808Frames.Location(time: Jt808Frames.At.AddMinutes(-i)))]);
        var parts = batch.Chunk(1000).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            var serial = await link.SendAsync(0x0704, parts[i], server.Bound, (parts.Count, i + 1));
            var reply = await link.ReceiveAsync(server.Bound);
            Assert.Equal((serial, 0), (reply!.Answers, reply.Result));
        }

        await Eventually.HoldsAsync("all positions", () => server.Told.Count == 120);
    }

    [Theory]
    [InlineData(0x0100, 4)]
    [InlineData(0x0102, 1)]
    [InlineData(0x0200, 1)]
    public async Task Stranger_IsRefusedInWordsOfTheProtocolAndCutOff(int id, int result)
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), "013900139000");
        Assert.Equal(result, (await link.AskAsync(id, Jt808Frames.Location(), server.Bound))!.Result);
        Assert.Null(await link.ReceiveAsync(server.Bound));
        link.Dispose();
        await server.EndedAsync(ConnectionEnd.Stranger);
        await server.SaysAsync("1 that the configuration does not name: add them to \"parts\", or set \"allowOthers\" (the last: 013900139000 from 127.0.0.1).");
        Assert.Empty(server.Told);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task Terminal_WithAWrongCode_IsNotBelieved(string code)
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.Equal(1, (await link.AskAsync(0x0102, [.. code.Select(c => (byte)c)], server.Bound))!.Result);
        Assert.Equal(1, (await link.AskAsync(0x0200, Jt808Frames.Location(alarms: 1), server.Bound))!.Result);
        Assert.Empty(server.Told);
    }

    [Fact]
    public async Task Terminal_ThatNeverAuthenticates_IsCutOffAndTold()
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(1, (await link.AskAsync(0x0102, [.. "wrong"u8], server.Bound))!.Result);
            Assert.Equal(1, (await link.AskAsync(0x0200, Jt808Frames.Location(), server.Bound))!.Result);
        }

        Assert.Equal(1, (await link.AskAsync(0x0102, [.. "wrong"u8], server.Bound))!.Result);
        Assert.Null(await link.ReceiveAsync(server.Bound));
        link.Dispose();
        await server.EndedAsync(ConnectionEnd.NotAuthenticated);
        await server.SaysAsync("1 that did not authenticate with the code that they get when they register");
        Assert.Empty(server.Told);
    }

    [Fact]
    public async Task Terminal_WithACodeOfAnotherPlatform_RegistersAnewOnTheSameConnection()
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.Equal(1, (await link.AskAsync(0x0102, [.. "wrong"u8], server.Bound))!.Result);
        Assert.True(await link.EnterAsync(server.Bound));
        Assert.Equal(0, (await link.AskAsync(0x0200, Jt808Frames.Location(), server.Bound))!.Result);
    }

    [Fact]
    public async Task Code_OfATerminal_HoldsOverARestartOfTheServer()
    {
        byte[] code;
        await using (var first = await StartAsync(Phone))
        {
            using var link = new Jt808Link(await first.ConnectAsync(), Phone);
            code = (await link.AskAsync(0x0100, Jt808Frame.Registration([]), first.Bound))!.Body[3..];
        }

        Assert.SkipUnless(File.Exists("/etc/machine-id"), "Without a machine id the terminals register anew.");
        await using var second = await StartAsync(Phone);
        using var again = new Jt808Link(await second.ConnectAsync(), Phone);
        Assert.Equal(0, (await again.AskAsync(0x0102, code, second.Bound))!.Result);
    }

    [Fact]
    public async Task Unregistered_Terminal_IsNotBelievedAnyMore()
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        Assert.Equal(0, (await link.AskAsync(0x0003, [], server.Bound))!.Result);
        Assert.Equal(1, (await link.AskAsync(0x0002, [], server.Bound))!.Result);
    }

    [Fact]
    public async Task Terminal_ThatAsksForTheTime_IsToldItInUtc()
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone, 2019);
        Assert.True(await link.EnterAsync(server.Bound));
        await link.SendAsync(0x0004, [], server.Bound);
        var reply = (await link.ReceiveAsync(server.Bound))!;
        var told = DateTimeOffset.ParseExact(Convert.ToHexString(reply.Body), "yyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.Equal(0x8004, reply.Id);
        Assert.InRange(TimeProvider.System.GetUtcNow() - told, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(0x0900, 3)]
    [InlineData(0x0200, 2)]
    [InlineData(0x0704, 2)]
    public async Task Message_UnknownOrWrong_IsAnsweredSo(int id, int result)
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        Assert.Equal(result, (await link.AskAsync(id, [0, 9], server.Bound))!.Result);
    }

    [Fact]
    public async Task Terminal_ThatIsDisturbed_IsHeardAgainAfterwards()
    {
        await using var server = await StartAsync(Phone);
        using var link = new Jt808Link(await server.ConnectAsync(), Phone);
        Assert.True(await link.EnterAsync(server.Bound));
        foreach (var fault in Enum.GetValues<TerminalFault>().Except([TerminalFault.None]))
        {
            link.Link.Fault = fault;
            await link.SendAsync(0x0200, Jt808Frames.Location(), server.Bound);
        }

        Assert.Empty(server.Told);
        link.Link.Fault = TerminalFault.None;
        Assert.Equal(0, (await link.AskAsync(0x0200, Jt808Frames.Location(), server.Bound))!.Result);
    }

    [Theory]
    [InlineData("2006-07-01", "2026-02-14")]
    [InlineData("2018-10-15", "2018-10-15")]
    [InlineData("2008-07-01", "2008-07-01")]
    public void Date_OfAReceiverWhoseWeeksRanOver_IsPutRightUnlessThatWereTheFuture(string told, string meant) =>
        Assert.Equal(Day(meant), Jt808Clock.Unrolled(Day(told), Day("2026-11-26")));

    [Theory]
    [InlineData("013800138000", true)]
    [InlineData("1", true)]
    [InlineData("000000000000", false)]
    [InlineData("+8613800138000", false)]
    [InlineData("", false)]
    [InlineData("123456789012345678901", false)]
    public void Part_IsAPhoneNumber(string text, bool isPart) => Assert.Equal(isPart, Jt808Server.Kind.Parts!.IsPart(text));

    [Fact]
    public async Task SimulatedTerminal_WithItsButtonPressed_IsConfirmedAndReleases()
    {
        await using var server = await StartAsync(Phone);
        using var stop = new CancellationTokenSource();
        var terminal = new Jt808Tracker(new Jt808TrackerOptions { Port = server.Port, Every = TimeSpan.FromMilliseconds(50) }, TimeProvider.System);
        terminal.PressSos();
        var running = terminal.RunAsync(stop.Token);
        await server.ToldAsync("the button", measurement => measurement is { Quantity: Quantity.Sos, Value: 1 });
        await Eventually.HoldsAsync("the terminal is confirmed", () => !terminal.IsSos);
        await server.ToldAsync("its release", measurement => measurement is { Quantity: Quantity.Sos, Value: 0 });
        await stop.CancelAsync();
        await running;
    }

    private static DateTimeOffset Day(string text) => DateTimeOffset.Parse(text + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<ServerUnderTest> StartAsync(params string[] phones) =>
        ServerUnderTest.StartAsync(Jt808Server.Kind, device => ((Jt808Server)device).Listener!, phones);
}
