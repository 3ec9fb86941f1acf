using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;

namespace EdgeGrid.Conformance.Broker;

/// <content>An agent and a hub, with the broker between them.</content>
public abstract partial class BrokerConformance
{
    [Fact]
    public async Task Agent_WithRecordsOfEveryKind_IsRidOfAllWhenTheHubHasThem()
    {
        await using var broker = await StartAsync(withHub: true);
        await using var agent = await PublishingAgent.StartAsync(broker.EndPoint);
        var alert = agent.Raise();
        agent.Outbox.AppendEvidence(alert, new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 }, simulated: true);
        for (var i = 0; i < 6_000; i++)
        {
            agent.Outbox.Append(OutboxInputs.Reading(i));
        }

        var never = agent.Outbox.Append(OutboxInputs.Alert("never sent"));
        agent.Outbox.Discard(Agent.Outbox.Lane.Alerts, never, "a test asked for it");

        await agent.DrainedAsync();
        Assert.Contains(alert, await broker.FiledAlertsAsync());
        Assert.Empty(await broker.QuarantineAsync());
    }

    [Fact]
    public async Task Broker_GoneAndBackWithNothingItKnew_AgentAndHubFindEachOtherAndDrain()
    {
        await using var broker = await StartAsync(withHub: true);
        await using var agent = await PublishingAgent.StartAsync(broker.EndPoint);
        List<string> raised = [agent.Raise()];
        await agent.DrainedAsync();
        for (var life = 0; life < 2; life++)
        {
            await broker.GoAsync();
            raised.AddRange(Enumerable.Range(0, 20).Select(_ => agent.Raise()));
            agent.Outbox.Append(OutboxInputs.Reading(life));
            await broker.ComeBackAsync();
            await agent.DrainedAsync();
        }

        Assert.Equal(raised.Order(), (await broker.FiledAlertsAsync()).Order());
        using var listener = await BrokerClient.ListenerAsync(broker.EndPoint, Topics.AllStatus);
        await Eventually.HoldsAsync("both presences are kept again", () =>
            listener.Messages.Any(heard => heard.Topic == Topics.HubStatus && heard.Retained)
            && listener.Messages.Any(heard => heard.Topic == Topics.Status(OutboxInputs.Gateway) && heard.SaysOnline));
    }
}
