namespace EdgeGrid.Agent.Tests.Configuration;

/// <summary>One mistake at a time: its path, and the words a technician needs.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("""{ "id": "hub", "name": "n", "place": "p" }""", "gateway.id", "'hub' and 'cases' are taken")]
    [InlineData("""{ "id": "g", "name": "  ", "place": "p" }""", "gateway.name", "empty")]
    [InlineData("""{ "id": "g", "name": "n" }""", "gateway.place", "Add \"place\"")]
    [InlineData("""{ "id": "g", "name": 5, "place": "p" }""", "gateway.name", "double quotes")]
    [InlineData("""{ "id": "g", "name": "n", "place": "p", "latitude": 91, "longitude": 0 }""", "gateway.latitude", "-90 to 90")]
    [InlineData("""{ "id": "g", "name": "n", "place": "p", "latitude": 1 }""", "gateway.latitude", "without \"longitude\"")]
    [InlineData("""{ "id": "g", "name": "n", "place": "p", "simulated": "yes" }""", "gateway.simulated", "true or false")]
    [InlineData("""{ "id": "g", "Name": "n", "place": "p" }""", "gateway.Name", "Did you mean \"name\"?")]
    [InlineData("""{ "id": "g", "name": "n", "place": "p", "cell": "" }""", "gateway.cell", "remove the key")]
    [InlineData("""{ "id": "g", "name": "n", "place": "p", "colour": "red" }""", "gateway.colour", "What can stand here")]
    public void Gateway_Wrong_IsExplained(string gateway, string path, string words) => Check(ConfigurationText.Of(gateway: gateway), path, words);

    [Theory]
    [InlineData("""{ "url": "http://hub:1883" }""", "hub.url", "mqtt://")]
    [InlineData("""{ "url": "hub:1883" }""", "hub.url", "mqtt://")]
    [InlineData("""{ "url": "mqtt://me:secret@hub" }""", "hub.url", "passwordFile")]
    [InlineData("""{ "url": "mqtt://hub/path" }""", "hub.url", "host and a port")]
    [InlineData("""{ "url": "mqtt://hub", "user": "u" }""", "hub.user", "without \"passwordFile\"")]
    [InlineData("""{ "url": "mqtt://hub", "user": "u", "passwordFile": "/nowhere/pw" }""", "hub.passwordFile", "cannot be read")]
    [InlineData("""{ "url": "mqtt://hub", "user": "u", "passwordFile": "/dev/null" }""", "hub.passwordFile", "is empty")]
    [InlineData("""{ "url": "mqtt://hub", "user": "u", "passwordFile": " " }""", "hub.passwordFile", "empty")]
    [InlineData("""{ "url": "mqtt://hub", "caFile": "/etc/hostname" }""", "hub.caFile", "mqtts://")]
    public void Hub_Wrong_IsExplained(string hub, string path, string words) => Check(ConfigurationText.Of(hub: hub), path, words);

    [Theory]
    [InlineData("""{ "name": "d" }""", "devices[0].kind", "\"mq4\"")]
    [InlineData("""{ "name": "d", "kind": "mq-4" }""", "devices[0].kind", "Did you mean \"mq4\"?")]
    [InlineData("""{ "name": "d", "kind": "relay", "pin": 2 }""", "devices[0].kind", "\"outputs\"")]
    [InlineData("""{ "name": "D 1", "kind": "mq4", "bus": "i2c:1", "channel": 0 }""", "devices[0].name", "a-z")]
    [InlineData("""{ "name": "d", "kind": "contact" }""", "devices[0].pin", "Add \"pin\"")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 256 }""", "devices[0].pin", "0 to 255")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1.5 }""", "devices[0].pin", "whole number")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "normally": "opne" }""", "devices[0].normally", "Did you mean \"open\"?")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "debounce": "2h" }""", "devices[0].debounce", "0ms to 1m")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "debounce": 50 }""", "devices[0].debounce", "250ms")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "every": "0s" }""", "devices[0].every", "10ms to 1h")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "every": "soon" }""", "devices[0].every", "no duration")]
    [InlineData("""{ "name": "d", "kind": "mq4", "bus": "i2c:1", "address": "0xG1", "channel": 0 }""", "devices[0].address", "hexadecimal")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "detect": { "level": { "steps": [ { "above": 1, "level": "red" } ] } } }""", "devices[0].detect.level", "measures contact")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "detect": { "silence": { "after": "1s" } } }""", "devices[0].detect.silence.after", "more than 1s")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "detect": { "contact": { "kind": "smoke", "level": "red", "onDelay": "6s" } } }""", "devices[0].detect.contact.onDelay", "Fire and gas")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "filter": { "min": 5, "max": 5 } }""", "devices[0].filter.min", "not below")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "filter": { "despike": 4 } }""", "devices[0].filter.despike", "3 or 5")]
    [InlineData("""{ "name": "d", "kind": "nmea", "port": "/dev/ttyS0", "filter": { "despike": 3 } }""", "devices[0].filter.despike", "no median")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "filter": [] }""", "devices[0].filter", "braces")]
    [InlineData(ConfigurationText.Siren, "devices[0].kind", "\"outputs\"")]
    [InlineData("""5""", "devices[0]", "braces")]
    public void Device_Wrong_IsExplained(string device, string path, string words) => Check(ConfigurationText.Of(devices: device, outputs: ""), path, words);

    // What one option says that no device can be given, or none with the other options.
    [Theory]
    [InlineData("scd4x", "\"bus\": \"usb:1\"", "bus", "it is no I2C bus. Its I2C bus: i2c:1")]
    [InlineData("bme280", "\"bus\": \"spi:0.0\"", "bus", "no I2C bus")]
    [InlineData("bme680", "\"bus\": \"/dev/i2c-1\"", "bus", "no I2C bus")]
    [InlineData("bme280", "\"bus\": \"sim:\"", "bus", "path of the simulator's socket")]
    [InlineData("contact", "\"chip\": \"i2c:1\", \"pin\": 5", "chip", "no GPIO chip")]
    [InlineData("contact", "\"pin\": 5, \"oppositePin\": 5", "oppositePin", "Both sides")]
    [InlineData("mq4", "\"bus\": \"gpio:0\", \"channel\": 0", "bus", "no I2C bus and no SPI bus")]
    [InlineData("mq4", "\"bus\": \"spi:0.0\", \"channel\": 0", "bus", "\"converter\": \"mcp3008\"")]
    [InlineData("mq4", "\"bus\": \"i2c:1\", \"channel\": 5", "channel", "the inputs 0 to 3")]
    [InlineData("mq4", "\"converter\": \"mcp3008\", \"bus\": \"i2c:1\", \"channel\": 5", "bus", "hangs on SPI")]
    [InlineData("mq7", "\"bus\": \"i2c:1\", \"channel\": 0, \"heaterPin\": 5, \"heaterChip\": \"gpiochip0\"", "heaterChip", "no GPIO chip")]
    [InlineData("analogue", "\"bus\": \"i2c:1\", \"channel\": 0, \"quantity\": \"oxygen\", \"low\": 25, \"high\": 25", "high", "are the same")]
    [InlineData("analogue", "\"bus\": \"i2c:1\", \"channel\": 0, \"quantity\": \"oxygen\", \"high\": 25, \"fullScaleVolts\": 2.048, \"shuntOhms\": 250", "shuntOhms", "21 mA make 5.25 V at 250 Ω, and the converter measures up to 2.048 V. Take a resistor of 97 Ω or less")]
    [InlineData("smoke-optical", "\"bus\": \"i2c:1\", \"channel\": 0, \"cleanAirVolts\": 3.3", "cleanAirVolts", "at its end already")]
    [InlineData("contact-line", "\"bus\": \"i2c:1\", \"channel\": 0, \"restOhms\": 10000, \"activeOhms\": 14700", "activeOhms", "\"normally\"")]
    [InlineData("modbus", "\"line\": \"tcp:\", \"unit\": 1, \"register\": 0, \"quantity\": \"oxygen\"", "line", "host or port")]
    [InlineData("modbus", "\"line\": \"udp:192.0.2.1\", \"unit\": 1, \"register\": 0, \"quantity\": \"oxygen\"", "line", "neither the whole path of a serial port nor tcp:")]
    [InlineData("modbus", "\"line\": \"/dev/ttyUSB0\", \"unit\": 248, \"register\": 0, \"quantity\": \"oxygen\"", "unit", "from 1 to 247")]
    [InlineData("modbus", "\"line\": \"/dev/ttyUSB0\", \"unit\": 1, \"register\": 65535, \"type\": \"f32\", \"quantity\": \"oxygen\"", "register", "two registers")]
    [InlineData("nmea", "\"port\": \"ttyUSB0\"", "port", "whole path")]
    [InlineData("gpsd", "\"host\": \"127.0.0.1:2947\"", "host", "without a protocol or a port")]
    [InlineData("jt808", "\"address\": \"eth0\", \"allowOthers\": true", "address", "no IP address")]
    [InlineData("camera", "\"source\": \"rtmp://192.0.2.10/live\"", "source", "not an address of a camera")]
    public void Options_ThatNoDeviceCanBeGiven_AreExplained(string kind, string options, string option, string words) =>
        Check(ConfigurationText.Of($$"""{ "name": "d", "kind": "{{kind}}", {{options}} }""", outputs: ""), $"devices[0].{option}", words);

    [Fact]
    public void Output_OnALineThatMakesNoSense_IsExplained() =>
        Check(ConfigurationText.Of(outputs: """{ "name": "v", "kind": "modbus-coil", "line": "/dev/ttyUSB0", "unit": 0, "coil": 0, "on": ["gas"], "atLeast": "red" }"""), "outputs[0].unit", "from 1 to 247");

    [Fact]
    public void Options_OfOneDevice_AreAllExplainedAtOnce_AndNoneForAnothersFault()
    {
        const string Modbus = """{ "name": "d", "kind": "modbus", "line": "tcp:", "unit": 0, "register": 65535, "type": "u32", "rangeLow": 5, "rangeHigh": 1, "quantity": "oxigen" }""";
        const string Mq4 = """{ "name": "m", "kind": "mq4", "converter": "mcp308", "bus": "spi:0.0", "channel": 7 }""";
        const string Mq7 = """{ "name": "c", "kind": "mq7", "bus": "i2c:1", "heaterPin": 99999999999 }""";

        Assert.Equal(
            ["devices[0].line", "devices[0].register", "devices[0].rangeLow", "devices[0].quantity", "devices[1].converter", "devices[2].channel", "devices[2].heaterPin"],
            ConfigurationText.Read(ConfigurationText.Of($"{Modbus}, {Mq4}, {Mq7}", outputs: "")).Problems.Select(problem => problem.Path));
    }

    // The hub keeps what a gateway says of a revision.
    [Theory]
    [InlineData("camera", "source", "rtsp://guard:se/cret@192.0.2.10/stream1")]
    [InlineData("camera", "source", "rtmp://192.0.2.10/stream1?token=secret")]
    [InlineData("gpsd", "host", "guard:secret@192.0.2.10")]
    public void Text_WithAPassword_IsNotRepeated(string kind, string option, string text) =>
        Assert.DoesNotContain("cret", ConfigurationText.Problem(ConfigurationText.Of($$"""{ "name": "d", "kind": "{{kind}}", "{{option}}": "{{text}}" }""", outputs: "")).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("jt808", "", "", "port", "\"b\" cannot have TCP port 6808: \"a\" in line 1 has it.")]
    [InlineData("gb26875", "\"port\": 6808", "\"port\": 6808, \"address\": \"0.0.0.0\"", "port", "Choose another \"port\"")]
    [InlineData("contact", "\"pin\": 5", "\"pin\": 6, \"oppositePin\": 5", "oppositePin", "pin 5 of gpio:0")]
    [InlineData("nmea", "\"port\": \"/dev/ttyS0\"", "\"port\": \"/dev/ttyS0\"", "port", "/dev/ttyS0")]
    [InlineData("camera", "\"source\": \"/dev/video0\"", "\"source\": \"/dev/video0\"", "source", "/dev/video0")]
    [InlineData("modbus", Oxygen, Oxygen + ", \"baud\": 19200", "line", "as Modbus RTU, 19200 baud, 8N1: \"a\" in line 1 has it as Modbus RTU, 9600 baud, 8N1. All units")]
    public void TwoDevices_WithOneThing_AreBothNamed(string kind, string first, string second, string option, string words)
    {
        var problem = ConfigurationText.Problem(ConfigurationText.Of($"{Named("a", kind, first)}, {Named("b", kind, second)}", outputs: ""));
        Assert.Contains(problem.Path, new[] { $"devices[1].{option}", "devices[1]" });
        Assert.Contains(words, $"{problem.Message} {problem.Remedy}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jt808", "\"address\": \"192.0.2.1\"", "")]
    [InlineData("jt808", "", "\"port\": 6809")]
    [InlineData("contact", "\"pin\": 5", "\"pin\": 5, \"chip\": \"gpio:1\"")]
    [InlineData("modbus", Oxygen, Oxygen)]
    [InlineData("camera", "\"source\": \"rtsp://192.0.2.10/\"", "\"source\": \"rtsp://192.0.2.10/\"")]
    public void TwoDevices_WithWhatBothCanHave_AreTaken(string kind, string first, string second) =>
        Assert.Equal(2, ConfigurationText.Valid(ConfigurationText.Of($"{Named("a", kind, first)}, {Named("b", kind, second)}", outputs: "")).Devices.Count);

    [Fact]
    public void Output_AtTheHeaterPinOfASensor_IsRefused() =>
        Check(ConfigurationText.Of("""{ "name": "c", "kind": "mq7", "bus": "i2c:1", "channel": 0, "heaterPin": 22 }"""), "outputs[0].pin", "\"siren\" cannot have pin 22 of gpio:0: \"c\" in line 1 has it.");

    [Theory]
    [InlineData("jt808", "\"parts\": [ { \"part\": \"013800138000\" }, { \"part\": \"13800138000\" } ]", "parts[1].part", "is the same as \"013800138000\"")]
    [InlineData("gb26875", "\"parts\": [ { \"part\": \"37a.1.1\" }, { \"part\": \"037A.01.1\" } ]", "parts[1].part", "is the same as \"37a.1.1\"")]
    [InlineData("gb26875", "\"parts\": []", "parts", "Nobody would be heard")]
    [InlineData("jt808", "\"parts\": [], \"allowOthers\": false", "parts", "\"allowOthers\": true")]
    public void Parts_OfAServer_AreLookedAt(string kind, string options, string path, string words) =>
        Check(ConfigurationText.Of($$"""{ "name": "d", "kind": "{{kind}}", {{options}} }""", outputs: ""), $"devices[0].{path}", words);

    [Theory]
    [InlineData("""{ "above": 26, "level": "yellow" }""", "steps[0].above", "GB/T 50493")]
    [InlineData("""{ "above": 10, "level": "yellow" }, { "above": 51, "level": "orange" }""", "steps[1].above", "GB/T 50493")]
    [InlineData("""{ "above": 20, "level": "yellow" }, { "above": 10, "level": "orange" }""", "steps[1].above", "ascending")]
    [InlineData("""{ "above": 10, "level": "orange" }, { "above": 20, "level": "yellow" }""", "steps[1].level", "no higher")]
    [InlineData("""{ "above": 10, "level": "purple" }""", "steps[0].level", "\"red\"")]
    [InlineData("""{ "above": 10, "level": "yellow", "onDelay": "5001ms" }""", "steps[0].onDelay", "5s or less")]
    [InlineData("""{ "above": 0, "level": "yellow" }""", "steps[0].above", "above zero")]
    [InlineData("""{ "level": "yellow" }""", "steps[0].above", "%{LEL}")]
    [InlineData("", "steps", "at least 1")]
    public void MethaneLevel_Wrong_IsExplained(string steps, string path, string words) =>
        Check(
            ConfigurationText.Of($$"""{ "name": "m", "kind": "mq4", "bus": "i2c:1", "channel": 0, "detect": { "level": { "deadband": 0, "steps": [ {{steps}} ] } } }"""),
            "devices[0].detect.level." + path,
            words);

    [Theory]
    [InlineData(299, "40m", true)]
    [InlineData(300, "3m", true)]
    [InlineData(300, "4m", false)]
    [InlineData(100, "41m", false)]
    [InlineData(30, "2h", true)]
    public void CarbonMonoxideLevel_OnDelay_IsHeldToTheDoseOfEn50291(double above, string onDelay, bool allowed)
    {
        var json = ConfigurationText.Of(
            $$"""{ "name": "c", "kind": "mq7", "bus": "i2c:1", "channel": 1, "detect": { "level": { "steps": [ { "above": {{above}}, "level": "red", "onDelay": "{{onDelay}}" } ] } } }""");

        Assert.Equal(allowed, ConfigurationText.Read(json).Options is not null);
    }

    // A beam with a hundredth of its light is interrupted: over 100 m that is 0.2 dB/m.
    [Fact]
    public void Level_AboveWhatABeamTells_IsRefused() =>
        Check(
            ConfigurationText.Of("""{ "name": "s", "kind": "smoke-optical", "bus": "i2c:1", "channel": 0, "method": "beam", "pathMetres": 100, "detect": { "level": { "deadband": 0.01, "steps": [ { "above": 0.15, "level": "orange" }, { "above": 0.3, "level": "red" } ] } } }"""),
            "devices[0].detect.level.steps[1].above",
            "0.2 dB/m at most");

    [Theory]
    [InlineData("sgp30", "", "500ms", "Write \"1s\".")]
    [InlineData("sgp30", "", "10s", "half day")]
    [InlineData("sgp40", "", "10s", "Write \"1s\".")]
    [InlineData("mq7", ", \"channel\": 0, \"heaterPin\": 23", "6s", "Write \"5s\", or less.")]
    public void Every_OfWhatReckonsWithTime_IsHeldToIt(string kind, string options, string every, string words) =>
        Check(ConfigurationText.Of($$"""{ "name": "a", "kind": "{{kind}}", "bus": "i2c:1", "every": "{{every}}"{{options}} }"""), "devices[0].every", words);

    [Theory]
    [InlineData("""{ "name": "a", "kind": "sgp30", "bus": "i2c:1" }""")]
    [InlineData("""{ "name": "a", "kind": "mq7", "bus": "i2c:1", "channel": 0, "heaterPin": 23, "every": "500ms" }""")]
    [InlineData("""{ "name": "a", "kind": "mq7", "bus": "i2c:1", "channel": 0, "every": "1m" }""")]
    public void Every_ThatSuits_IsTaken(string device) => Assert.NotNull(ConfigurationText.Valid(ConfigurationText.Of(device)));

    [Fact]
    public void Level_AboveWhatTheFilterLetsThrough_IsRefused() =>
        Check(
            ConfigurationText.Of("""{ "name": "m", "kind": "mq4", "bus": "i2c:1", "channel": 0, "filter": { "max": 20 }, "detect": { "level": { "steps": [ { "above": 20, "level": "red" } ] } } }"""),
            "devices[0].detect.level.steps[0].above",
            "could never be passed");

    [Theory]
    [InlineData("""{ "name": "s", "kind": "relay", "pin": 2, "atLeast": "red" }""", "outputs[0].on", "Add \"on\"")]
    [InlineData("""{ "name": "s", "kind": "relay", "pin": 2, "on": [], "atLeast": "red" }""", "outputs[0].on", "at least 1")]
    [InlineData("""{ "name": "s", "kind": "relay", "pin": 2, "on": ["gaz"], "atLeast": "red" }""", "outputs[0].on[0]", "Did you mean \"gas\"?")]
    [InlineData("""{ "name": "s", "kind": "relay", "pin": 2, "on": "gas", "atLeast": "red" }""", "outputs[0].on", "square brackets")]
    [InlineData("""{ "name": "s", "kind": "relay", "pin": 2, "on": ["gas"], "atLeats": "red" }""", "outputs[0].atLeats", "Did you mean \"atLeast\"?")]
    [InlineData("""{ "name": "s", "kind": "mq4", "bus": "i2c:1", "channel": 0, "on": ["gas"], "atLeast": "red" }""", "outputs[0].kind", "\"devices\"")]
    [InlineData("""{ "name": "m", "kind": "relay", "pin": 2, "on": ["gas"], "atLeast": "red" }""", "outputs[0].name", "taken")]
    public void Output_Wrong_IsExplained(string output, string path, string words) => Check(ConfigurationText.Of(outputs: output), path, words);

    private const string Oxygen = "\"line\": \"/dev/ttyUSB0\", \"unit\": 1, \"register\": 0, \"quantity\": \"oxygen\"";

    private static string Named(string name, string kind, string options) =>
        $$"""{ "name": "{{name}}", "kind": "{{kind}}"{{(options.Length > 0 ? ", " + options : "")}}{{(kind is "jt808" or "gb26875" ? ", \"allowOthers\": true" : "")}} }""";

    private static void Check(string json, string path, string words)
    {
        var problem = ConfigurationText.Problem(json);

        Assert.Equal(path, problem.Path);
        Assert.Contains(words, $"{problem.Message} {problem.Remedy}");
        Assert.True(problem.Line > 0 && problem.Column > 0);
    }
}
