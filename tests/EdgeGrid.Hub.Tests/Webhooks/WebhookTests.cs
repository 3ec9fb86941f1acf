using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Tests.Api;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Webhooks;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Webhooks;

public sealed class WebhookTests
{
    private static readonly WebhookOptions Quick = new()
    {
        AllowPrivate = true,
        Tries = 3,
        FirstPause = TimeSpan.FromMilliseconds(5),
        LongestPause = TimeSpan.FromMilliseconds(20),
        AnswersWithin = TimeSpan.FromSeconds(5),
    };

    [Fact]
    public async Task Event_OfACase_IsSentSignedSoThatTheReceiverCanCheck()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var rig = await StartAsync();
        var id = await AddAsync(rig, receiver.Url);
        var key = (await rig.Http.GetFromJsonAsync<JsonElement>($"/api/v1/webhooks/{id}/key")).GetProperty("key").GetString()!;

        var caseId = await AlertAsync(rig);

        await Eventually.HoldsAsync("both events came", () => receiver.All.Count == 2);
        Assert.Equal(["CaseReported", "CaseFiled"], receiver.All.Select(one => one.Event));
        Assert.All(receiver.All, one => Assert.Equal(caseId, one.CaseId));
        foreach (var one in receiver.All)
        {
            var signed = Encoding.UTF8.GetBytes($"{one.Id}.{one.Timestamp}.").Concat(one.Body).ToArray();
            Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key["whsec_".Length..]), signed))}", one.Signature);
        }
    }

    [Fact]
    public async Task Event_ThatIsNotTakenAtOnce_IsSentAgainUnderTheSameIdAndOthersWait()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = count => count <= 2 ? 503 : 200;
        await using var rig = await StartAsync();
        await AddAsync(rig, receiver.Url);

        await AlertAsync(rig);

        await Eventually.HoldsAsync("both events were taken", () => receiver.All.Count == 4);
        Assert.Equal(["CaseReported", "CaseReported", "CaseReported", "CaseFiled"], receiver.All.Select(one => one.Event));
        Assert.Single(receiver.All.Take(3).Select(one => one.Id).Distinct());
        Assert.Equal(0, (await DeadAsync(rig)).Sum(one => one.Count));
    }

    [Fact]
    public async Task Address_ThatIsDead_HoldsNobodyUpAndWhatItMissedCanBeSentAgain()
    {
        await using var dead = await Receiver.StartAsync();
        dead.Answer = _ => 500;
        await using var receiver = await Receiver.StartAsync();
        await using var rig = await StartAsync();
        var unreachable = await AddAsync(rig, $"http://127.0.0.1:{Ports.Free()}/");
        var failing = await AddAsync(rig, dead.Url, "CaseFiled");
        await AddAsync(rig, receiver.Url);

        await AlertAsync(rig);

        await Eventually.HoldsAsync("the good one is told", () => receiver.All.Count == 2);
        await Eventually.HoldsAsync("the others are given up", async () => (await DeadAsync(rig)).Count(one => one.Count > 0) == 2);
        Assert.Equal(3, dead.All.Count);
        var letter = Assert.Single((await rig.Http.GetFromJsonAsync<JsonElement>($"/api/v1/webhooks/{failing}/dead-letters")).EnumerateArray());
        Assert.Equal(("CaseFiled", "It answered 500."), (letter.GetProperty("event").GetString(), letter.GetProperty("problem").GetString()));
        var resend = $"/api/v1/webhooks/{failing}/dead-letters/{letter.GetProperty("id").GetInt64()}/resend";
        Assert.Equal(HttpStatusCode.BadGateway, (await rig.Http.PostAsync(resend, null)).StatusCode);
        dead.Answer = _ => 200;
        Assert.Equal(HttpStatusCode.NoContent, (await rig.Http.PostAsync(resend, null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Http.PostAsync(resend, null)).StatusCode);
        Assert.Single(dead.All.Select(one => one.Id).Distinct());
        await Eventually.HoldsAsync("both events of the unreachable one are given up", async () => (await DeadAsync(rig)).Contains((unreachable, 2)));
    }

    [Fact]
    public async Task Events_WhileTheHubIsDown_AreNotForgotten()
    {
        using var folder = new TemporaryFolder();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => 503;
        await using (var rig = await StartAsync(folder, Quick with { Tries = 1000 }))
        {
            await AddAsync(rig, receiver.Url);
            await AlertAsync(rig);
            await Eventually.HoldsAsync("it was tried", () => receiver.All.Count > 0);
        }

        var before = receiver.All.Count;
        receiver.Answer = _ => 200;
        await using var again = await StartAsync(folder);

        await Eventually.HoldsAsync("both events were taken", () => receiver.All.Count == before + 2);
        Assert.Equal(["CaseReported", "CaseFiled"], receiver.All.Skip(before).Select(one => one.Event));
    }

    [Fact]
    public async Task Event_ToldLate_HasTheStepThatTheCaseHadThen()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => 503;
        await using var rig = await StartAsync();
        var id = await AddAsync(rig, receiver.Url);
        var caseId = await CaseApi.ReportAsync(rig);
        await CaseApi.DoAsync(rig, caseId, "file", new { ground = "seen" });
        await CaseApi.DoAsync(rig, caseId, "self-handle", new { result = "done" });
        await Eventually.HoldsAsync("all are given up", async () => (await DeadAsync(rig))[0].Count == 3);
        receiver.Answer = _ => 200;

        foreach (var letter in (await rig.Http.GetFromJsonAsync<JsonElement>($"/api/v1/webhooks/{id}/dead-letters")).EnumerateArray())
        {
            await rig.Http.PostAsync($"/api/v1/webhooks/{id}/dead-letters/{letter.GetProperty("id").GetInt64()}/resend", null);
        }

        Assert.Equal(
            [("ProblemReported", "reported"), ("CaseFiled", "filed"), ("CaseSelfHandled", "fed-back")],
            receiver.All.TakeLast(3).Select(one => (one.Event, one.Json.GetProperty("step").GetString())));
    }

    [Fact]
    public async Task Event_OfANameThatNoneHas_IsRefused()
    {
        await using var rig = await StartAsync();

        var answer = await rig.Http.PostAsJsonAsync("/api/v1/webhooks", new { url = "http://127.0.0.1:1/", events = new[] { "CaseFiled", "Nope" } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "bad-events"), (answer.StatusCode, (await CaseApi.JsonAsync(answer)).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => 307;
        await using var rig = await StartAsync();
        var id = await AddAsync(rig, receiver.Url, "CaseFiled");

        await AlertAsync(rig);

        await Eventually.HoldsAsync("it is given up", async () => (await DeadAsync(rig)).Contains((id, 1)));
        Assert.All(receiver.All, one => Assert.Equal("/hook", one.Path));
    }

    [Fact]
    public async Task Webhook_Removed_IsSentNothingMore()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var other = await Receiver.StartAsync();
        await using var rig = await StartAsync();
        var id = await AddAsync(rig, receiver.Url);
        await AddAsync(rig, other.Url);

        Assert.Equal(HttpStatusCode.NoContent, (await rig.Http.DeleteAsync($"/api/v1/webhooks/{id}")).StatusCode);
        await AlertAsync(rig);

        await Eventually.HoldsAsync("the other is told", () => other.All.Count == 2);
        Assert.Empty(receiver.All);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Http.DeleteAsync($"/api/v1/webhooks/{id}")).StatusCode);
    }

    [Theory]
    [InlineData("ftp://example.org/", "http://")]
    [InlineData("https://user:secret@example.org/", "without user")]
    [InlineData("nowhere", "http://")]
    [InlineData("http://127.0.0.1:9/", "--webhooks-private")]
    [InlineData("http://[::1]:9/", "--webhooks-private")]
    [InlineData("http://169.254.169.254/latest", "--webhooks-private")]
    [InlineData("http://localhost/", "--webhooks-private")]
    public async Task Address_ThatCannotBe_IsRefusedWithWords(string url, string words)
    {
        await using var rig = await StartAsync(options: Quick with { AllowPrivate = false });

        var answer = await rig.Http.PostAsJsonAsync("/api/v1/webhooks", new { url });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.HttpAs(Role.Dispatcher).GetAsync("/api/v1/webhooks")).StatusCode);
    }

    [Fact]
    public async Task Key_ThatIsTooShort_StopsTheStartWithWords()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("key"), "hunter2");

        var problem = await Assert.ThrowsAsync<HubStartException>(() => StartAsync(folder, Quick with { SecretFile = folder.File("key") }));

        Assert.Contains("too short", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_ThatLeadsToAPrivateNetwork_IsNotConnectedTo()
    {
        // As a name does that led elsewhere when it was added.
        await Assert.ThrowsAsync<HttpRequestException>(async () => await OutwardAddress.ConnectAsync(new DnsEndPoint("localhost", 9), allowPrivate: false, CancellationToken.None));
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.0.1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("93.184.216.34", false)]
    public void Address_OfAPrivateNetwork_IsKnown(string address, bool isPrivate) => Assert.Equal(isPrivate, OutwardAddress.IsPrivate(IPAddress.Parse(address)));

    private static Task<HubRig> StartAsync(TemporaryFolder? folder = null, WebhookOptions? options = null) =>
        HubRig.StartAsync(hub => hub with { Webhooks = options ?? Quick }, folder);

    private static async Task<string> AddAsync(HubRig rig, string url, params string[] events)
    {
        var answer = await rig.Http.PostAsJsonAsync("/api/v1/webhooks", new { url, events });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<List<(string Id, int Count)>> DeadAsync(HubRig rig) =>
        [.. (await rig.Http.GetFromJsonAsync<JsonElement>("/api/v1/webhooks")).EnumerateArray().Select(one => (one.GetProperty("id").GetString()!, one.GetProperty("deadLetters").GetInt32()))];

    private static async Task<string> AlertAsync(HubRig rig)
    {
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        return (await rig.Hub.Queries.CasesAsync(new Hub.Api.CaseFilter())).Cases[0].CaseId;
    }
}
