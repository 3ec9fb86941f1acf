using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Testing;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace EdgeGrid.Hub.Tests.Broker;

public sealed class EmbeddedBrokerTests
{
    [Fact]
    public async Task Publish_OnAnotherGatewaysTopic_IsDeniedAndQuarantined()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();

        var code = await gateway.PublishAsync(new MqttApplicationMessage { Topic = "edgegrid/v1/gw-2/alerts", PayloadSegment = "x"u8.ToArray() });

        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, code);
        await Eventually.HoldsAsync("it is in quarantine", async () =>
            await rig.Hub.Queries.QuarantineAsync() is [{ Topic: "edgegrid/v1/gw-2/alerts", Gateway: "gw-1" }]);
    }

    [Fact]
    public async Task Observer_Publishing_IsDenied()
    {
        await using var rig = await HubRig.StartAsync();
        using var observer = await Listener.StartAsync(rig.Hub.MqttEndPoint!, "edgegrid/v1/#");

        var result = await observer.Client.PublishAsync(new MqttApplicationMessage
        {
            Topic = "edgegrid/v1/gw-1/alerts",
            QualityOfServiceLevel = MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce,
        });

        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, result.ReasonCode);
    }

    [Fact]
    public async Task Will_OnTheHubsOwnTopic_IsDenied()
    {
        await using var rig = await HubRig.StartAsync();
        using var observer = await Listener.StartAsync(rig.Hub.MqttEndPoint!, Topics.HubStatus);
        using (var client = new MqttClientFactory().CreateMqttClient())
        {
            var options = new MqttClientOptionsBuilder()
                .WithProtocolVersion(MqttProtocolVersion.V500)
                .WithTcpServer("127.0.0.1", rig.Hub.MqttEndPoint!.Port)
                .WithClientId("edgegrid-agent-gw-1")
                .WithWillTopic(Topics.HubStatus)
                .WithWillPayload("a lie");
            await client.ConnectAsync(options.Build());
        }

        // It went without a farewell, so the broker speaks its will.
        await Eventually.HoldsAsync("it is denied", () => rig.Log.Count(2002) == 1);
        Assert.DoesNotContain("a lie", observer.Payloads);
    }

    [Fact]
    public async Task Client_OfMqtt3_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();

        await Assert.ThrowsAnyAsync<MqttCommunicationException>(() => Listener.StartAsync(rig.Hub.MqttEndPoint!, "edgegrid/v1/#", MqttProtocolVersion.V311));

        Assert.Contains(rig.Log.Lines, line => line.Event == 2001 && line.Text.Contains("MQTT 5 only", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoAgents_WithOneIdentity_AreShownAsAProblem()
    {
        await using var rig = await HubRig.StartAsync();
        using var first = await rig.GatewayAsync();
        using var second = await rig.GatewayAsync();
        using var third = await rig.GatewayAsync();

        await Eventually.HoldsAsync("the problem is shown", async () =>
            (await rig.Hub.Queries.GatewaysAsync()) is [{ Problem: { } problem }] && problem.Contains("two agents use this identity", StringComparison.Ordinal));
        Assert.Equal(1, rig.Log.Count(2004));
        var shown = await rig.Http.InChineseAsync(() => rig.Http.GetFromJsonAsync<JsonElement>("/api/v1/gateways"));
        Assert.StartsWith("有两个代理程序使用同一身份", shown[0].GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_WithAFile_AreWhoTheyLogInAs()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("users"), [UserFile.LineFor("gw-1", ClientRole.Gateway, "s3cret")]);
        await using var rig = await HubRig.StartAsync(options => options with { UsersFile = folder.File("users") });

        using var gateway = await GatewayDouble.ConnectAsync(rig.Hub.MqttEndPoint!, "gw-1", "gw-1", "s3cret");
        await gateway.AnnounceAsync();

        Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(Records.Alert())).Outcome);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await ConnectAsync(rig, "edgegrid-agent-gw-1", "gw-1", "wrong"));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await ConnectAsync(rig, "edgegrid-agent-gw-1", null, null));
        Assert.Equal(MqttClientConnectResultCode.ClientIdentifierNotValid, await ConnectAsync(rig, "edgegrid-agent-gw-2", "gw-1", "s3cret"));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await ConnectAsync(rig, "x", ClientIdentity.HubUser, ""));
        Assert.True(gateway.Client.IsConnected);
        Assert.DoesNotContain(rig.Log.Lines, line => line.Text.Contains("s3cret", StringComparison.Ordinal) || line.Text.Contains("wrong\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Listener_OnLoopback_NeedsTheNameAndTheTokenOfARole()
    {
        await using var rig = await HubRig.StartAsync();

        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await ConnectAsync(rig, "", null, null));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await ConnectAsync(rig, "", "worker", "wrong"));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, await ConnectAsync(rig, "", "administrator", Tokens.Of(Role.Worker)));
        Assert.Equal(MqttClientConnectResultCode.Success, await ConnectAsync(rig, "", "worker", Tokens.Of(Role.Worker)));
        Assert.DoesNotContain(rig.Log.Lines, line => line.Text.Contains(Tokens.Of(Role.Worker), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Listener_OnLoopback_HearsWhatItsRoleMay()
    {
        await using var rig = await HubRig.StartAsync();
        using var worker = new MqttClientFactory().CreateMqttClient();
        await worker.ConnectAsync(Options(rig, "", "worker", Tokens.Of(Role.Worker)));

        var cases = await worker.SubscribeAsync("edgegrid/v1/cases/+");
        var presence = await worker.SubscribeAsync("edgegrid/v1/+/status");

        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, cases.Items.Single().ResultCode);
        Assert.Equal(MqttClientSubscribeResultCode.NotAuthorized, presence.Items.Single().ResultCode);
    }

    [Fact]
    public async Task Listener_UnderTheClientIdOfAnothersSession_IsNotLetIn()
    {
        await using var rig = await HubRig.StartAsync();
        using var leader = new MqttClientFactory().CreateMqttClient();
        await leader.ConnectAsync(Options(rig, "screen", "leader", Tokens.Of(Role.Leader)));

        Assert.Equal(MqttClientConnectResultCode.ClientIdentifierNotValid, await ConnectAsync(rig, "screen", "worker", Tokens.Of(Role.Worker)));
        Assert.Equal(MqttClientConnectResultCode.Success, await ConnectAsync(rig, "screen", "leader", Tokens.Of(Role.Leader)));
    }

    [Fact]
    public async Task Observer_UnderTheNameOfAGatewaysAgent_IsNotLetIn()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("users"), [UserFile.LineFor("edgegrid-agent-gw-1", ClientRole.Observer, "s3cret")]);
        await using var rig = await HubRig.StartAsync(options => options with { UsersFile = folder.File("users") });

        Assert.Equal(MqttClientConnectResultCode.ClientIdentifierNotValid, await ConnectAsync(rig, "edgegrid-agent-gw-1", "edgegrid-agent-gw-1", "s3cret"));
    }

    [Fact]
    public async Task Broker_WithACertificate_SpeaksTlsAndTheHubStillReachesIt()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(folder.File("hub.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.File("hub.key"), key.ExportPkcs8PrivateKeyPem());
        await using var rig = await HubRig.StartAsync(options => options with { MqttCertificate = new CertificateOptions(folder.File("hub.pem"), folder.File("hub.key")) });
        using var client = new MqttClientFactory().CreateMqttClient();
        var secure = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer("127.0.0.1", rig.Hub.MqttEndPoint!.Port)
            .WithCredentials(Role.Worker.Word(), Tokens.Of(Role.Worker))
            .WithTlsOptions(tls => tls.UseTls().WithCertificateValidationHandler(seen => seen.Certificate?.GetCertHashString() == certificate.GetCertHashString()));

        Assert.Equal(MqttClientConnectResultCode.Success, (await client.ConnectAsync(secure.Build())).ResultCode);
        await Assert.ThrowsAnyAsync<Exception>(() => GatewayDouble.ConnectAsync(rig.Hub.MqttEndPoint!, "gw-1"));
        Assert.True((await rig.Http.GetAsync("/health")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task MosquittoSub_OnOurBroker_PrintsAlertsAndCases()
    {
        const string program = "/usr/bin/mosquitto_sub";
        Assert.SkipUnless(File.Exists(program), "mosquitto-clients is not installed; `./edgegrid test` installs it.");
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();

        // stdbuf: into a pipe the C library would keep the lines to itself.
        await using var listening = RunningProcess.Start(
            "stdbuf", "-oL", program, "-V", "5", "-p", rig.Hub.MqttEndPoint!.Port.ToString(), "-u", Role.Administrator.Word(), "-P", Tokens.Of(Role.Administrator), "-v", "-t", "edgegrid/v1/+/status", "-t", "edgegrid/v1/+/alerts", "-t", "edgegrid/v1/cases/#");
        await listening.SaysAsync("edgegrid/v1/gw-1/status");

        await gateway.SendAsync(Records.Alert());

        await listening.SaysAsync("edgegrid/v1/gw-1/alerts");
        await listening.SaysAsync("CaseFiled");
    }

    private static async Task<MqttClientConnectResultCode> ConnectAsync(HubRig rig, string clientId, string? user, string? password)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        return (await client.ConnectAsync(Options(rig, clientId, user, password))).ResultCode;
    }

    private static MqttClientOptions Options(HubRig rig, string clientId, string? user, string? password)
    {
        var options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(IPAddress.Loopback.ToString(), rig.Hub.MqttEndPoint!.Port)
            .WithClientId(clientId)
            .WithCleanStart(clientId.Length == 0)
            .WithSessionExpiryInterval(60);
        return (user is null ? options : options.WithCredentials(user, password)).Build();
    }
}
