using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeGrid.Conformance.Broker;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeGrid.Hub.Tests.Broker;

/// <summary>What docs/operations.md says of a mosquitto between hub and gateways is run as it stands there.</summary>
public sealed partial class MosquittoAccessTests : IAsyncLifetime
{
    private const string Password = "a-test-s";

    private readonly TemporaryFolder _folder = new();
    private Mosquitto? _broker;
    private HubRig? _rig;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Mosquitto.IsInstalled, Mosquitto.Missing);
        var blocks = CodeBlock().Matches(Section().Match(await File.ReadAllTextAsync(Repository.PathOf("docs", "operations.md"))).Value);
        Assert.Equal(2, blocks.Count);
        await File.WriteAllTextAsync(_folder.File("acl"), blocks[1].Groups["text"].Value);
        await File.WriteAllTextAsync(_folder.File("passwords"), "");
        foreach (var user in new[] { "hub", "gw-1", "gw-2" })
        {
            await using var add = RunningProcess.Start("mosquitto_passwd", "-b", _folder.File("passwords"), user, Password);
            Assert.Equal(0, await add.ExitsAsync());
        }

        _broker = await Mosquitto.StartAsync(blocks[0].Groups["text"].Value
            .Replace("/etc/mosquitto/passwords", _folder.File("passwords"), StringComparison.Ordinal)
            .Replace("/etc/mosquitto/acl", _folder.File("acl"), StringComparison.Ordinal)
            .Split('\n'));
        await File.WriteAllTextAsync(_folder.File("hub-password"), Password);
        _rig = await HubRig.StartAsync(options => options with
        {
            Broker = new ExternalBrokerOptions { Url = _broker.Url, User = "hub", PasswordFile = _folder.File("hub-password") },
        });
        await _rig.ConnectedAsync();
    }

    [Fact]
    public async Task Gateway_WithTheAccessOfTheDocs_DoesAllThatItHasToWithTheHub()
    {
        await using var agent = new ServiceAgent(_broker!.EndPoint, password: Password);
        agent.Start();
        await GatewayApi.StandsAsync(_rig!.Http, "local", revision: 0, inForce: 0);

        await GatewayApi.PutAsync(_rig.Http, 0, agent.Devices);
        await GatewayApi.StandsAsync(_rig.Http, "applied", revision: 1, inForce: 1);
        Assert.Equal("done", await GatewayApi.AskAsync(_rig.Http, """{ "name": "silence", "arguments": { "for": "1m" } }"""));
        Assert.Equal("done", await GatewayApi.AskAsync(_rig.Http, """{ "name": "test", "arguments": { "device": "kitchen" } }"""));
        var snapshot = await GatewayApi.GiveAsync(_rig.Http, """{ "name": "snapshot", "arguments": { "camera": "street" } }""");
        Assert.Equal("done", await GatewayApi.AnswerAsync(_rig.Http, snapshot));
        await Eventually.HoldsAsync("the picture is at the hub", async () => (await _rig.Http.GetAsync($"api/v1/gateways/gw-1/commands/{snapshot}/picture")).IsSuccessStatusCode);
        await Eventually.HoldsAsync("the alert is filed, raised and cleared", async () => (await _rig.FiledAlertsAsync()).Count == 2);
        Assert.Empty(await _rig.QuarantineAsync());
        await agent.StopAsync();

        using var other = await GatewayDouble.ConnectAsync(_broker.EndPoint, "gw-2", "gw-2", Password);
        await other.AnnounceAsync();
        Assert.Equal(AckOutcome.Committed, (await other.SendAsync(Records.Loss())).Outcome);
        Assert.Equal(AckOutcome.Committed, (await other.SendAsync(Topics.ReadingsLeaf, other.Next(), ContentTypes.SenmlCbor, Records.Block("gw-2:kitchen-methane:methane"))).Outcome);
    }

    [Fact]
    public async Task Gateway_WithTheAccessOfTheDocs_SaysNothingInAnothersPlace()
    {
        using var gateway = await GatewayDouble.ConnectAsync(_broker!.EndPoint, "gw-2", "gw-2", Password);
        string[] foreign =
        [
            .. new[] { "alerts", "readings", "evidence", "losses", "status", "config/reported", "answers/commands", "acks", "config", "commands/restart" }.Select(leaf => $"edgegrid/v1/gw-1/{leaf}"),
            .. new[] { "acks", "config", "commands/restart" }.Select(leaf => $"edgegrid/v1/gw-2/{leaf}"),
            Topics.HubStatus, Topics.Cases("0001"), "anything",
        ];

        foreach (var topic in foreign)
        {
            var answer = await gateway.PublishAsync(new MqttApplicationMessage { Topic = topic, PayloadSegment = "{}"u8.ToArray() });
            Assert.True(answer == MqttClientPublishReasonCode.NotAuthorized, $"{topic}: {answer}");
        }

        await gateway.AnnounceAsync();
        await Eventually.HoldsAsync("the hub has heard what was allowed", async () => (await _rig!.Hub.Queries.GatewaysAsync()).Count == 1);
        Assert.Empty(await _rig!.QuarantineAsync());
    }

    [Fact]
    public async Task Gateway_WithTheAccessOfTheDocs_HearsNothingOfAnothers()
    {
        var heard = new ConcurrentQueue<string>();
        using var gateway = await GatewayDouble.ConnectAsync(_broker!.EndPoint, "gw-2", "gw-2", Password);
        gateway.Client.ApplicationMessageReceivedAsync += received =>
        {
            heard.Enqueue(received.ApplicationMessage.Topic);
            return Task.CompletedTask;
        };
        await gateway.Client.SubscribeAsync("#", MqttQualityOfServiceLevel.AtLeastOnce);
        await using var agent = new ServiceAgent(_broker.EndPoint, password: Password);
        agent.Start();
        await GatewayApi.StandsAsync(_rig!.Http, "local", revision: 0, inForce: 0);
        await GatewayApi.PutAsync(_rig.Http, 0, agent.Devices);
        Assert.Equal("done", await GatewayApi.AskAsync(_rig.Http, """{ "name": "test", "arguments": { "device": "kitchen" } }"""));

        // The last that it hears is its own.
        await gateway.AnnounceAsync();
        Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(Records.Alert())).Outcome);

        await Eventually.HoldsAsync("its own has come", () => heard.Contains("edgegrid/v1/gw-2/acks"));
        Assert.Empty(heard.Except([Topics.HubStatus, "edgegrid/v1/gw-2/acks"]));
    }

    [Fact]
    public async Task Gateway_WithAWillInAnothersPlace_IsNotHeardThere()
    {
        using (var gateway = new MqttClientFactory().CreateMqttClient())
        {
            await gateway.ConnectAsync(Options("gw-2").WithWillTopic("edgegrid/v1/gw-1/status")
                .WithWillPayload(JsonSerializer.SerializeToUtf8Bytes(Records.Status("gw-1"), WireJson.Default.GatewayStatus)).WithWillRetain().Build());
        }

        using var later = await GatewayDouble.ConnectAsync(_broker!.EndPoint, "gw-2", "gw-2", Password);
        await later.AnnounceAsync();
        await Eventually.HoldsAsync("the hub has heard what was allowed", async () => (await _rig!.Hub.Queries.GatewaysAsync()).Count > 0);
        Assert.Equal("gw-2", Assert.Single(await _rig!.Hub.Queries.GatewaysAsync()).Gateway.ToString());
    }

    [Fact]
    public async Task Gateway_WithTheClientIdOfAnother_DoesNotEndItsConnection()
    {
        using var first = await GatewayDouble.ConnectAsync(_broker!.EndPoint, "gw-1", "gw-1", Password);
        using var thief = new MqttClientFactory().CreateMqttClient();

        await thief.ConnectAsync(Options("gw-2").WithClientId("edgegrid-agent-gw-1").Build());

        await first.AnnounceAsync();
        Assert.True(first.Client.IsConnected);
    }

    [Fact]
    public async Task Client_WithoutAPasswordOfTheBroker_IsNotLetIn()
    {
        foreach (var (user, password) in new[] { (null, ""), ("gw-1", "wrong"), ("gw-3", Password) })
        {
            using var client = new MqttClientFactory().CreateMqttClient();

            var answer = await client.ConnectAsync(Options(user, password).Build());

            Assert.Equal(MqttClientConnectResultCode.NotAuthorized, answer.ResultCode);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_rig?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_broker?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    private MqttClientOptionsBuilder Options(string? user, string? password = Password)
    {
        var options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(_broker!.EndPoint.Address.ToString(), _broker.EndPoint.Port)
            .WithCleanStart();
        return user is null ? options : options.WithCredentials(user, password);
    }

    [GeneratedRegex(@"(?s)With another broker than the hub's own.*?(?=\n## )", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Section();

    [GeneratedRegex("(?s)```\n(?<text>.*?)```", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeBlock();
}
