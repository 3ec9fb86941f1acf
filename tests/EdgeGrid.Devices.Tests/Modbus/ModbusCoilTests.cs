using EdgeGrid.Devices.Modbus;
using EdgeGrid.Simulation.Modbus;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Modbus;

public sealed class ModbusCoilTests
{
    [Fact]
    public async Task Open_OfACoilThatIsOn_SwitchesItOff()
    {
        await using var bench = new ModbusBench(Reach.Tcp);
        bench.Unit.SetCoil(0, on: true);
        await using var siren = await OpenAsync(bench);
        Assert.False(bench.Unit.IsOn(0));
    }

    [Theory]
    [InlineData(ModbusFault.BitFlip)]
    [InlineData(ModbusFault.Busy)]
    public async Task Switch_AfterOneFault_IsDoneAllTheSame(ModbusFault fault)
    {
        await using var bench = new ModbusBench(Reach.Serial);
        bench.Unit.SetCoil(0, on: false);
        await using var siren = await OpenAsync(bench);
        bench.Units.Inject(fault);
        siren.Switch(on: true);
        Assert.True(bench.Unit.IsOn(0));
    }

    [Fact]
    public async Task Verify_OfAModuleThatLostItsSupply_SaysSo()
    {
        await using var bench = new ModbusBench(Reach.Tcp);
        bench.Unit.SetCoil(0, on: false);
        await using var siren = await OpenAsync(bench);
        siren.Switch(on: true);
        bench.Unit.SetCoil(0, on: false);
        Assert.Contains("Did it lose its supply", Assert.Throws<DeviceException>(siren.Verify).Message, StringComparison.Ordinal);
    }

    // A siren must not fall for a second because the valve beside it was not read once.
    [Fact]
    public async Task Verify_WhileAnotherCoilOwesItsState_DisturbsNothing()
    {
        await using var bench = new ModbusBench(Reach.RtuOverTcp);
        bench.Unit.SetCoil(0, on: false);
        bench.Unit.SetCoil(1, on: false);
        await using var valve = await OpenAsync(bench);
        await using var siren = (IOutputDevice)ModbusCoil.Kind.Create(bench.Settings(ModbusCoil.Kind, ("coil", 1L)), bench.Context);
        await siren.OpenAsync(TestContext.Current.CancellationToken);
        bench.Units.Inject(ModbusFault.Silence, ModbusFault.Silence);
        Assert.Throws<DeviceException>(valve.Verify);
        siren.Verify();
        siren.Switch(on: true);
        siren.Verify();
        Assert.True(bench.Unit.IsOn(1));
    }

    [Fact]
    public async Task Switch_OfACoilThatCannotBeRead_IsDone()
    {
        await using var bench = new ModbusBench(Reach.Tcp);
        bench.Units.Add(new SimulatedModbusUnit(2) { CoilsAreWriteOnly = true }).SetCoil(0, on: false);
        await using var siren = (IOutputDevice)ModbusCoil.Kind.Create(bench.Settings(ModbusCoil.Kind, ("coil", 0L), ("unit", 2L)), bench.Context);
        var identity = await siren.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Contains("cannot be read back", identity.Detail, StringComparison.Ordinal);
        siren.Switch(on: true);
        siren.Verify();
    }

    [Fact]
    public async Task Switch_ByAnAdapterThatHearsItselfWithNobodyThere_Fails()
    {
        await using var bench = new ModbusBench(Reach.Serial);
        bench.Unit.SetCoil(0, on: false);
        bench.Echoes = true;
        await using var siren = await OpenAsync(bench);
        bench.Units.Fault = ModbusFault.Silence;
        Assert.Throws<DeviceException>(() => siren.Switch(on: true));
    }

    [Fact]
    public async Task Open_OfACoilThatIsNotThere_SaysSo()
    {
        await using var bench = new ModbusBench(Reach.Tcp);
        var exception = await Assert.ThrowsAsync<DeviceException>(async () => await OpenAsync(bench));
        Assert.Contains("no such register or coil", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_WhileManyMeasure_GoesBeforeThem()
    {
        await using var bench = new ModbusBench(Reach.Tcp);
        bench.Unit.SetCoil(0, on: false);
        bench.Unit.SetHolding(0, 1);
        var patient = ("timeout", (object)TimeSpan.FromSeconds(3));
        await using var siren = await OpenAsync(bench, patient);
        List<ISampledDevice> sensors = [];
        for (var i = 0; i < 5; i++)
        {
            sensors.Add(bench.Transmitter("temperature", 0, patient));
            await sensors[i].OpenAsync(TestContext.Current.CancellationToken);
        }

        bench.Units.Delay = TimeSpan.FromMilliseconds(150);
        bench.Units.Fault = ModbusFault.Delay;
        var before = bench.Units.Questions.Count;
        var samples = sensors.Select(sensor => Task.Factory.StartNew(() => sensor.Sample(), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        await Eventually.HoldsAsync("a sensor is asked", () => bench.Units.Questions.Count > before);
        siren.Switch(on: true);
        Assert.InRange(bench.Units.Questions.Skip(before).ToList().FindIndex(question => question[1] == ModbusFunction.WriteCoil), 0, 1);
        await Task.WhenAll(samples);
        foreach (var sensor in sensors)
        {
            await sensor.DisposeAsync();
        }
    }

    private static async Task<IOutputDevice> OpenAsync(ModbusBench bench, params (string, object)[] options)
    {
        var device = (IOutputDevice)ModbusCoil.Kind.Create(bench.Settings(ModbusCoil.Kind, [("coil", 0L), .. options]), bench.Context);
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}
