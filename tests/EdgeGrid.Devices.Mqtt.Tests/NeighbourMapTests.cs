using System.Text;
using static EdgeGrid.Devices.Mqtt.Tests.MappedSettings;

namespace EdgeGrid.Devices.Mqtt.Tests;

public sealed class NeighbourMapTests
{
    // As Zigbee2MQTT publishes a smoke alarm (Heiman HS1SA) and a door contact (Aqara MCCGQ11LM).
    private const string SmokeAlarm = """{"battery":100,"battery_low":false,"linkquality":115,"smoke":true,"tamper":false,"voltage":3000}""";
    private const string DoorContact = """{"battery":97,"contact":false,"device_temperature":24,"last_seen":"2026-11-23T08:15:30.250Z","linkquality":255,"power_outage_count":3,"voltage":2995}""";

    [Fact]
    public void Zigbee2Mqtt_SmokeAlarm_IsAFireWithItsBatteryAndLink()
    {
        var meaning = Read(Map(Zigbee2MqttMap), "zigbee2mqtt/kitchen", SmokeAlarm);

        Assert.Equal(["kitchen"], meaning.Speakers);
        Assert.Equal(
            [("kitchen", Quantity.Fire, 1.0), ("kitchen", Quantity.Battery, 100.0), ("kitchen", Quantity.LinkQuality, 45.08)],
            meaning.Measurements.Select(told => (told.Part!, told.Quantity, Math.Round(told.Value, 6))));
    }

    [Fact]
    public void Zigbee2Mqtt_ContactThatIsFalse_IsAnOpenDoor()
    {
        var meaning = Read(Map(Zigbee2MqttMap), "zigbee2mqtt/door", DoorContact);

        Assert.Equal(1, meaning.Measurements.Single(told => told.Quantity == Quantity.Contact).Value);
        Assert.InRange(meaning.Measurements.Single(told => told.Quantity == Quantity.LinkQuality).Value, 99, 100);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 15, 30, 250, TimeSpan.Zero), meaning.LastSeen);
    }

    [Theory]
    [InlineData("{\"last_seen\":1795421730250,\"smoke\":false}")]
    [InlineData("{\"last_seen\":1795421730.25,\"smoke\":false}")]
    [InlineData("{\"last_seen\":\"2026-11-23T16:15:30.25+08:00\",\"smoke\":false}")]
    public void LastSeen_InAnyOfItsForms_IsOneInstant(string payload) =>
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 15, 30, 250, TimeSpan.Zero), Read(Map(Zigbee2MqttMap), "zigbee2mqtt/x", payload).LastSeen);

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("-1")]
    [InlineData("1e300")]
    [InlineData("true")]
    public void LastSeen_ThatIsNoTime_IsNotTold(string lastSeen) =>
        Assert.Null(Read(Map(Zigbee2MqttMap), "zigbee2mqtt/x", $$"""{"last_seen":{{lastSeen}},"smoke":false}""").LastSeen);

    [Fact]
    public void Tasmota_Telemetry_IsReadByItsWay()
    {
        var map = Map(Row("tele/+/SENSOR", "AM2301.Temperature", "temperature"), Row("tele/+/SENSOR", "Switch1", "contact"), Row("tele/+/SENSOR", "DS18B20.1", "temperature"));

        var meaning = Read(map, "tele/boiler/SENSOR", """{"Time":"2024-02-24T22:20:38","Switch1":"ON","AM2301":{"Temperature":-3.5,"Humidity":44.1},"DS18B20":[20,21.5],"TempUnit":"C"}""");

        Assert.Equal([-3.5, 1, 21.5], meaning.Measurements.Select(told => told.Value));
    }

    [Theory]
    [InlineData("ON", 1.0)]
    [InlineData(" on\n", 1.0)]
    [InlineData("OFF", 0.0)]
    [InlineData("unavailable", null)]
    [InlineData("", null)]
    public void EspHome_State_IsOneOfItsWords(string payload, double? value)
    {
        var told = Read(Map(Row("+/binary_sensor/smoke/state", null, "fire")), "hall/binary_sensor/smoke/state", payload).Measurements;

        Assert.Equal(payload.Length == 0 ? [] : [(value ?? 0, value is null ? DeviceFault.OutOfRange : DeviceFault.None)], told.Select(one => (one.Value, one.Fault)));
    }

    [Theory]
    [InlineData("12.5", 1245.0)]
    [InlineData("-4e1", -4005.0)]
    [InlineData("nan", null)]
    [InlineData("1e999", null)]
    [InlineData("12,5", null)]
    [InlineData("0x10", null)]
    public void Number_AsText_IsScaledAndMoved(string payload, double? value)
    {
        var told = Assert.Single(Read(Map(Row("+/sensor/co/state", null, "carbon-monoxide", ("scale", 100.0), ("offset", -5.0))), "hall/sensor/co/state", payload).Measurements);

        Assert.Equal((value ?? 0, value is null ? DeviceFault.OutOfRange : DeviceFault.None), (told.Value, told.Fault));
    }

    [Theory]
    [InlineData("{\"smoke\":true")]
    [InlineData("smoke")]
    [InlineData("{\"smoke\":\"\\ud800\"}")]
    [InlineData("{\"smoke\":{}}")]
    [InlineData("{\"smoke\":[true]}")]
    [InlineData("{\"smoke\":\"maybe\"}")]
    [InlineData("{\"smoke\":2}")]
    public void Json_ThatMakesNoSense_IsAFault(string payload)
    {
        var told = Assert.Single(Read(Map(Row("zigbee2mqtt/+", "smoke", "fire")), "zigbee2mqtt/kitchen", payload).Measurements);

        Assert.Equal((Quantity.Fire, DeviceFault.OutOfRange, "kitchen"), (told.Quantity, told.Fault, told.Part));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"smoke\":null}")]
    [InlineData("{\"update\":{\"state\":\"idle\"}}")]
    [InlineData("[]")]
    [InlineData("7")]
    public void Json_WithoutTheValue_TellsNothing(string payload)
    {
        var meaning = Read(Map(Row("zigbee2mqtt/+", "smoke", "fire")), "zigbee2mqtt/kitchen", payload);

        Assert.Empty(meaning.Measurements);
        Assert.Equal(["kitchen"], meaning.Speakers);
    }

    [Fact]
    public void Payload_ThatIsTooLarge_IsNotLookedAt()
    {
        var payload = $$"""{"smoke":true,"more":"{{new string('x', NeighbourMap.LargestPayload)}}"}""";

        Assert.Same(Meaning.None, Read(Map(Zigbee2MqttMap), "zigbee2mqtt/kitchen", payload));
    }

    [Fact]
    public void Payload_ThatNestsTooDeep_IsAFault()
    {
        var payload = string.Concat(Enumerable.Repeat("[", 30_000));

        Assert.Equal(DeviceFault.OutOfRange, Assert.Single(Read(Map(Row("a/+", "smoke", "fire")), "a/b", payload).Measurements).Fault);
    }

    [Theory]
    [InlineData("""{"_type":"location","lat":34.244,"lon":117.194,"alt":41,"vel":18,"cog":90,"tst":1795421730}""", DeviceFault.None)]
    [InlineData("""{"latitude":34.244,"longitude":117.194,"altitude":41,"speed":5,"course":90}""", DeviceFault.None)]
    [InlineData("""{"_type":"location","lat":91,"lon":117.194}""", DeviceFault.OutOfRange)]
    [InlineData("""{"_type":"location","lat":0,"lon":0}""", DeviceFault.NoFix)]
    [InlineData("nowhere", DeviceFault.OutOfRange)]
    public void Position_OfAnObject_IsAFix(string payload, DeviceFault fault)
    {
        var told = Assert.Single(Read(Map(Row("owntracks/+/+", null, "position")), "owntracks/li/phone", payload).Measurements);

        Assert.Equal(("li.phone", fault), (told.Part, told.Fault));
        if (fault == DeviceFault.None)
        {
            var fix = Assert.IsType<GnssFix>(told.Detail);
            Assert.Equal((34.244, 117.194, 41, 5, 90), (fix.Latitude, fix.Longitude, fix.AltitudeMetres!.Value, told.Value, fix.HeadingDegrees!.Value));
            Assert.True(fix.At is null || fix.At == DateTimeOffset.FromUnixTimeSeconds(1_795_421_730));
        }
    }

    [Theory]
    [InlineData("""{"_type":"lwt","tst":1795421730}""")]
    [InlineData("""{"lat":"34","lon":117}""")]
    [InlineData("""{"lat":34}""")]
    public void Position_OfAnotherObject_IsNone(string payload) => Assert.Empty(Read(Map(Row("owntracks/+/+", null, "position")), "owntracks/li/phone", payload).Measurements);

    [Fact]
    public void Button_WithRestForAllOthers_IsPressedByItsWordAlone_AndReleasedAtOnce()
    {
        var map = Map(Row("zigbee2mqtt/+", "action", "sos", ("active", "emergency, double"), ("rest", "*")));

        Assert.Equal([1, 0, 1, 0, 0], new[] { "emergency", "double", "single" }.SelectMany(action => Read(map, "zigbee2mqtt/b", $$"""{"action":"{{action}}"}""").Measurements).Select(told => told.Value));
    }


    [Fact]
    public void Part_OfARow_StandsForWhatTheTopicCannotName()
    {
        var map = Map(Row("zigbee2mqtt/厨房", "smoke", "fire", ("part", "kitchen")), Row("zigbee2mqtt/+", "smoke", "fire"));

        Assert.Equal(["kitchen"], Read(map, "zigbee2mqtt/厨房", SmokeAlarm).Measurements.Select(told => told.Part));
    }

    [Fact]
    public void Part_ThatIsNotWanted_IsNotRead() =>
        Assert.Same(Meaning.None, Map(Zigbee2MqttMap).Read("zigbee2mqtt/stranger", Encoding.UTF8.GetBytes(SmokeAlarm), part => part == "kitchen"));

    [Theory]
    [InlineData("zigbee2mqtt/kitchen/availability", """{"state":"online"}""", "kitchen", true)]
    [InlineData("zigbee2mqtt/kitchen/availability", """{"state":"offline"}""", "kitchen", false)]
    [InlineData("zigbee2mqtt/bridge/state", """{"state":"offline"}""", null, false)]
    [InlineData("tele/boiler/LWT", "Online", "boiler", true)]
    [InlineData("tele/boiler/LWT", "Offline", "boiler", false)]
    [InlineData("tele/boiler/LWT", "Gone fishing", "boiler", false)]
    public void Availability_OfATopic_SaysWhoIsThere(string topic, string payload, string? part, bool online)
    {
        var map = new NeighbourMap(Of(null, ("map", Zigbee2MqttMap), ("availability", Zigbee2MqttAvailability.Append([("topic", "tele/+/LWT")]).ToArray())));

        Assert.Equal((part, online), Assert.Single(Read(map, topic, payload).Present));
    }

    [Fact]
    public void Availability_InBrokenJson_SaysNothing()
    {
        var map = new NeighbourMap(Of(null, ("map", Zigbee2MqttMap), ("availability", Zigbee2MqttAvailability)));

        Assert.Empty(Read(map, "zigbee2mqtt/bridge/state", """{"state":""").Present);
    }

    private static Meaning Read(NeighbourMap map, string topic, string payload) => map.Read(topic, Encoding.UTF8.GetBytes(payload), _ => true);
}
