using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeGrid.Hub.Tests.Rig;

/// <summary>Anyone's own software on the broker: listens with the administrator's token, says nothing.</summary>
internal sealed class Listener : IDisposable
{
    private readonly ConcurrentQueue<string> _payloads = new();

    private Listener(IMqttClient client) => Client = client;

    public IMqttClient Client { get; }

    public IReadOnlyList<string> Payloads => [.. _payloads];

    public IReadOnlyList<CaseNotice> Notices => [.. _payloads.Select(json => JsonSerializer.Deserialize(json, WireJson.Default.CaseNotice)!)];

    public static async Task<Listener> StartAsync(IPEndPoint broker, string filter, MqttProtocolVersion version = MqttProtocolVersion.V500)
    {
        var listener = new Listener(new MqttClientFactory().CreateMqttClient());
        listener.Client.ApplicationMessageReceivedAsync += received =>
        {
            listener._payloads.Enqueue(Encoding.UTF8.GetString(received.ApplicationMessage.Payload.ToArray()));
            return Task.CompletedTask;
        };
        await listener.Client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithProtocolVersion(version)
            .WithTcpServer(broker.Address.ToString(), broker.Port)
            .WithCredentials(Role.Administrator.Word(), Tokens.Of(Role.Administrator))
            .Build());
        await listener.Client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        return listener;
    }

    public void Dispose() => Client.Dispose();
}
