using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Modbus;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Modbus;
using EdgeGrid.Testing;
using Microsoft.Extensions.Time.Testing;
using static EdgeGrid.Devices.Tests.Modbus.ModbusBench;

namespace EdgeGrid.Devices.Tests.Modbus;

/// <summary>The line that units share: whose answer it is that comes, and what becomes of it when the line breaks.</summary>
public sealed class ModbusLineTests
{
    [Theory]
    [InlineData(Reach.Serial)]
    [InlineData(Reach.Tcp)]
    public async Task Sample_AfterALateAnswerToAnotherQuestion_IsItsOwn(Reach reach)
    {
        await using var bench = new ModbusBench(reach);
        bench.Unit.SetHolding(0, 209, 30);
        await using var oxygen = await OpenAsync(bench.Transmitter("oxygen", 0, ("retries", 0L), ("scale", 0.1)));
        await using var carbonMonoxide = await OpenAsync(bench.Transmitter("carbon-monoxide", 1));
        bench.Units.Delay = TimeSpan.FromMilliseconds(600);
        bench.Units.Inject(ModbusFault.Delay);
        Assert.Equal(DeviceFault.NotResponding, oxygen.Sample()[0].Fault);
        Assert.Equal(30, Value(carbonMonoxide));
        Assert.Equal(20.9, Value(oxygen), 9);
    }

    // A serial server queues what it is asked: each question is answered, one after the other, later than anybody waits.
    [Fact]
    public async Task Sample_WhileAnswersToAnotherQuestionAreDue_IsNotResponding()
    {
        await using var bench = new ModbusBench(Reach.RtuOverTcp);
        bench.Unit.SetHolding(0, 209, 30);
        await using var oxygen = await OpenAsync(bench.Transmitter("oxygen", 0, ("timeout", TimeSpan.FromMilliseconds(100)), ("scale", 0.1)));
        await using var carbonMonoxide = await OpenAsync(bench.Transmitter("carbon-monoxide", 1, ("timeout", TimeSpan.FromMilliseconds(100))));
        bench.Units.Delay = TimeSpan.FromMilliseconds(700);
        bench.Units.Inject(ModbusFault.Delay, ModbusFault.Delay);
        Assert.Equal(DeviceFault.NotResponding, oxygen.Sample()[0].Fault);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(Measurement.Failed(Quantity.CarbonMonoxide, DeviceFault.NotResponding), carbonMonoxide.Sample()[0]);
            await Task.Delay(TimeSpan.FromMilliseconds(80), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        // Both have come, and are answers to what was asked.
        Assert.Equal(20.9, Value(oxygen), 9);
        Assert.Equal(20.9, Value(oxygen), 9);
        await Eventually.HoldsAsync("the other register", () => carbonMonoxide.Sample()[0] is { Fault: DeviceFault.None, Value: 30 });
    }

    [Fact]
    public async Task Sample_WhileAnswersAreDueAndAnOutputWasAskedInVain_IsNotTheOtherRegister()
    {
        await using var bench = new ModbusBench(Reach.RtuOverTcp);
        bench.Unit.SetHolding(0, 209, 30);
        bench.Unit.SetCoil(0, on: false);
        await using var oxygen = await OpenAsync(bench.Transmitter("oxygen", 0, ("timeout", TimeSpan.FromMilliseconds(100))));
        await using var carbonMonoxide = await OpenAsync(bench.Transmitter("carbon-monoxide", 1, ("timeout", TimeSpan.FromMilliseconds(100))));
        await using var siren = (IOutputDevice)ModbusCoil.Kind.Create(bench.Settings(ModbusCoil.Kind, ("coil", 0L), ("timeout", TimeSpan.FromMilliseconds(100))), bench.Context);
        await siren.OpenAsync(TestContext.Current.CancellationToken);
        bench.Units.Delay = TimeSpan.FromMilliseconds(900);
        bench.Units.Inject(ModbusFault.Delay);
        Assert.Equal(DeviceFault.NotResponding, oxygen.Sample()[0].Fault);
        Assert.Throws<DeviceException>(() => siren.Switch(on: true));
        for (var i = 0; i < 20; i++)
        {
            Assert.Contains(carbonMonoxide.Sample()[0].Value, new double[] { 0, 30 });
            await Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    // A serial server passes what comes late on to the next connection.
    [Fact]
    public async Task Sample_OverANewConnectionWhileAnAnswerIsDue_IsNotResponding()
    {
        await using var bench = new ModbusBench(Reach.RtuOverTcp);
        bench.Unit.SetHolding(0, 209, 30);
        await using var oxygen = await OpenAsync(bench.Transmitter("oxygen", 0, ("retries", 0L), ("timeout", TimeSpan.FromMilliseconds(100))));
        await using var carbonMonoxide = await OpenAsync(bench.Transmitter("carbon-monoxide", 1, ("timeout", TimeSpan.FromMilliseconds(100))));
        bench.Units.Inject(ModbusFault.Silence);
        Assert.Equal(DeviceFault.NotResponding, oxygen.Sample()[0].Fault);
        bench.Server!.Disconnect();
        Assert.Equal(DeviceFault.NotResponding, carbonMonoxide.Sample()[0].Fault);
        await Eventually.HoldsAsync("the other register", () => carbonMonoxide.Sample()[0] is { Fault: DeviceFault.None, Value: 30 });
    }

    [Fact]
    public async Task Sample_ByAnAdapterThatHearsItself_IsTheTruth()
    {
        await using var bench = new ModbusBench(Reach.Serial);
        bench.Unit.SetHolding(0, 7);
        bench.Echoes = true;
        await using var device = await OpenAsync(bench.Transmitter("carbon-monoxide", 0));
        Assert.Equal(7, Value(device));
    }

    [Theory]
    [InlineData(1200, 330)]
    [InlineData(9600, 41)]
    [InlineData(115_200, 3)]
    public void Line_OfEachSpeed_HasTimeForItsCharacters(int baud, int milliseconds)
    {
        var settings = new ModbusLineSettings(ModbusWire.Serial, "", 0, baud, "8N1");
        Assert.Equal(milliseconds, settings.OnTheLine(36).TotalMilliseconds, 0.5);
        Assert.InRange(settings.Silence.TotalMilliseconds, 1.75, 35);
    }

    [Fact]
    public async Task Sample_OfManyDevicesAtOnce_SharesOneConnection()
    {
        await using var bench = new ModbusBench(Reach.Tcp);
        bench.Unit.SetHolding(0, [.. Enumerable.Range(0, 8).Select(i => (ushort)(100 + i))]);
        var devices = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => OpenAsync(bench.Transmitter("carbon-dioxide", i))));
        Parallel.For(0, 8, i =>
        {
            for (var n = 0; n < 20; n++)
            {
                Assert.Equal(100 + i, Value(devices[i]));
            }
        });
        Assert.Equal(1, bench.Server!.Connections);
        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }
    }

    [Fact]
    public async Task Sample_AfterTheOtherEndClosed_ConnectsAgain()
    {
        await using var bench = new ModbusBench(Reach.Tcp);
        bench.Unit.SetHolding(0, 5);
        await using var device = await OpenAsync(bench.Transmitter("temperature", 0));
        bench.Server!.Disconnect();
        Assert.Equal(5, Value(device));
    }

    // Whoever loses his supply or his network says nothing of it: the connection stands, and nobody answers on it.
    [Theory]
    [InlineData(Reach.Tcp, 6, 2)]
    [InlineData(Reach.RtuOverTcp, 6, 2)]
    [InlineData(Reach.Tcp, 1, 1)]
    public async Task Sample_OverAConnectionThatIsSilentForLong_IsOfANewOne(Reach reach, int seconds, int connections)
    {
        await using var bench = new ModbusBench(reach);
        var time = new FakeTimeProvider();
        bench.Unit.SetHolding(0, 7);
        await using var device = (ISampledDevice)ModbusTransmitter.Kind.Create(
            bench.Settings(ModbusTransmitter.Kind, ("quantity", "carbon-monoxide"), ("register", 0L)), new DeviceContext(new SimulatedHardware(), time));
        await OpenAsync(device);
        time.Advance(TimeSpan.FromSeconds(seconds));
        bench.Units.Inject(ModbusFault.Silence);
        Assert.Equal(7, Value(device));
        Assert.Equal(connections, bench.Server!.Connections);
    }

    [Fact]
    public async Task Sample_OfAnUnpluggedLine_IsAFault()
    {
        await using var bench = new ModbusBench(Reach.Serial);
        bench.Unit.SetHolding(0, 5);
        await using var device = await OpenAsync(bench.Transmitter("temperature", 0));
        bench.Unplug();
        Assert.Equal(DeviceFault.NotResponding, device.Sample()[0].Fault);
    }

    [Fact]
    public async Task Open_AfterAllHaveLeft_MayHaveAnotherSpeed()
    {
        await using var bench = new ModbusBench(Reach.Serial);
        bench.Unit.SetHolding(0, 5);
        await using (await OpenAsync(bench.Transmitter("temperature", 0)))
        {
        }

        await using var device = await OpenAsync(bench.Transmitter("temperature", 0, ("baud", 19_200L)));
        Assert.Equal(5, Value(device));
    }

    [Theory]
    [InlineData("tcp:::1", "::1", 502)]
    [InlineData("tcp:[::1]:1502", "::1", 1502)]
    [InlineData("tcp:gas.example", "gas.example", 502)]
    [InlineData("rtu-tcp:192.0.2.1:4001", "192.0.2.1", 4001)]
    [InlineData("/dev/serial/by-id/usb-1:2", "/dev/serial/by-id/usb-1:2", 0)]
    public void Line_OfEachForm_IsUnderstood(string line, string address, int port)
    {
        var settings = ModbusLineSettings.From(DriverSettings.For(ModbusCoil.Kind, ("line", line), ("unit", 1L), ("coil", 0L)));
        Assert.Equal((address, port), (settings.Address, settings.Port));
    }

    // Who writes tcp: and means a serial line, or nothing at all.
    [Theory]
    [InlineData("tcp:")]
    [InlineData("tcp:127.0.0.1:99999")]
    [InlineData("tcp:192.0.2.10/1")]
    [InlineData("rtu-tcp::4001")]
    [InlineData("udp:192.0.2.10")]
    [InlineData("ttyUSB0")]
    public void Line_ThatMakesNoSense_IsObjectedTo(string line) =>
        Assert.NotNull(ModbusTransmitter.Kind.Options.Single(option => option.Name == "line").ObjectionTo(line));

    [Theory]
    [InlineData("/dev/ttyUSB0", 0, "unit")]
    [InlineData("/dev/ttyUSB0", 1, null)]
    [InlineData("/dev/ttyUSB0", 247, null)]
    [InlineData("rtu-tcp:192.0.2.1:4001", 248, "unit")]
    [InlineData("tcp:192.0.2.1", 0, null)]
    [InlineData("tcp:192.0.2.1", 255, null)]
    public void Unit_OnASerialLine_HasAnAddress(string line, int unit, string? option) =>
        Assert.Equal(option, DriverSettings.Misfit(ModbusCoil.Kind, ("line", line), ("unit", (long)unit), ("coil", 0L))?.Option);

    [Theory]
    [InlineData("/dev/ttyUSB0", 9600L, "/dev/ttyUSB0", 9600L, false)]
    [InlineData("/dev/ttyUSB0", 9600L, "/dev/ttyUSB0", 19_200L, true)]
    [InlineData("/dev/ttyUSB0", 9600L, "/dev/ttyUSB1", 19_200L, false)]
    [InlineData("tcp:192.0.2.1", 9600L, "tcp:192.0.2.1:502", 19_200L, false)]
    [InlineData("tcp:192.0.2.1", 9600L, "rtu-tcp:192.0.2.1:502", 9600L, true)]
    public void Line_OfTwoUnits_IsSharedOnTheSameTerms(string line, long baud, string otherLine, long otherBaud, bool excludes)
    {
        Claim Of(string line, long baud) => ModbusCoil.Kind.Options[0].Claim!(DriverSettings.For(ModbusCoil.Kind, ("line", line), ("baud", baud), ("unit", 1L), ("coil", 0L)))!;
        Assert.Equal(excludes, Of(line, baud).Excludes(Of(otherLine, otherBaud)));
    }
}
