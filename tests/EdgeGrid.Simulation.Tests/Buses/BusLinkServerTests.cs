using System.Device.Gpio;
using System.Net.Sockets;
using CsCheck;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Devices.Buses.BusLink;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;
using EdgeGrid.Testing;

namespace EdgeGrid.Simulation.Tests.Buses;

/// <summary>The simulator's end over a real socket, with the agent's own client and with clients that misbehave.</summary>
public sealed class BusLinkServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SimulatedBoard _board = new();
    private readonly BoardHardware _hardware = new(TimeSpan.FromSeconds(1));

    private string Path => _folder.File("board.sock");

    [Fact]
    public async Task Transfer_OverTheLink_ReachesTheChip()
    {
        _board.I2c.Attach(0x48, new SimulatedAds1115());
        await using var server = BusLinkServer.Start(_board, Path);
        using var device = _hardware.OpenI2c(server.Bus, 0x48);
        var configuration = new byte[2];
        device.WriteRead([1], configuration);
        Assert.Equal("8583", Convert.ToHexString(configuration));
        device.Write([3, 0x12, 0x34]);
        var threshold = new byte[2];
        device.Read(threshold);
        Assert.Equal("1234", Convert.ToHexString(threshold));
    }

    [Fact]
    public async Task Transfer_OfTheMostBytes_Arrives()
    {
        var chip = _board.I2c.Attach(0x50, new Echo());
        await using var server = BusLinkServer.Start(_board, Path);
        using var device = _hardware.OpenI2c(server.Bus, 0x50);
        var written = new byte[BusLinkProtocol.MaxTransfer];
        Random.Shared.NextBytes(written);
        var read = new byte[BusLinkProtocol.MaxTransfer];
        device.WriteRead(written, read);
        Assert.Equal(written, read);
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Write(new byte[BusLinkProtocol.MaxTransfer + 1]));
        Assert.Equal(1, chip.Writes);
    }

    [Fact]
    public async Task Transfer_ToAnEmptyAddress_IsNotAcknowledged()
    {
        await using var server = BusLinkServer.Start(_board, Path);
        using var device = _hardware.OpenI2c(server.Bus, 0x49);
        Assert.Contains("not acknowledged", Assert.Throws<IOException>(() => device.WriteByte(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transfer_AfterTheServerWasRestarted_Works()
    {
        _board.I2c.Attach(0x48, new SimulatedAds1115());
        var first = BusLinkServer.Start(_board, Path);
        using var device = _hardware.OpenI2c(first.Bus, 0x48);
        device.WriteByte(1);
        await first.DisposeAsync();
        Assert.Throws<IOException>(() => device.WriteByte(1));
        await using var second = BusLinkServer.Start(_board, Path);
        device.WriteByte(1);
    }

    [Fact]
    public async Task Transfer_AfterARestartThatNobodyNoticed_Works()
    {
        _board.I2c.Attach(0x48, new SimulatedAds1115());
        var first = BusLinkServer.Start(_board, Path);
        using var device = _hardware.OpenI2c(first.Bus, 0x48);
        device.WriteByte(1);
        await first.DisposeAsync();
        await using var second = BusLinkServer.Start(_board, Path);
        device.WriteByte(1);
    }

    [Fact]
    public async Task Transfer_OnASilentBus_TimesOutAndThenWorks()
    {
        _board.I2c.Attach(0x48, new SimulatedAds1115());
        await using var server = BusLinkServer.Start(_board, Path);
        using var device = _hardware.OpenI2c(server.Bus, 0x48);
        _board.I2c.Faults.Inject(new BusFault(BusFaultKind.Silence, Times: 1));
        Assert.Throws<IOException>(() => device.WriteByte(1));
        device.WriteByte(1);
    }

    [Fact]
    public async Task Pins_OverTheLink_AreDrivenReadAndPulled()
    {
        var relay = new SimulatedRelay(_board.Gpio[22]);
        await using var server = BusLinkServer.Start(_board, Path);
        using var controller = _hardware.OpenGpio(server.Bus);
        Assert.Equal(SimulatedGpioChip.PinCount, controller.PinCount);

        controller.OpenPin(22, PinMode.Output, PinValue.Low);
        Assert.False(relay.IsOn);
        controller.Write(22, PinValue.High);
        Assert.True(relay.IsOn);
        Assert.Equal(PinValue.High, controller.Read(22));
        controller.ClosePin(22);
        Assert.False(relay.IsOn);

        controller.OpenPin(17, PinMode.InputPullUp);
        Assert.Equal(PinValue.High, controller.Read(17));
        _board.Gpio[17].Drive(false);
        Assert.Equal(PinValue.Low, controller.Read(17));
    }

    [Fact]
    public async Task Pins_AfterTheSimulatorStartedAnew_KeepTheirMode()
    {
        var first = BusLinkServer.Start(_board, Path);
        using var controller = _hardware.OpenGpio(first.Bus);
        controller.OpenPin(17, PinMode.InputPullUp);
        await first.DisposeAsync();

        var anew = new SimulatedBoard();
        await using var second = BusLinkServer.Start(anew, Path);
        Assert.Equal(PinValue.High, controller.Read(17));
        Assert.Equal(PinMode.InputPullUp, anew.Gpio[17].Mode);
    }

    [Fact]
    public async Task Pin_ThatIsNotThere_IsRefused()
    {
        await using var server = BusLinkServer.Start(_board, Path);
        using var controller = _hardware.OpenGpio(server.Bus);
        Assert.Throws<IOException>(() => controller.OpenPin(28));
    }

    [Fact]
    public async Task Start_OverALeftOverSocket_ReplacesIt()
    {
        // A killed server leaves its socket behind. A disposed one removes it, unless it is not where it was bound.
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(Path));
            File.Move(Path, _folder.File("aside"));
        }

        File.Move(_folder.File("aside"), Path);
        await using var server = BusLinkServer.Start(_board, Path);
        using var device = _hardware.OpenI2c(server.Bus, 0x48);
    }

    [Fact]
    public void Start_OverSomebodysFile_LeavesItAlone()
    {
        File.WriteAllText(Path, "not ours");
        Assert.Throws<IOException>(() => BusLinkServer.Start(_board, Path));
        Assert.Equal("not ours", File.ReadAllText(Path));
    }

    [Fact]
    public async Task Start_WhereAnotherServes_IsRefused()
    {
        await using var server = BusLinkServer.Start(_board, Path);
        Assert.Contains("another simulator", Assert.Throws<IOException>(() => BusLinkServer.Start(_board, Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0005 0148000201", "0003 008583")]
    [InlineData("0005 0149000201", "0001 01")]
    [InlineData("0001 63", "0001 04")]
    [InlineData("0001 02", "0001 05")]
    [InlineData("0007 02000180000000", "0006 00FFFA000080")]
    [InlineData("0004 02010000", "0003 00FFFF")]
    [InlineData("0002 0148", "0001 05")]
    [InlineData("0004 0148FFFF", "0001 05")]
    [InlineData("0003 110002", "0002 0000")]
    [InlineData("0003 110003", "0002 0001")]
    [InlineData("0003 1100FF", "0001 03")]
    [InlineData("0003 11FF03", "0001 03")]
    [InlineData("0003 120002", "0001 05")]
    [InlineData("0001 14", "0002 001C")]
    public async Task Request_AsRawBytes_IsAnsweredAsDocumented(string request, string answer)
    {
        _board.I2c.Attach(0x48, new SimulatedAds1115());
        _board.Spi.Attach(0, new SimulatedMcp3008()).Connect(0, () => 1.65);
        await using var server = BusLinkServer.Start(_board, Path);
        using var client = Connect();
        Assert.Equal("00020001", await AskAsync(client, "0005 4547424C 01", 4));
        var expected = answer.Replace(" ", "");
        Assert.Equal(expected, await AskAsync(client, request, expected.Length / 2));
    }

    [Fact]
    public async Task Hello_OfAnUnknownVersion_IsAnsweredWithOurs()
    {
        await using var server = BusLinkServer.Start(_board, Path);
        using var client = Connect();
        Assert.Equal("00020401", await AskAsync(client, "0005 4547424C 09", 4));
    }

    [Fact]
    public async Task Noise_FromAClient_EndsItsConnectionAndNoOther()
    {
        _board.I2c.Attach(0x48, new SimulatedAds1115());
        await using var server = BusLinkServer.Start(_board, Path);
        using var device = _hardware.OpenI2c(server.Bus, 0x48);
        await Gen.Byte.Array[0, 200].SampleAsync(
            async noise =>
            {
                using (var client = Connect())
                {
                    await client.SendAsync(noise);
                }

                device.WriteByte(1);
            },
            iter: 200,
            threads: 1);
    }

    public void Dispose() => _folder.Dispose();

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
        socket.Connect(new UnixDomainSocketEndPoint(Path));
        return socket;
    }

    private static async Task<string> AskAsync(Socket client, string request, int bytes)
    {
        await client.SendAsync(Convert.FromHexString(request.Replace(" ", "")));
        var answer = new byte[bytes];
        for (var received = 0; received < bytes;)
        {
            received += await client.ReceiveAsync(answer.AsMemory(received)) is > 0 and var count
                ? count
                : throw new InvalidDataException("The server closed the connection.");
        }

        return Convert.ToHexString(answer);
    }

    private sealed class Echo : SimulatedI2cChip
    {
        private byte[] _last = [];

        public int Writes { get; private set; }

        public override void Write(ReadOnlySpan<byte> bytes)
        {
            Writes++;
            _last = bytes.ToArray();
        }

        public override void Read(Span<byte> bytes) => _last.AsSpan(0, bytes.Length).CopyTo(bytes);
    }
}
