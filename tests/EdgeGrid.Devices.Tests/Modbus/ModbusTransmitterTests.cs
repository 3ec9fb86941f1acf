using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Modbus;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Modbus;
using EdgeGrid.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Tests.Modbus;

public sealed class ModbusTransmitterTests
{
    [Theory]
    [InlineData(ModbusFault.Silence, DeviceFault.NotResponding)]
    [InlineData(ModbusFault.BitFlip, DeviceFault.BadChecksum)]
    [InlineData(ModbusFault.ShortAnswer, DeviceFault.BadChecksum)]
    [InlineData(ModbusFault.WrongUnit, DeviceFault.OutOfRange)]
    [InlineData(ModbusFault.WrongFunction, DeviceFault.OutOfRange)]
    [InlineData(ModbusFault.Refusal, DeviceFault.OutOfRange)]
    [InlineData(ModbusFault.Busy, DeviceFault.NotResponding)]
    public async Task Sample_UnderAFault_IsThatFaultAndThenTheTruthAgain(ModbusFault fault, DeviceFault told)
    {
        await using var bench = new ModbusBench(Reach.Serial);
        bench.Unit.SetHolding(0, 250);
        await using var device = await OpenAsync(bench.Transmitter("methane", 0, ("scale", 0.1)));
        bench.Units.Fault = fault;
        Assert.Equal(Measurement.Failed(Quantity.Methane, told), device.Sample()[0]);
        bench.Units.Fault = ModbusFault.None;
        Assert.Equal(25, Value(device), 9);
    }

    [Theory]
    [InlineData(Reach.Serial, ModbusFault.Silence)]
    [InlineData(Reach.Serial, ModbusFault.BitFlip)]
    [InlineData(Reach.Serial, ModbusFault.Busy)]
    [InlineData(Reach.Serial, ModbusFault.Noise)]
    [InlineData(Reach.Tcp, ModbusFault.Silence)]
    [InlineData(Reach.Tcp, ModbusFault.WrongUnit)]
    [InlineData(Reach.Tcp, ModbusFault.ShortAnswer)]
    [InlineData(Reach.RtuOverTcp, ModbusFault.ShortAnswer)]
    public async Task Sample_AfterOneFault_AsksAgain(Reach reach, ModbusFault fault)
    {
        await using var bench = new ModbusBench(reach);
        bench.Unit.SetHolding(0, 7);
        await using var device = await OpenAsync(bench.Transmitter("carbon-monoxide", 0));
        bench.Units.Inject(fault);
        Assert.Equal(7, Value(device));
    }

    [Theory]
    [InlineData("u16", "abcd", 0xFFFE, 0, 65_534)]
    [InlineData("u16", "badc", 0x0102, 0, 0x0201)]
    [InlineData("s16", "abcd", 0xFFFE, 0, -2)]
    [InlineData("u32", "abcd", 0x0001, 0x0002, 0x0001_0002)]
    [InlineData("u32", "cdab", 0x0001, 0x0002, 0x0002_0001)]
    [InlineData("u32", "badc", 0x0100, 0x0203, 0x0001_0302)]
    [InlineData("u32", "dcba", 0x0403, 0x0201, 0x0102_0304)]
    [InlineData("u32", "abcd", 0xFFFF, 0xFFFF, 4_294_967_295)]
    [InlineData("s32", "abcd", 0xFFFF, 0xFFFF, -1)]
    [InlineData("f32", "abcd", 0x41A7, 0x3333, 20.9)]
    [InlineData("f32", "cdab", 0x3333, 0x41A7, 20.9)]
    public async Task Sample_OfEachTypeAndOrder_IsTheNumber(string type, string order, int first, int second, double value)
    {
        await using var bench = new ModbusBench(Reach.Tcp);
        bench.Unit.SetInput(0x10, (ushort)first, (ushort)second);
        await using var device = await OpenAsync(bench.Transmitter("voltage", 0x10, ("function", "input"), ("type", type), ("order", order)));
        Assert.Equal(value, Value(device), 5);
    }

    [Theory]
    [InlineData(1000, DeviceFault.None)]
    [InlineData(1001, DeviceFault.Saturated)]
    [InlineData(49, DeviceFault.OutOfRange)]
    [InlineData(50, DeviceFault.None)]
    [InlineData(0xFFFF, DeviceFault.OutOfRange)]
    public async Task Sample_AtTheEndsOfTheRange_IsAsTheTransmitterMeansIt(int register, DeviceFault fault)
    {
        await using var bench = new ModbusBench(Reach.Tcp);
        bench.Unit.SetHolding(0, (ushort)register);
        await using var device = await OpenAsync(bench.Transmitter(
            "oxygen", 0, ("scale", 0.1), ("offset", -5.0), ("rangeLow", 0.0), ("rangeHigh", 95.0), ("faultValue", 0xFFFFL)));
        Assert.Equal(fault, device.Sample()[0].Fault);
    }

    [Fact]
    public async Task Sample_OfAFloatThatIsNoNumber_IsOutOfRange()
    {
        await using var bench = new ModbusBench(Reach.Tcp);
        bench.Unit.SetHolding(0, 0x7FC0, 0);
        await using var device = await OpenAsync(bench.Transmitter("oxygen", 0, ("type", "f32")));
        Assert.Equal(DeviceFault.OutOfRange, device.Sample()[0].Fault);
    }

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

    [Theory]
    [InlineData(Reach.Serial, 1, 9, "Registers are counted from 0")]
    [InlineData(Reach.Serial, 2, 0, "Check its power, the wires A and B")]
    [InlineData(Reach.Tcp, 2, 0, "check 'unit'")]
    public async Task Open_OfWhatIsNotThere_SaysWhatToDo(Reach reach, int unit, int register, string words)
    {
        await using var bench = new ModbusBench(reach);
        bench.Unit.SetHolding(0, 5);
        await using var device = bench.Transmitter("temperature", register, ("unit", (long)unit));
        var exception = await Assert.ThrowsAsync<DeviceException>(async () => await OpenAsync(device));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains(bench.Where, exception.Message, StringComparison.Ordinal);
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
    [InlineData("register", "u32", 65_535)]
    [InlineData(null, "u16", 65_535)]
    [InlineData(null, "f32", 65_534)]
    [InlineData("faultValue", "f32", 1, "faultValue", 0xFFFFL)]
    [InlineData(null, "s16", 1, "faultValue", 0xFFFFL)]
    [InlineData("rangeLow", "u16", 1, "rangeLow", 100.0)]
    [InlineData(null, "u16", 1, "rangeLow", 99.0)]
    public void Register_ThatCannotBeReadSo_IsObjectedTo(string? option, string type, int register, string more = "timeout", object? value = null) =>
        Assert.Equal(option, DriverSettings.Misfit(
            ModbusTransmitter.Kind, ("line", "/dev/ttyUSB0"), ("unit", 1L), ("quantity", "methane"), ("rangeHigh", 100.0), ("register", (long)register), ("type", type), (more, value ?? TimeSpan.FromSeconds(1)))?.Option);

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

    private static async Task<ISampledDevice> OpenAsync(ISampledDevice device)
    {
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }

    private static double Value(ISampledDevice device)
    {
        var measurement = Assert.Single(device.Sample());
        Assert.Equal(DeviceFault.None, measurement.Fault);
        return measurement.Value;
    }
}
