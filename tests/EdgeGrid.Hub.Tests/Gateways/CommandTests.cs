using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Testing;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeGrid.Hub.Tests.Gateways;

public sealed class CommandTests
{
    private const string Path = "/api/v1/gateways/gw-1/commands";

    [Fact]
    public async Task Command_Given_ReachesTheGatewayAndShowsItsAnswer()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await ConfigurationTests.AnnouncedAsync(rig);
        var heard = await ListenAsync(gateway);

        var given = await rig.Http.PostAsJsonAsync(Path, new { name = "silence", arguments = new { @for = "10m" }, validFor = "00:05:00" });

        Assert.Equal(HttpStatusCode.Accepted, given.StatusCode);
        await Eventually.HoldsAsync("it has come", () => !heard.IsEmpty);
        var (message, command) = heard.First();
        Assert.Equal(("edgegrid/v1/gw-1/commands/silence", Topics.CommandAnswers(gateway.Gateway), false), (message.Topic, message.ResponseTopic, message.Retain));
        Assert.Equal((command.Id, """{"for":"10m"}"""), (System.Text.Encoding.ASCII.GetString(message.CorrelationData), command.Arguments!.Value.GetRawText()));
        Assert.Equal("sent", await StateAsync(rig, command.Id));

        await AnswerAsync(gateway, command.Id, CommandOutcome.Done, "siren off");
        await Eventually.HoldsAsync("the answer is shown", async () => await StateAsync(rig, command.Id) == "done");
        await AnswerAsync(gateway, command.Id, CommandOutcome.Failed, "said again, otherwise");
        var list = (await rig.Http.GetFromJsonAsync<JsonElement>(Path)).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(("done", "siren off", "administrator"), (list![0].GetProperty("state").GetString(), list[0].GetProperty("words").GetString(), list[0].GetProperty("by").GetString()));
    }

    [Fact]
    public async Task Command_ToAGatewayThatWasAway_IsSentAgainAndAfterARestartOfTheHub()
    {
        using var folder = new TemporaryFolder();
        string? id;
        await using (var rig = await HubRig.StartAsync(folder: folder))
        {
            using var away = await ConfigurationTests.AnnouncedAsync(rig);
            id = (await (await rig.Http.PostAsJsonAsync(Path, new { name = "restart" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        }

        await using var again = await HubRig.StartAsync(folder: folder);
        using var gateway = await again.GatewayAsync();
        var heard = await ListenAsync(gateway);

        await Eventually.HoldsAsync("it has come", () => heard.Any(one => one.Command.Id == id), seconds: 20);
        await Eventually.HoldsAsync("and comes again", () => heard.Count(one => one.Command.Id == id) > 1, seconds: 20);
        await AnswerAsync(gateway, id!, CommandOutcome.Refused, "not here");
        await Eventually.HoldsAsync("the answer is shown", async () => await StateAsync(again, id!) == "refused");
    }

    [Fact]
    public async Task Command_WithoutAnAnswerInItsTime_ExpiresAndALateAnswerStillCounts()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await ConfigurationTests.AnnouncedAsync(rig);
        var given = await (await rig.Http.PostAsJsonAsync(Path, new { name = "test", arguments = new { device = "x" }, validFor = "00:00:01" })).Content.ReadFromJsonAsync<JsonElement>();
        var id = given.GetProperty("id").GetString()!;

        await Eventually.HoldsAsync("it expires", async () => await StateAsync(rig, id) == "expired");
        BothLanguages.SayTheSame([await WordsAsync()], [await rig.Http.InChineseAsync(WordsAsync)]);
        await AnswerAsync(gateway, id, CommandOutcome.Done, "it was in time");
        await Eventually.HoldsAsync("the answer is shown", async () => await StateAsync(rig, id) == "done");

        async Task<string?> WordsAsync() => (await rig.Http.GetFromJsonAsync<JsonElement>($"{Path}/{id}")).GetProperty("words").GetString();
    }

    [Fact]
    public async Task Snapshot_WhosePictureHasCome_IsSeenWithTheCommand()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await ConfigurationTests.AnnouncedAsync(rig);
        var id = (await (await rig.Http.PostAsJsonAsync(Path, new { name = "snapshot", arguments = new { camera = "door" } })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Http.GetAsync($"{Path}/{id}/picture")).StatusCode);

        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
        Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(Topics.EvidenceLeaf, gateway.Next(), ContentTypes.Jpeg, jpeg, alertId: id)).Outcome);

        var picture = await rig.Http.GetAsync($"{Path}/{id}/picture");
        Assert.Equal((ContentTypes.Jpeg, jpeg.Length), (picture.Content.Headers.ContentType?.MediaType, (await picture.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task TestAlert_MarkedAsTestAlone_NeverMakesARealCase()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await ConfigurationTests.AnnouncedAsync(rig);

        await gateway.SendAsync(Records.Alert() with { Test = true }, simulated: false);

        Assert.True(Assert.Single((await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases).Simulated);
    }

    [Fact]
    public async Task Answer_ToACommandOfAnother_IsQuarantined()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await ConfigurationTests.AnnouncedAsync(rig);

        await AnswerAsync(gateway, Records.NewId(), CommandOutcome.Done, "of nobody");

        await Eventually.HoldsAsync("it is in quarantine", async () => (await rig.QuarantineAsync()).Any(line => line.Contains("was asked no command", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"name":""}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"../x"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"silence/#"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"silence","arguments":[]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"silence","arguments":{"for":"\ud800"}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"silence","validFor":"02:00:00"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"silence","validFor":"soon"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"arguments":{}}""", HttpStatusCode.UnprocessableEntity)]
    public async Task Command_ThatIsNone_IsAnsweredInWords(string body, HttpStatusCode status)
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await ConfigurationTests.AnnouncedAsync(rig);

        var answer = await ConfigurationTests.SendAsync(rig.Http, HttpMethod.Post, Path, null, body);

        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Command_OfWhoMayNot_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await ConfigurationTests.AnnouncedAsync(rig);

        Assert.Equal(HttpStatusCode.Forbidden, (await rig.HttpAs(Role.Supervisor).PostAsJsonAsync(Path, new { name = "restart" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Http.PostAsJsonAsync("/api/v1/gateways/gw-9/commands", new { name = "restart" })).StatusCode);
    }

    private static async Task<ConcurrentQueue<(MqttApplicationMessage Message, GatewayCommand Command)>> ListenAsync(GatewayDouble gateway)
    {
        var heard = new ConcurrentQueue<(MqttApplicationMessage, GatewayCommand)>();
        gateway.Client.ApplicationMessageReceivedAsync += received =>
        {
            if (received.ApplicationMessage.Topic.Contains("/commands/", StringComparison.Ordinal))
            {
                heard.Enqueue((received.ApplicationMessage, JsonSerializer.Deserialize(received.ApplicationMessage.Payload.ToArray(), WireJson.Wire.GatewayCommand)!));
            }

            return Task.CompletedTask;
        };
        await gateway.Client.SubscribeAsync(Topics.AllCommands(gateway.Gateway), MqttQualityOfServiceLevel.AtLeastOnce);
        return heard;
    }

    private static async Task AnswerAsync(GatewayDouble gateway, string id, CommandOutcome outcome, string words) => await gateway.PublishAsync(new MqttApplicationMessage
    {
        Topic = Topics.CommandAnswers(gateway.Gateway),
        PayloadSegment = JsonSerializer.SerializeToUtf8Bytes(
            new CommandAnswer { Id = id, Gateway = gateway.Gateway, Outcome = outcome, Words = words, At = Records.Noon }, WireJson.Wire.CommandAnswer),
        ContentType = ContentTypes.Json,
    });

    private static async Task<string?> StateAsync(HubRig rig, string id) =>
        (await rig.Http.GetFromJsonAsync<JsonElement>($"{Path}/{id}")).GetProperty("state").GetString();
}
