using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Modbus;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Modbus;
using EdgeGrid.Simulation.Serial;

namespace EdgeGrid.Devices.Tests.Modbus;

/// <summary>How the units of a bench are reached.</summary>
public enum Reach
{
    Serial,
    Tcp,
    RtuOverTcp,
}

/// <summary>A simulated transmitter and relay module, unit 1, on a real pty or a real socket.</summary>
internal sealed class ModbusBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PseudoTerminal? _terminal;
    private readonly ModbusSerialLine? _serial;
    private readonly Task _answering = Task.CompletedTask;

    /// <summary>A driver blocks the thread on which its test runs; who answers it needs another one at once.</summary>
    static ModbusBench() => ThreadPool.SetMinThreads(16, 16);

    public ModbusBench(Reach reach)
    {
        Unit = Units.Add(new SimulatedModbusUnit(1));
        if (reach == Reach.Serial)
        {
            _terminal = PseudoTerminal.Open(TimeProvider.System);
            _serial = new ModbusSerialLine(_terminal, Units);
            _answering = _serial.RunAsync(_stop.Token);
            Line = Where = _terminal.Path;
        }
        else
        {
            Server = ModbusTcpServer.Start(Units, passesRtu: reach == Reach.RtuOverTcp);
            Where = $"127.0.0.1:{Server.Port}";
            Line = $"{(reach == Reach.Tcp ? "tcp" : "rtu-tcp")}:{Where}";
        }
    }

    public SimulatedModbus Units { get; } = new(TimeProvider.System);

    public SimulatedModbusUnit Unit { get; }

    public ModbusTcpServer? Server { get; }

    public string Line { get; }

    public string Where { get; }

    public DeviceContext Context { get; } = new(new SimulatedHardware(), TimeProvider.System);

    public bool Echoes
    {
        set => _serial!.Echoes = value;
    }

    public DeviceSettings Settings(DeviceKind kind, params (string, object)[] options) =>
        DriverSettings.For(kind, [("line", Line), ("unit", 1L), ("timeout", TimeSpan.FromMilliseconds(400)), ("retries", 1L), .. options]);

    public ISampledDevice Transmitter(string quantity, int register, params (string, object)[] options) =>
        (ISampledDevice)ModbusTransmitter.Kind.Create(Settings(ModbusTransmitter.Kind, [("quantity", quantity), ("register", (long)register), .. options]), Context);

    public static async Task<ISampledDevice> OpenAsync(ISampledDevice device)
    {
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }

    public static double Value(ISampledDevice device)
    {
        var measurement = Assert.Single(device.Sample());
        Assert.Equal(DeviceFault.None, measurement.Fault);
        return measurement.Value;
    }

    public void Unplug() => _terminal!.Dispose();

    /// <summary>Nobody answers, nor can be connected to.</summary>
    public void Silence()
    {
        Units.Fault = ModbusFault.Silence;
        Server?.Stop();
    }

    public void Restore()
    {
        Units.Fault = ModbusFault.None;
        Server?.Restart();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _answering;
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        _terminal?.Dispose();
        _stop.Dispose();
    }
}
