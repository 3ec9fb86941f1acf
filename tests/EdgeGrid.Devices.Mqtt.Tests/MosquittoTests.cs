using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Neighbours;
using EdgeGrid.Testing;
using static EdgeGrid.Devices.Mqtt.Tests.MappedSettings;

namespace EdgeGrid.Devices.Mqtt.Tests;

/// <summary>The driver with a real broker between it and its neighbours.</summary>
public sealed class MosquittoTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TemporaryFolder _folder = new();
    private readonly List<Task> _telling = [];
    private Mosquitto? _broker;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_telling).ContinueWith(_ => { }, TaskScheduler.Default);
        if (_broker is { } broker)
        {
            await broker.DisposeAsync();
        }

        _folder.Dispose();
        _over.Dispose();
    }

    public static TheoryData<string> Dialects() => ["zigbee2mqtt", "tasmota", "esphome"];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Neighbour_OfEachFamily_IsHeard(string family)
    {
        await StartBrokerAsync();
        NeighbourDialect dialect = family switch { "zigbee2mqtt" => new Zigbee2MqttDialect("hall"), "tasmota" => new TasmotaDialect("hall"), _ => new EspHomeDialect("hall") };
        Tell(dialect, new NeighbourState { Smoke = true, Open = true, Celsius = -4.5, Link = 60 });
        await using var device = await OpenAsync(["hall"], ("map", family switch
        {
            "zigbee2mqtt" => Zigbee2MqttMap,
            "tasmota" => [Row("tele/+/SENSOR", "Switch1", "fire"), Row("tele/+/SENSOR", "Switch2", "contact"), Row("tele/+/SENSOR", "AM2301.Temperature", "temperature"), Row("tele/+/STATE", "Wifi.RSSI", "link-quality")],
            _ => [Row("+/binary_sensor/smoke/state", null, "fire"), Row("+/binary_sensor/door/state", null, "contact"), Row("+/sensor/temperature/state", null, "temperature"), Row("+/sensor/wifi_signal/state", null, "link-quality", ("scale", 2.0), ("offset", 200.0))],
        }));

        var heard = new Dictionary<Quantity, double>();
        await HearAsync(device, told =>
        {
            heard[told.Quantity] = told.Value;
            return heard.ContainsKey(Quantity.Fire) && heard.ContainsKey(Quantity.Contact) && heard.ContainsKey(Quantity.Temperature) && heard.ContainsKey(Quantity.LinkQuality);
        });

        Assert.Equal((1, 1, -4.5), (heard[Quantity.Fire], heard[Quantity.Contact], heard[Quantity.Temperature]));
        Assert.Equal(60, heard[Quantity.LinkQuality], 0.5);
    }

    [Fact]
    public async Task Retained_Smoke_IsToldToWhoComesLater_AndARetainedTemperatureIsNot()
    {
        await StartBrokerAsync();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        Tell(new EspHomeDialect("hall"), new NeighbourState { Smoke = true }, cancelled: cut.Token);
        (string, object) map = ("map", new[] { Row("+/sensor/temperature/state", null, "temperature"), Row("+/binary_sensor/smoke/state", null, "fire") });
        await using (var before = await OpenAsync(["hall"], map))
        {
            await HearAsync(before, told => told.Quantity == Quantity.Temperature);
        }

        await cut.CancelAsync();
        await _telling[0].ContinueWith(_ => { }, TaskScheduler.Default);
        await using var device = await OpenAsync(["hall"], map);

        var first = await HearAsync(device, told => told.Quantity is Quantity.Fire or Quantity.Temperature);

        Assert.Equal((Quantity.Fire, 1.0, "hall"), (first.Quantity, first.Value, first.Part));
    }

    [Fact]
    public async Task Will_OfANeighbourWhoseConnectionIsCut_MakesItSilent()
    {
        await StartBrokerAsync();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        Tell(new TasmotaDialect("hall"), new NeighbourState(), cancelled: cut.Token);
        await using var device = await OpenAsync(["hall"], ("map", new[] { Row("tele/+/SENSOR", "Switch1", "fire") }), ("availability", new (string, object)[][] { [("topic", "tele/+/LWT")] }));
        using var enumerator = new Hearing(device, _over.Token);
        await enumerator.UntilAsync(told => told is { Quantity: Quantity.Trouble, Fault: DeviceFault.None });

        await cut.CancelAsync();

        await enumerator.UntilAsync(told => told is { Quantity: Quantity.Trouble, Fault: DeviceFault.NotResponding, Part: "hall" });
    }

    [Fact]
    public async Task Message_ThatIsTooLarge_DisturbsNothing()
    {
        await StartBrokerAsync();
        Tell(new Zigbee2MqttDialect("hall"), new NeighbourState(), say: new NeighbourMessage("zigbee2mqtt/hall", $$"""{"smoke":true,"more":"{{new string('x', 1_000_000)}}"}""", Retained: true));
        await using var device = await OpenAsync(["hall"], ("map", new[] { Row("zigbee2mqtt/+", "smoke", "fire") }));

        for (var reports = 0; reports < 5; reports++)
        {
            Assert.Equal(0, (await HearAsync(device, told => told.Quantity == Quantity.Fire)).Value);
        }
    }

    [Fact]
    public async Task Login_OfTheBroker_LetsTheGatewayIn_AndAWrongOneIsNamed()
    {
        Assert.SkipUnless(Mosquitto.IsInstalled, Mosquitto.Missing);
        await RunAsync("mosquitto_passwd", "-c", "-b", _folder.File("users"), "gateway", "se:cret@1");
        await StartBrokerAsync("allow_anonymous false", $"password_file {_folder.File("users")}");
        (string, object) map = ("map", new[] { Row("zigbee2mqtt/+", "smoke", "fire") });
        await File.WriteAllTextAsync(_folder.File("good"), $"mqtt://gateway:se:cret%401@{_broker!.EndPoint}\n", _over.Token);
        await File.WriteAllTextAsync(_folder.File("wrong"), $"mqtt://gateway:nothing@{_broker.EndPoint}\n", _over.Token);
        await File.WriteAllTextAsync(_folder.File("other"), "mqtt://gateway:secret@192.0.2.10:1883\n", _over.Token);

        await using var good = await OpenAsync([], map, ("login", _folder.File("good")));

        Assert.Contains("\"login\"", (await RefusalAsync(map)).Message, StringComparison.Ordinal);
        Assert.Contains("refuses", (await RefusalAsync(map, ("login", _folder.File("wrong")))).Message, StringComparison.Ordinal);
        Assert.Contains("another address", (await RefusalAsync(map, ("login", _folder.File("other")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_ThatIsKilled_EndsTheDeviceWithItsName()
    {
        await StartBrokerAsync();
        Tell(new Zigbee2MqttDialect("hall"), new NeighbourState());
        await using var device = await OpenAsync(["hall"], ("map", Zigbee2MqttMap));
        using var hearing = new Hearing(device, _over.Token);
        await hearing.UntilAsync(told => told.Quantity == Quantity.Fire);

        await _broker!.KillAsync();

        var exception = await Assert.ThrowsAsync<DeviceException>(() => hearing.UntilAsync(_ => false));
        Assert.Contains($"{_broker.EndPoint}", exception.Message, StringComparison.Ordinal);
    }

    private async Task StartBrokerAsync(params string[] configuration)
    {
        Assert.SkipUnless(Mosquitto.IsInstalled, Mosquitto.Missing);
        _broker = await Mosquitto.StartAsync(configuration);
    }

    private void Tell(NeighbourDialect dialect, NeighbourState state, NeighbourMessage? say = null, CancellationToken? cancelled = null)
    {
        var neighbour = new SimulatedNeighbour(dialect, "127.0.0.1", _broker!.EndPoint.Port, TimeProvider.System)
        {
            Every = TimeSpan.FromMilliseconds(50),
            State = state,
            Say = say,
        };
        _telling.Add(neighbour.RunAsync(cancelled ?? _over.Token));
    }

    private async Task<IListeningDevice> OpenAsync(string[] parts, params (string, object)[] values)
    {
        var device = (IListeningDevice)MqttNeighbours.Kind.Create(Of(parts, [("broker", $"mqtt://{_broker!.EndPoint}"), .. values]), new DeviceContext(new SimulatedHardware(), TimeProvider.System));
        await device.OpenAsync(_over.Token);
        return device;
    }

    private Task<DeviceException> RefusalAsync(params (string, object)[] values) =>
        Assert.ThrowsAsync<DeviceException>(async () => await (await OpenAsync([], values)).DisposeAsync());

    private async Task<Measurement> HearAsync(IListeningDevice device, Func<Measurement, bool> isIt)
    {
        using var hearing = new Hearing(device, _over.Token);
        return await hearing.UntilAsync(isIt);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        await using var process = RunningProcess.Start(program, arguments);
        Assert.Equal(0, await process.ExitsAsync());
    }

    /// <summary>Listens once, and goes on where it stopped.</summary>
    private sealed class Hearing(IListeningDevice device, CancellationToken cancelled) : IDisposable
    {
        private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

        private readonly CancellationTokenSource _bound = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        private IAsyncEnumerator<Measurement>? _told;

        public async Task<Measurement> UntilAsync(Func<Measurement, bool> isIt)
        {
            _bound.CancelAfter(Bound);
            _told ??= device.ListenAsync(_bound.Token).GetAsyncEnumerator(_bound.Token);
            while (await _told.MoveNextAsync())
            {
                if (isIt(_told.Current))
                {
                    return _told.Current;
                }
            }

            throw new InvalidOperationException("The device has ended.");
        }

        public void Dispose() => _bound.Dispose();
    }
}
