using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Host;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Host;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Host;

public sealed class HostConformance : SampledDriverConformance
{
    public override DeviceKind Kind => HostDevice.Kind;

    protected override IReadOnlyList<double> Truths => [-20, 0, 48.312, 85];

    protected override double Tolerance(double truth) => 0.0005;

    protected override SampledDriverRig SetUp() => new HostRig("temperature");
}

/// <summary>A simulated machine, of which one quantity is asked for, or all.</summary>
internal sealed class HostRig(string measures) : SampledDriverRig
{
    private readonly TemporaryFolder _folder = new();
    private SimulatedHost? _host;
    private double _celsius = 20;

    public SimulatedHost Host => _host ??= new SimulatedHost(_folder.Path);

    public override DeviceContext Context { get; } = new(new SimulatedHardware(), TimeProvider.System);

    public override DeviceSettings Settings => With();

    public override string Where => Path.Combine(Host.Sys, "class/thermal");

    public DeviceSettings With(params (string Option, object Value)[] more) =>
        DriverSettings.For(HostDevice.Kind, [("measures", measures), ("sys", Host.Sys), ("proc", Host.Proc), .. more]);

    public override void SetTruth(double value) => Host.SetTemperature(_celsius = value);

    public override void Silence() => Host.Remove("sys/class/thermal");

    public override void Restore() => Host.SetTemperature(_celsius);

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
