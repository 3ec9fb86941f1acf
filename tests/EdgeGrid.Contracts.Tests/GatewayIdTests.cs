using CsCheck;

namespace EdgeGrid.Contracts.Tests;

public sealed class GatewayIdTests
{
    [Theory]
    [InlineData("gw-heping-18")]
    [InlineData("7")]
    [InlineData("a")]
    public void Name_ThatFollowsTheRule_IsTaken(string name)
    {
        Assert.True(GatewayId.TryParse(name, out var id));
        Assert.Equal(name, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hub")]
    [InlineData("cases")]
    [InlineData("-a")]
    [InlineData("Gw")]
    [InlineData("a/b")]
    [InlineData("a+")]
    [InlineData("#")]
    [InlineData("路")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234x")]
    public void Name_ThatBreaksTheRule_IsRefused(string? name) => Assert.False(GatewayId.TryParse(name, out _));

    [Fact]
    public void Topic_OfAnyGateway_ComesApartIntoGatewayAndLeaf() =>
        Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"], 1, 64].Where(name => name is not ("hub" or "cases")).Sample(name =>
        {
            var gateway = GatewayId.Parse(name);
            Assert.True(Topics.TryParse(Topics.Readings(gateway), out var parsed, out var leaf));
            Assert.Equal((gateway, Topics.ReadingsLeaf), (parsed, leaf));
        });

    [Theory]
    [InlineData("edgegrid/v1/hub/status")]
    [InlineData("edgegrid/v1/cases/320303001002007")]
    [InlineData("edgegrid/v2/gw-1/alerts")]
    [InlineData("edgegrid/v1/gw-1")]
    [InlineData("edgegrid/v1/gw-1/")]
    [InlineData("edgegrid/v1//alerts")]
    [InlineData("")]
    public void Topic_OfNoGateway_IsRefused(string topic) => Assert.False(Topics.TryParse(topic, out _, out _));
}
