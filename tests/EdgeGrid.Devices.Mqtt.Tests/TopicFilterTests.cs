namespace EdgeGrid.Devices.Mqtt.Tests;

public sealed class TopicFilterTests
{
    // The examples of MQTT 5, section 4.7.1, and ours.
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", "")]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", "ranking")]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", "score.wimbledon")]
    [InlineData("sport/tennis/+", "sport/tennis/player1", "player1")]
    [InlineData("sport/+", "sport/", "")]
    [InlineData("+/+", "/finance", "finance")]
    [InlineData("/+", "/finance", "finance")]
    [InlineData("#", "a/b", "a.b")]
    [InlineData("zigbee2mqtt/+", "zigbee2mqtt/kitchen", "kitchen")]
    [InlineData("zigbee2mqtt/+/availability", "zigbee2mqtt/kitchen/availability", "kitchen")]
    [InlineData("zigbee2mqtt/+/+", "zigbee2mqtt/kitchen/smoke", "kitchen.smoke")]
    [InlineData("+/binary_sensor/smoke/state", "hall/binary_sensor/smoke/state", "hall")]
    [InlineData("a/b", "a/b", "")]
    public void Topic_ThatFits_TellsWhoSpeaks(string filter, string topic, string speaker)
    {
        Assert.Null(TopicFilter.Objection(filter));
        Assert.True(new TopicFilter(filter).Takes(topic, out var found));
        Assert.Equal(speaker, found);
    }

    [Theory]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking")]
    [InlineData("sport/+", "sport")]
    [InlineData("+", "/finance")]
    [InlineData("a/b", "a/b/c")]
    [InlineData("a/b", "a")]
    [InlineData("a/b/#", "a/c")]
    [InlineData("a/b", "A/b")]
    public void Topic_ThatDoesNotFit_IsNotTaken(string filter, string topic) => Assert.False(new TopicFilter(filter).Takes(topic, out _));

    [Theory]
    [InlineData("")]
    [InlineData("sport/tennis#")]
    [InlineData("sport/#/ranking")]
    [InlineData("sport+")]
    [InlineData("sport/+tennis/x")]
    [InlineData("a\0b")]
    public void Filter_ThatIsNone_IsObjectedTo(string filter) => Assert.NotNull(TopicFilter.Objection(filter));
}
