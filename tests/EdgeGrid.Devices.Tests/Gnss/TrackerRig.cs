using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gnss;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulation.Serial;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Gnss;

/// <summary>
/// A tracker on a real pty. The configured port is a symbolic link, as /dev/serial/by-id holds them: taking it away is
/// pulling the plug of a line that nobody has open.
/// </summary>
internal sealed class TrackerRig : ListeningDriverRig
{
    private readonly TemporaryFolder _folder = new();
    private readonly PseudoTerminal _line = PseudoTerminal.Open(TimeProvider.System);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _walk;

    public TrackerRig()
    {
        Terminal = new NmeaTerminal(_line, new() { Path = [Home], Every = TimeSpan.FromMilliseconds(200), NoiseMetres = 0 }, TimeProvider.System);
        Restore();
        _walk = Terminal.RunAsync(_stop.Token);
    }

    public static GeoPosition Home { get; } = new(34.2440, 117.1940);

    public NmeaTerminal Terminal { get; }

    public override DeviceContext Context { get; } = new(new SimulatedHardware(), TimeProvider.System);

    public override DeviceSettings Settings => DriverSettings.For(NmeaReceiver.Kind, ("port", Where), ("patience", TimeSpan.FromSeconds(1)));

    public override string Where => _folder.File("tracker");

    public override void Silence() => File.Delete(Where);

    public override void Restore() => File.CreateSymbolicLink(Where, _line.Path);

    public override bool IsTrue(Measurement measurement) =>
        measurement.Detail is GnssFix fix && new GeoPosition(fix.Latitude, fix.Longitude).DistanceTo(Home) < 1;

    public override void Break() => _line.Dispose();

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _walk;
        _stop.Dispose();
        _line.Dispose();
        _folder.Dispose();
    }
}
