using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeGrid.Simulation.Neighbours;

/// <summary>A sensor that tells a broker what it senses, as real ones do: over MQTT 3.1.1, with a last will. It connects again by itself.</summary>
/// <param name="dialect">How it tells it.</param>
/// <param name="host">Of the broker.</param>
/// <param name="port">Of the broker.</param>
/// <param name="time">The clock.</param>
public sealed class SimulatedNeighbour(NeighbourDialect dialect, string host, int port, TimeProvider time)
{
    /// <summary>Between two reports.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What it senses.</summary>
    public NeighbourState State { get; set; } = new();

    /// <summary>What else it tells, once, with its next report.</summary>
    public NeighbourMessage? Say { get; set; }

    /// <summary>Tells it until it is cancelled; then its connection is cut, not closed, so that the broker tells its will.</summary>
    /// <exception cref="MqttCommunicationException">There is no broker.</exception>
    public async Task RunAsync(CancellationToken cancelled)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        await ConnectAsync(client, cancelled);
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                if (!client.IsConnected)
                {
                    await ConnectAsync(client, cancelled);
                }

                foreach (var message in dialect.Report(State, time.GetUtcNow()))
                {
                    await PublishAsync(client, message, cancelled);
                }

                if (Say is { } more)
                {
                    Say = null;
                    await PublishAsync(client, more, cancelled);
                }
            }
            catch (MqttCommunicationException)
            {
                // The broker is away: it is tried again at the next report.
                continue;
            }
        }
        while (await timer.WaitForNextTickAsync(cancelled));
    }

    private async Task ConnectAsync(IMqttClient client, CancellationToken cancelled)
    {
        var will = dialect.Will;
        await client.ConnectAsync(
            new MqttClientOptionsBuilder()
                .WithProtocolVersion(MqttProtocolVersion.V311)
                .WithClientId($"simulated-{dialect.Name}")
                .WithTcpServer(host, port)
                .WithWillTopic(will.Topic)
                .WithWillPayload(will.Payload)
                .WithWillRetain(will.Retained)
                .Build(),
            cancelled);
        foreach (var message in dialect.Greeting)
        {
            await PublishAsync(client, message, cancelled);
        }
    }

    private static async Task PublishAsync(IMqttClient client, NeighbourMessage message, CancellationToken cancelled) => await client.PublishAsync(
        new MqttApplicationMessageBuilder()
            .WithTopic(message.Topic)
            .WithPayload(message.Payload)
            .WithRetainFlag(message.Retained)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtMostOnce)
            .Build(),
        cancelled);
}
