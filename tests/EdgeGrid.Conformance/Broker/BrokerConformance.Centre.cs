using EdgeGrid.Contracts;
using EdgeGrid.Testing;

namespace EdgeGrid.Conformance.Broker;

/// <content>What a hub wants of a gateway, with the broker between them.</content>
public abstract partial class BrokerConformance
{
    [Fact]
    public async Task Revision_OfTheHub_IsTriedAndReportedAppliedOrRefused()
    {
        await using var broker = await StartAsync(withHub: true);
        await using var agent = new ServiceAgent(broker.EndPoint);
        agent.Start();
        await GatewayApi.StandsAsync(broker.Http, "local", revision: 0, inForce: 0);

        await GatewayApi.PutAsync(broker.Http, 0, agent.Devices);
        await GatewayApi.StandsAsync(broker.Http, "applied", revision: 1, inForce: 1);

        await GatewayApi.PutAsync(broker.Http, 1, """{ "name": "x", "kind": "mq9" }""");
        await GatewayApi.StandsAsync(broker.Http, "refused", revision: 2, inForce: 1);
        Assert.Equal("devices[0].kind", (await GatewayApi.ReportedAsync(broker.Http)).GetProperty("problems")[0].GetProperty("path").GetString());
        Assert.Empty(await broker.QuarantineAsync());
    }

    [Fact]
    public async Task Commands_OfTheHub_AreCarriedOutAndAnswered()
    {
        await using var broker = await StartAsync(withHub: true);
        await using var agent = new ServiceAgent(broker.EndPoint);
        agent.Start();
        await GatewayApi.StandsAsync(broker.Http, "local", revision: 0, inForce: 0);

        Assert.Equal("done", await GatewayApi.AskAsync(broker.Http, """{ "name": "silence", "arguments": { "for": "1m" } }"""));
        Assert.Equal("done", await GatewayApi.AskAsync(broker.Http, """{ "name": "test", "arguments": { "device": "kitchen" } }"""));
        Assert.Equal("refused", await GatewayApi.AskAsync(broker.Http, """{ "name": "test", "arguments": { "device": "nowhere" } }"""));
        Assert.Equal("done", await GatewayApi.AskAsync(broker.Http, """{ "name": "snapshot", "arguments": { "camera": "street" } }"""));
        Assert.Equal("done", await GatewayApi.AskAsync(broker.Http, """{ "name": "restart" }"""));
        await Eventually.HoldsAsync("it lives again", () => agent.Lives == 2);
        Assert.Empty(await broker.QuarantineAsync());
    }

    [Fact]
    public async Task Broker_GoneAndBackBeforeTheGatewayHears_RevisionAndCommandReachIt()
    {
        await using var broker = await StartAsync(withHub: true);
        await using var agent = new ServiceAgent(broker.EndPoint);
        agent.Start();
        await GatewayApi.StandsAsync(broker.Http, "local", revision: 0, inForce: 0);
        await agent.StopAsync();
        await GatewayApi.PutAsync(broker.Http, 0, agent.Devices);
        var test = await GatewayApi.GiveAsync(broker.Http, """{ "name": "test", "arguments": { "device": "kitchen" }, "validFor": "00:10:00" }""");

        await broker.GoAsync();
        await broker.ComeBackAsync();
        agent.Start();

        await GatewayApi.StandsAsync(broker.Http, "applied", revision: 1, inForce: 1);
        Assert.Equal("done", await GatewayApi.AnswerAsync(broker.Http, test));
    }

    [Fact]
    public async Task Broker_GoneAndBackWhileARevisionIsTried_ItStandsAndIsReported()
    {
        await using var broker = await StartAsync(withHub: true);
        await using var agent = new ServiceAgent(broker.EndPoint, standsAfter: TimeSpan.FromSeconds(2));
        agent.Start();
        await GatewayApi.StandsAsync(broker.Http, "local", revision: 0, inForce: 0);

        await GatewayApi.PutAsync(broker.Http, 0, agent.Devices);
        await Eventually.HoldsAsync("the agent starts anew with it", () => agent.Lives == 2);
        await broker.GoAsync();
        await broker.ComeBackAsync();

        await GatewayApi.StandsAsync(broker.Http, "applied", revision: 1, inForce: 1);
        using var listener = await BrokerClient.ListenerAsync(broker, Topics.Config(Id));
        await Eventually.HoldsAsync("the broker keeps the revision again", () => listener.Messages.Any(heard => heard.Retained));
    }
}
