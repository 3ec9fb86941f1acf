using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging.Abstractions;

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

    // As a card that was copied before, or a snapshot of a machine: the numbers that come next have been given away already.
    [Fact]
    public async Task Outbox_OlderCopyOfItsFilesPutBack_EveryAlertIsFiledOnce()
    {
        await using var broker = await StartAsync(withHub: true);
        using var folder = new TemporaryFolder();
        using var copy = new TemporaryFolder();
        List<string> raised = [];
        await RaiseAsync(2);
        Copy(folder.Path, copy.Path);
        await RaiseAsync(3);
        Array.ForEach(Directory.GetFiles(folder.Path), File.Delete);
        Copy(copy.Path, folder.Path);

        await RaiseAsync(5);

        Assert.Equal(raised.Order(), (await broker.FiledAlertsAsync()).Order());
        Assert.Empty(await broker.QuarantineAsync());

        async Task RaiseAsync(int count)
        {
            await using var outbox = new LiteDbOutbox(
                new OutboxSettings { Gateway = OutboxInputs.Gateway, Clock = new GatewayClock(TimeProvider.System), Folder = folder.Path, CommitEvery = TimeSpan.FromMilliseconds(20) },
                new StorageTrouble(),
                TimeProvider.System,
                NullLogger<LiteDbOutbox>.Instance);
            await using var agent = await PublishingAgent.StartAsync(broker.EndPoint, outbox);
            raised.AddRange(Enumerable.Range(0, count).Select(_ => agent.Raise()));
            outbox.Append(OutboxInputs.Reading(count));
            outbox.Flush();
            await agent.DrainedAsync();
        }

        static void Copy(string from, string to) => Array.ForEach(Directory.GetFiles(from), file => File.Copy(file, Path.Combine(to, Path.GetFileName(file))));
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
        using var listener = await BrokerClient.ListenerAsync(broker, Topics.AllStatus);
        await Eventually.HoldsAsync("both presences are kept again", () =>
            listener.Messages.Any(heard => heard.Topic == Topics.HubStatus && heard.Retained)
            && listener.Messages.Any(heard => heard.Topic == Topics.Status(OutboxInputs.Gateway) && heard.SaysOnline));
    }
}
