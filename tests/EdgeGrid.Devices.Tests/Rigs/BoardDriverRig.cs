using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Faults;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Rigs;

/// <summary>A simulated board, as the drivers under test reach it: in the same process, or over a bus link through a real socket.</summary>
public sealed class BoardSeat : IAsyncDisposable
{
    // A silent simulator is waited for this long, and a busy machine must be able to answer within it.
    private static readonly TimeSpan BusLinkTimeout = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder _folder = new();
    private readonly BusLinkServer? _server;
    private readonly SimulatedHardware? _hardware;

    public BoardSeat(bool overBusLink, TimeProvider? time = null)
    {
        if (overBusLink)
        {
            _server = BusLinkServer.Start(Board, _folder.File("board.sock"));
            Bus = _server.Bus;
            Context = new DeviceContext(new BoardHardware(BusLinkTimeout), time ?? TimeProvider.System);
        }
        else
        {
            Bus = "sim:board";
            _hardware = new SimulatedHardware(Board, Bus);
            Context = new DeviceContext(_hardware, time ?? TimeProvider.System);
        }
    }

    public SimulatedBoard Board { get; } = new();

    /// <summary>The board's name in a configuration, as I2C bus, SPI bus and GPIO chip.</summary>
    public string Bus { get; }

    public DeviceContext Context { get; }

    /// <summary>What of the board is open now; over a bus link nobody counts.</summary>
    public int InUse => _hardware?.InUse ?? 0;

    public void Silence() => Inject(new BusFault(BusFaultKind.Nack));

    public void Inject(BusFault fault)
    {
        Board.I2c.Faults.Inject(fault);
        Board.Spi.Faults.Inject(fault);
        Board.Gpio.Faults.Inject(fault);
    }

    public void Restore()
    {
        Board.I2c.Faults.Clear();
        Board.Spi.Faults.Clear();
        Board.Gpio.Faults.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}

/// <summary>A sampled device on such a board.</summary>
public sealed class BoardDriverRig(BoardSeat seat, DeviceSettings settings, string where, Action<double> setTruth) : SampledDriverRig
{
    public override DeviceContext Context => seat.Context;

    public override DeviceSettings Settings => settings;

    public override string Where => where;

    public override int InUse => seat.InUse;

    public override void SetTruth(double value) => setTruth(value);

    public override void Silence() => seat.Silence();

    public override void Restore() => seat.Restore();

    public void Inject(BusFault fault) => seat.Inject(fault);

    public override ValueTask DisposeAsync() => seat.DisposeAsync();
}
