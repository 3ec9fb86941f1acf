using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Modbus;
using EdgeGrid.Simulation.Modbus;
using static EdgeGrid.Devices.Tests.Modbus.ModbusBench;

namespace EdgeGrid.Devices.Tests.Modbus;

/// <summary>One value of a transmitter: what its register says, and what is wrong with it.</summary>
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
}
