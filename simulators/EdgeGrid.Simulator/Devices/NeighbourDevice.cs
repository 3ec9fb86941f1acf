using System.CommandLine;
using EdgeGrid.Simulation.Neighbours;
using EdgeGrid.Simulator.Commands;
using MQTTnet.Exceptions;

namespace EdgeGrid.Simulator.Devices;

/// <summary><c>device zigbee2mqtt</c>, <c>tasmota</c>, <c>esphome</c>: a sensor that tells a broker what it senses.</summary>
internal static class NeighbourDevice
{
    private static readonly Option<Uri?> Broker = new("--broker")
    {
        Description = "a broker that runs; without it there is one of its own",
        HelpName = "mqtt://HOST:PORT",
        CustomParser = parsed =>
        {
            if (Uri.TryCreate(parsed.Tokens[0].Value, UriKind.Absolute, out var broker) && broker is { Scheme: "mqtt", Host.Length: > 0, UserInfo: "" })
            {
                return broker;
            }

            parsed.AddError($"'{parsed.Tokens[0].Value}' is no broker: write mqtt://127.0.0.1:1883");
            return null;
        },
    };

    private static readonly Option<int> Port = CommonOptions.Port("--port", "of its own broker; 0: one that is free", usual: 0, least: 0);

    private static readonly Option<string> Name = new("--name") { Description = "what it is called", HelpName = "NAME", DefaultValueFactory = _ => "kitchen" };

    private static readonly Option<double> Every = ServerOptions.Every();

    private static readonly Option<bool> Smoke = new("--smoke") { Description = "it smells smoke" };

    private static readonly Option<bool> Open = new("--open") { Description = "its door is open" };

    public static Command Zigbee2Mqtt() => Create("zigbee2mqtt", "A smoke alarm that Zigbee2MQTT hears", name => new Zigbee2MqttDialect(name));

    public static Command Tasmota() => Create("tasmota", "A smoke alarm with Tasmota", name => new TasmotaDialect(name));

    public static Command EspHome() => Create("esphome", "A smoke alarm with ESPHome", name => new EspHomeDialect(name));

    private static Command Create(string kind, string what, Func<string, NeighbourDialect> speak)
    {
        var command = new Command(kind, $"{what}, with a thermometer and a door contact, over MQTT") { Broker, Port, Name, Every, Smoke, Open };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var own = parsed.GetValue(Broker) is null ? await SimulatedBroker.StartAsync(parsed.GetValue(Port)) : null;
            var (host, port) = parsed.GetValue(Broker) is { } broker ? (broker.Host, broker.Port > 0 ? broker.Port : 1883) : ("127.0.0.1", own!.Port);
            var dialect = speak(parsed.GetValue(Name)!);
            var neighbour = new SimulatedNeighbour(dialect, host, port, TimeProvider.System)
            {
                Every = TimeSpan.FromSeconds(parsed.GetValue(Every)),
                State = new NeighbourState { Smoke = parsed.GetValue(Smoke), Open = parsed.GetValue(Open) },
            };
            return await SimulatedDevices.ServeAsync(
                $$"""{ "name": "neighbours", "kind": "mqtt", "broker": "mqtt://{{host}}:{{port}}", "parts": [ { "part": "{{dialect.Name}}" } ], {{dialect.Mapping}}, "simulated": true }""",
                cancelled => TellAsync(neighbour, $"{host}:{port}", cancelled),
                cancellationToken);
        });
        return command;
    }

    private static async Task TellAsync(SimulatedNeighbour neighbour, string broker, CancellationToken cancelled)
    {
        try
        {
            await neighbour.RunAsync(cancelled);
        }
        catch (MqttCommunicationException away)
        {
            throw new IOException($"There is no broker at {broker}: {away.Message}", away);
        }
    }
}
