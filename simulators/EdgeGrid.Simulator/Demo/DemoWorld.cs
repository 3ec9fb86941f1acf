using System.Net;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulation.Network;
using EdgeGrid.Simulation.Serial;
using EdgeGrid.Simulation.Site;

namespace EdgeGrid.Simulator.Demo;

/// <summary>One gateway of the demo.</summary>
/// <param name="Name">Of its configuration.</param>
/// <param name="Configuration">Path.</param>
/// <param name="Hardware">The simulated board that it stands on.</param>
internal sealed record DemoGateway(string Name, string Configuration, IHardware Hardware);

/// <summary>Everything that the demo simulates, and what the script can do to it.</summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    private const string I2c = "i2c:1";
    private const string Gpio = "gpio:0";

    private static readonly GeoPosition Beat = new(34.2434, 117.1926);
    private static readonly GeoPosition[] BeatCorners = Square(Beat, 80);
    private static readonly TimeSpan ButtonHeld = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _time;
    private readonly string _folder;
    private readonly BuildingSite _building;
    private readonly StreetSite _street;
    private readonly PseudoTerminal _workerLine;
    private readonly PseudoTerminal _vehicleLine;
    private readonly NmeaTerminal _worker;
    private readonly NmeaTerminal _vehicle;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _playing = [];
    private BusLinkServer? _busLink;

    /// <param name="broker">The far end of the cable.</param>
    /// <param name="folder">Of the demo.</param>
    /// <param name="time">The world's clock.</param>
    public DemoWorld(IPEndPoint broker, string folder, TimeProvider time)
    {
        (_folder, _time) = (folder, time);
        Cable = new Cable(broker, time);
        _building = new BuildingSite(time);
        _street = new StreetSite(time);
        _workerLine = PseudoTerminal.Open(time);
        _vehicleLine = PseudoTerminal.Open(time);
        _worker = new NmeaTerminal(_workerLine, new NmeaTerminalOptions { Path = Square(Beat, 40) }, time);
        _vehicle = new NmeaTerminal(
            _vehicleLine,
            new NmeaTerminalOptions { Path = Square(new GeoPosition(34.2455, 117.1965), 400), SpeedMetresPerSecond = 8, Seed = 2 },
            time);
    }

    /// <summary>Between every gateway and the broker.</summary>
    public Cable Cable { get; }

    /// <summary>In the order in which they start.</summary>
    public IReadOnlyList<DemoGateway> Gateways { get; private set; } = [];

    /// <summary>Makes what takes a moment (the clip), and writes the gateways' configurations.</summary>
    public async Task PrepareAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var source = options.Video ?? await DemoClip.RenderAsync(_folder, options.Length, cancellationToken);
        if (options.NativeAgent is not null)
        {
            _busLink = BusLinkServer.Start(_building.Board, Path.Combine(_folder, "building.sock"));
        }

        var hub = new Uri($"mqtt://127.0.0.1:{Cable.Port}");
        var recorded = options.Nmea is not null;
        Gateways =
        [
            new("building", DemoGateways.Write("building", _folder, hub, ("i2c", _busLink?.Bus ?? I2c), ("gpio", _busLink?.Bus ?? Gpio)), Hardware(_building.Board)),
            new("street", DemoGateways.Write("street", _folder, hub, ("i2c", I2c), ("source", DemoGateways.Quoted(source)), ("simulated", Words(options.Video is null))), Hardware(_street.Board)),
            new("worker", DemoGateways.Write("worker", _folder, hub, ("port", _workerLine.Path), ("deadband", recorded ? "0" : "5"), ("fence", recorded ? "" : DemoGateways.Fence(BeatCorners)), ("simulated", Words(!recorded))), Hardware(new SimulatedBoard())),
            new("vehicle", DemoGateways.Write("vehicle", _folder, hub, ("port", _vehicleLine.Path)), Hardware(new SimulatedBoard())),
        ];
        _playing.Add(_vehicle.RunAsync(_end.Token));
        _playing.Add(options.Nmea is { } recording
            ? new NmeaPlayer(_workerLine, NmeaRecording.Load(recording), new NmeaPlayerOptions { Loop = true }, _time).RunAsync(_end.Token)
            : _worker.RunAsync(_end.Token));
    }

    public void LeakGas() => _building.MethanePercentLel.MoveTo(38, TimeSpan.FromSeconds(12));

    public void SmokeInStairwell() => _building.SmokeAlarm.Active = true;

    public void PressSos()
    {
        _worker.PressSos();
        _playing.Add(LetGoAsync());
    }

    public void SmokeInShed() => _street.SmokeDecibelsPerMetre.MoveTo(0.62, TimeSpan.FromSeconds(3));

    /// <summary>Straight out to the west, on an e-bike.</summary>
    public void LeaveGrid() => _worker.GoTo(Beat.Offset(0, -190), metresPerSecond: 12);

    public void ClearBuilding()
    {
        _building.MethanePercentLel.MoveTo(0, TimeSpan.FromSeconds(6));
        _building.SmokeAlarm.Active = false;
    }

    public void BreakSensor() => _building.BreakBoilerRoomWire();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_playing);
        if (_busLink is { } link)
        {
            await link.DisposeAsync();
        }

        _workerLine.Dispose();
        _vehicleLine.Dispose();
        await Cable.DisposeAsync();
        _end.Dispose();
    }

    private async Task LetGoAsync()
    {
        await Task.Delay(ButtonHeld, _time, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        _worker.ReleaseSos();
    }

    private static SimulatedHardware Hardware(SimulatedBoard board) => new(board, I2c, Gpio);

    private static string Words(bool flag) => flag ? "true" : "false";

    private static GeoPosition[] Square(GeoPosition centre, double half) =>
        [centre.Offset(-half, -half), centre.Offset(-half, half), centre.Offset(half, half), centre.Offset(half, -half)];
}
