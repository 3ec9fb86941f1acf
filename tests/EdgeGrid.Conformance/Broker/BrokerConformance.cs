using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeGrid.Conformance.Broker;

/// <summary>What the agent and the hub need of an MQTT 5 broker, whichever it is. What they do not use is not asked for: message expiry, QoS 2, shared subscriptions, sessions that outlive a connection.</summary>
public abstract partial class BrokerConformance
{
    private const string Gateway = "gw-1";

    private static readonly GatewayId Id = GatewayId.Parse(Gateway);

    /// <param name="withHub">A hub must be behind it; there may be one in any case.</param>
    private protected abstract Task<BrokerUnderTest> StartAsync(bool withHub);

    /// <summary>It tells a client why it is ended when another took its name.</summary>
    private protected virtual bool TellsOfTakeover => true;

    [Fact]
    public async Task Messages_PublishedOneAfterTheOther_ReachWhoListensInOrder()
    {
        await using var broker = await StartAsync(withHub: false);
        using var listener = await BrokerClient.ListenerAsync(broker, Topics.AllAlerts);
        using var gateway = await BrokerClient.GatewayAsync(broker.EndPoint, Gateway);
        for (byte i = 0; i < 100; i++)
        {
            await gateway.PublishAsync(new MqttApplicationMessage { Topic = Topics.Alerts(Id), PayloadSegment = new[] { i } });
        }

        await Eventually.HoldsAsync("all have come", () => listener.Messages.Count == 100);
        Assert.Equal(Enumerable.Range(0, 100), listener.Messages.Select(heard => (int)heard.Payload[0]));
        Assert.All(listener.Messages, heard => Assert.Equal((MqttQualityOfServiceLevel.AtLeastOnce, false), (heard.Level, heard.Retained)));
    }

    [Fact]
    public async Task Message_OfARecord_PassesUnchanged()
    {
        await using var broker = await StartAsync(withHub: false);
        using var listener = await BrokerClient.ListenerAsync(broker, Topics.Evidence(Id));
        using var gateway = await BrokerClient.GatewayAsync(broker.EndPoint, Gateway);
        var record = new OutboxRecord(
            RecordKind.Evidence,
            new RecordIdentity(Id, new string('a', 32), long.MaxValue, 1),
            new Instant(DateTimeOffset.UnixEpoch, 1),
            "boot-1",
            ClockQuality.Ntp,
            Simulated: true,
            AlertId: "和平路-18",
            new byte[] { 0xFF, 0xD8, 0xFF, 0x00 }) { Age = TimeSpan.FromDays(1), Crc = 0xFFFF_FFFF };
        Assert.Null(RecordMessage.TryBuild(record, ReadingsFormat.Cbor, out var message));

        await gateway.PublishAsync(message!);

        await Eventually.HoldsAsync("it has come", () => listener.Messages.Count == 1);
        Assert.Equal(Heard.From(message!).Everything, listener.Messages.Single().Everything);
        Assert.Equal(
            [UserProperties.Epoch, UserProperties.Sequence, UserProperties.Crc, UserProperties.AlertId, UserProperties.Simulated, UserProperties.Historical],
            listener.Messages.Single().Properties.Select(property => property.Name));
        Assert.Equal(Topics.Acks(Id), listener.Messages.Single().ResponseTopic);
    }

    // docs/wire.md: 64 KB for an alert, 512 KB for a picture, 1 MB for a batch.
    [Fact]
    public async Task Messages_OfTheLargestSizes_PassUnchanged()
    {
        await using var broker = await StartAsync(withHub: false);
        using var listener = await BrokerClient.ListenerAsync(broker, $"{Topics.Root}/{Gateway}/#");
        using var gateway = await BrokerClient.GatewayAsync(broker.EndPoint, Gateway);
        List<Heard> sent = [];
        foreach (var (leaf, kilobytes) in new[] { (Topics.AlertsLeaf, 64), (Topics.EvidenceLeaf, 512), (Topics.ReadingsLeaf, 1024) })
        {
            var payload = new byte[kilobytes * 1024];
            new Random(kilobytes).NextBytes(payload);
            var message = new MqttApplicationMessageBuilder()
                .WithTopic($"{Topics.Root}/{Gateway}/{leaf}")
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .WithContentType(ContentTypes.CloudEvents)
                .WithResponseTopic(Topics.Acks(Id))
                .WithPayload(payload)
                .Build();
            sent.Add(Heard.From(message));
            await gateway.PublishAsync(message);
        }

        // The hub may answer on the same topics that it understands none of them.
        await Eventually.HoldsAsync("all have come", () => Sent().Count == 3);
        Assert.Equal(sent.Select(message => message.Everything), Sent().Select(message => message.Everything));

        IReadOnlyList<Heard> Sent() => [.. listener.Messages.Where(message => message.ContentType == ContentTypes.CloudEvents)];
    }

    [Fact]
    public async Task Messages_ThatTheListenerHolds_FlowOnAsItAcknowledges()
    {
        await using var broker = await StartAsync(withHub: false);
        using var listener = await BrokerClient.ListenerAsync(broker, Topics.AllReadings, holds: true);
        using var gateway = await BrokerClient.GatewayAsync(broker.EndPoint, Gateway);
        for (byte i = 0; i < 200; i++)
        {
            await gateway.PublishAsync(new MqttApplicationMessage { Topic = Topics.Readings(Id), PayloadSegment = new[] { i } });
        }

        await Eventually.HoldsAsync("the first are held", () => listener.Messages.Count >= 20);

        await Eventually.HoldsAsync("all have come", async () =>
        {
            await listener.AcknowledgeHeldAsync();
            return listener.Messages.Count == 200;
        });
        Assert.Equal(Enumerable.Range(0, 200), listener.Messages.Select(heard => (int)heard.Payload[0]));
    }

    [Fact]
    public async Task Status_Retained_IsNewsToWhoListensAndTheLastOfItKeptForWhoComesLater()
    {
        await using var broker = await StartAsync(withHub: false);
        using var before = await BrokerClient.ListenerAsync(broker, Topics.AllStatus);
        using var gateway = await BrokerClient.GatewayAsync(broker.EndPoint, Gateway);
        await gateway.AnnounceAsync(Gateway, "first");
        await gateway.AnnounceAsync(Gateway, "second");

        // The filter catches the hub's own presence as well.
        using var after = await BrokerClient.ListenerAsync(broker, Topics.AllStatus);

        await Eventually.HoldsAsync("both have heard", () => Of(before).Count == 2 && Of(after).Count == 1);
        Assert.Equal(["first", "second"], Of(before).Select(Name));
        Assert.All(Of(before), heard => Assert.False(heard.Retained));
        Assert.Equal(("second", true, ContentTypes.Json), (Name(Of(after)[0]), Of(after)[0].Retained, Of(after)[0].ContentType));
    }

    [Fact]
    public async Task Will_OfAConnectionThatIsGone_IsToldAndKept()
    {
        await using var broker = await StartAsync(withHub: false);
        using var listener = await BrokerClient.ListenerAsync(broker, Topics.AllStatus);
        using (var gateway = await BrokerClient.GatewayAsync(broker.EndPoint, Gateway))
        {
            await gateway.AnnounceAsync(Gateway, "here");
        }

        await Eventually.HoldsAsync("the will is told", () => Of(listener) is [{ SaysOnline: true }, { SaysOnline: false }]);
        using var later = await BrokerClient.ListenerAsync(broker, Topics.Status(Id));
        await Eventually.HoldsAsync("and kept", () => Of(later).Count == 1);
        Assert.Equal(("will", true, ContentTypes.Json), (Name(Of(later)[0]), Of(later)[0].Retained, Of(later)[0].ContentType));
    }

    [Fact]
    public async Task Will_OfAGatewayThatSaidFarewell_IsNeverTold()
    {
        await using var broker = await StartAsync(withHub: false);
        using var listener = await BrokerClient.ListenerAsync(broker, Topics.AllStatus);
        using var gateway = await BrokerClient.GatewayAsync(broker.EndPoint, Gateway);
        await gateway.AnnounceAsync(Gateway, "farewell", online: false);
        await gateway.LeaveAsync();

        using var another = await BrokerClient.GatewayAsync(broker.EndPoint, Gateway);
        await another.AnnounceAsync(Gateway, "back");

        await Eventually.HoldsAsync("it is back", () => Of(listener) is [.., var last] && Name(last) == "back");
        Assert.Equal(["farewell", "back"], Of(listener).Select(Name));
    }

    [Fact]
    public async Task ClientId_TakenByAnother_EndsTheFirstConnection()
    {
        await using var broker = await StartAsync(withHub: false);
        using var first = await BrokerClient.GatewayAsync(broker.EndPoint, Gateway);
        await first.AnnounceAsync(Gateway, "first");

        using var second = await BrokerClient.GatewayAsync(broker.EndPoint, Gateway);
        await Eventually.HoldsAsync("the first is told", () => first.Ended is not null);

        Assert.True(first.Ended == MqttClientDisconnectReason.SessionTakenOver || !TellsOfTakeover, $"it was told {first.Ended}");
        await second.AnnounceAsync(Gateway, "second");
        Assert.Null(second.Ended);
    }

    private static IReadOnlyList<Heard> Of(BrokerClient client) => [.. client.Messages.Where(heard => heard.Topic == Topics.Status(Id))];

    private static string Name(Heard status) => System.Text.Json.JsonSerializer.Deserialize(status.Payload, WireJson.Default.GatewayStatus)!.Name;
}
