using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Neighbours;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Mqtt.Tests;

public sealed class MqttConformance : ListeningDriverConformance
{
    public override DeviceKind Kind => MqttNeighbours.Kind;

    [Fact]
    public void Document_OfMqtt_HasItsTable() => DriverDocument.Tells(File.ReadAllText(Repository.PathOf("docs/drivers.md")), Kind);

    protected override async ValueTask<ListeningDriverRig> StartAsync() => await MqttRig.StartAsync();
}

/// <summary>A broker of its own with a smoking neighbour.</summary>
internal sealed class MqttRig : ListeningDriverRig
{
    private readonly SimulatedBroker _broker;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _telling;

    private MqttRig(SimulatedBroker broker)
    {
        _broker = broker;
        var neighbour = new SimulatedNeighbour(new Zigbee2MqttDialect("kitchen"), "127.0.0.1", broker.Port, TimeProvider.System)
        {
            Every = TimeSpan.FromMilliseconds(50),
            State = new NeighbourState { Smoke = true },
        };
        _telling = neighbour.RunAsync(_over.Token);
    }

    public override DeviceContext Context { get; } = new(new SimulatedHardware(), TimeProvider.System);

    public override DeviceSettings Settings => MappedSettings.Of(["kitchen"], ("broker", $"mqtt://{Where}"), ("map", MappedSettings.Zigbee2MqttMap));

    public override string Where => $"127.0.0.1:{_broker.Port}";

    public static async Task<MqttRig> StartAsync() => new(await SimulatedBroker.StartAsync());

    public override bool IsTrue(Measurement measurement) => measurement is { Quantity: Quantity.Fire, Value: 1, Part: "kitchen" };

    public override void Silence() => _broker.StopAsync().GetAwaiter().GetResult();

    public override void Restore() => _broker.RestartAsync().GetAwaiter().GetResult();

    public override void Break() => Silence();

    public override async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _telling.ContinueWith(_ => { }, TaskScheduler.Default);
        await _broker.DisposeAsync();
        _over.Dispose();
    }
}
