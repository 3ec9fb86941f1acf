using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Broker;

namespace EdgeGrid.Hub.Tests.Broker;

public sealed class ClientIdentityTests
{
    private static readonly ClientIdentity Gateway = new(ClientRole.Gateway, "gw-1");
    private static readonly ClientIdentity Observer = new(ClientRole.Observer, "mosquitto");

    [Theory]
    [InlineData("edgegrid/v1/gw-1/alerts", true)]
    [InlineData("edgegrid/v1/gw-1/readings", true)]
    [InlineData("edgegrid/v1/gw-1/evidence", true)]
    [InlineData("edgegrid/v1/gw-1/losses", true)]
    [InlineData("edgegrid/v1/gw-1/status", true)]
    [InlineData("edgegrid/v1/gw-1/config/reported", true)]
    [InlineData("edgegrid/v1/gw-1/answers/silence", true)]
    [InlineData("edgegrid/v1/gw-1/acks", false)]
    [InlineData("edgegrid/v1/gw-1/config", false)]
    [InlineData("edgegrid/v1/gw-1/commands/silence", false)]
    [InlineData("edgegrid/v1/gw-10/alerts", false)]
    [InlineData("edgegrid/v1/hub/status", false)]
    [InlineData("edgegrid/v1/cases/1", false)]
    [InlineData("anything", false)]
    public void Gateway_Publishing_KeepsToItsOwnTopics(string topic, bool may) => Assert.Equal(may, Gateway.MayPublish(topic));

    [Theory]
    [InlineData("edgegrid/v1/gw-1/acks", true)]
    [InlineData("edgegrid/v1/gw-1/config", true)]
    [InlineData("edgegrid/v1/gw-1/commands/#", true)]
    [InlineData("edgegrid/v1/hub/status", true)]
    [InlineData("edgegrid/v1/gw-1/#", false)]
    [InlineData("edgegrid/v1/+/acks", false)]
    [InlineData("edgegrid/v1/gw-2/acks", false)]
    [InlineData("edgegrid/v1/#", false)]
    [InlineData("#", false)]
    public void Gateway_Subscribing_KeepsToItsOwnTopics(string filter, bool may) => Assert.Equal(may, Gateway.MaySubscribe(filter));

    [Fact]
    public void Observer_ListensToEverythingOfOursAndSaysNothing()
    {
        Assert.True(Observer.MaySubscribe("edgegrid/v1/#"));
        Assert.False(Observer.MaySubscribe("#"));
        Assert.False(Observer.MaySubscribe("$SYS/#"));
        Assert.False(Observer.MayPublish("edgegrid/v1/gw-1/alerts"));
    }

    [Theory]
    [InlineData(Role.Worker, "edgegrid/v1/cases/0001", true)]
    [InlineData(Role.Worker, "edgegrid/v1/+/alerts", true)]
    [InlineData(Role.Worker, "edgegrid/v1/gw-1/evidence", true)]
    [InlineData(Role.Worker, "edgegrid/v1/hub/status", true)]
    [InlineData(Role.Worker, "edgegrid/v1/gw-1/readings", false)]
    [InlineData(Role.Worker, "edgegrid/v1/+/status", false)]
    [InlineData(Role.Worker, "edgegrid/v1/gw-1/#", false)]
    [InlineData(Role.Worker, "edgegrid/v1/#", false)]
    [InlineData(Role.Dispatcher, "edgegrid/v1/#", true)]
    [InlineData(Role.Dispatcher, "edgegrid/v1/gw-1/+", true)]
    [InlineData(Role.Dispatcher, "#", false)]
    [InlineData(Role.Citizen, "edgegrid/v1/cases/0001", false)]
    [InlineData(Role.Citizen, "edgegrid/v1/gw-1/config/reported", false)]
    public void Observer_WithARole_ListensToWhatTheRoleMaySee(Role role, string filter, bool may) =>
        Assert.Equal(may, new ClientIdentity(ClientRole.Observer, "li", role).MaySubscribe(filter));
}
