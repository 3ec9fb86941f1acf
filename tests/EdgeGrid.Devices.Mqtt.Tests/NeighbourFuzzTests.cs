using System.Text;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Neighbours;
using static EdgeGrid.Devices.Mqtt.Tests.MappedSettings;

namespace EdgeGrid.Devices.Mqtt.Tests;

/// <summary>Payloads with mistakes in them, on topics with mistakes in them: nothing throws, and nothing is told that cannot be.</summary>
public sealed class NeighbourFuzzTests
{
    private static readonly byte[] Meaningful = Encoding.UTF8.GetBytes("{}[]\",:.-+eE0129ntf\\u/#\0\x7f");

    private static readonly NeighbourMap Everything = new(Of(
        null,
        ("map", ((string, object)[][])[
            Row("#", "smoke", "fire"), Row("#", "contact", "contact"), Row("#", "temperature", "temperature"), Row("#", "AM2301.Temperature", "temperature"),
            Row("#", "list.1", "battery"), Row("#", null, "carbon-monoxide"), Row("#", null, "contact"), Row("#", null, "position"), Row("#", "location", "position"),
        ]),
        ("availability", new (string, object)[][] { [("topic", "#"), ("json", "state")], [("topic", "#")] })));

    [Fact]
    public void Payload_Mutated_TellsOnlyWhatCanBe()
    {
        var mutations = new Mutations(Corpus, Meaningful);
        for (var i = 0; i < Mutations.Count; i++)
        {
            var payload = mutations.Next();
            var meaning = Everything.Read("a/b", payload, _ => true);
            foreach (var told in meaning.Measurements)
            {
                Assert.True(double.IsFinite(told.Value) && told.Part == "a.b", Encoding.UTF8.GetString(payload));
                Assert.True(!told.Quantity.IsState() || told.Value is 0 or 1, Encoding.UTF8.GetString(payload));
                Assert.True(told.Detail is not GnssFix fix || (Math.Abs(fix.Latitude) <= 90 && Math.Abs(fix.Longitude) <= 180), Encoding.UTF8.GetString(payload));
            }
        }
    }

    [Fact]
    public void Topic_Mutated_IsTakenWithoutHarm()
    {
        var mutations = new Mutations([.. new[] { "zigbee2mqtt/kitchen", "tele/boiler/SENSOR", "hall/binary_sensor/smoke/state", "a/b/c/d" }.Select(Encoding.UTF8.GetBytes)], Meaningful, seed: 2);
        TopicFilter[] filters = [new("#"), new("+"), new("+/+"), new("zigbee2mqtt/+"), new("tele/+/SENSOR"), new("a/#"), new("/+")];
        for (var i = 0; i < Mutations.Count; i++)
        {
            var topic = Encoding.UTF8.GetString(mutations.Next());
            foreach (var filter in filters)
            {
                Assert.True(filter.Takes(topic, out var speaker) || filter.Text != "#");
                Assert.True(speaker.Length <= topic.Length);
            }
        }
    }

    /// <summary>What the three dialects tell, and OwnTracks.</summary>
    private static IReadOnlyList<byte[]> Corpus =>
    [
        .. new NeighbourDialect[] { new Zigbee2MqttDialect("x"), new TasmotaDialect("x"), new EspHomeDialect("x") }
            .SelectMany(dialect => dialect.Report(new NeighbourState { Smoke = true }, DateTimeOffset.UnixEpoch).Concat(dialect.Greeting))
            .Select(message => Encoding.UTF8.GetBytes(message.Payload)),
        .. new[]
        {
            """{"_type":"location","lat":34.244,"lon":117.194,"alt":41,"vel":18,"cog":90,"tst":1795421730}""",
            """{"location":{"latitude":34.244,"longitude":117.194},"list":[1,2.5e3,null],"last_seen":1795421730250,"state":"online"}""",
            "-12.5",
        }.Select(Encoding.UTF8.GetBytes),
    ];
}
