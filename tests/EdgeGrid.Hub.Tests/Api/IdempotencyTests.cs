using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Api;

public sealed class IdempotencyTests
{
    [Fact]
    public async Task Request_SentAgainWithItsKey_IsCarriedOutOnceAndAnsweredAlike()
    {
        await using var rig = await HubRig.StartAsync();
        var caseId = await CaseAsync(rig);

        var first = await PublishAsync(rig, "key-1", caseId);
        var again = await PublishAsync(rig, "key-1", caseId);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal((false, true), (first.Headers.Contains("Idempotency-Replayed"), again.Headers.Contains("Idempotency-Replayed")));
        Assert.Equal(1, await CountAsync(rig));

        var trail = await rig.Http.GetFromJsonAsync<JsonElement>("/api/v1/audit?target=/api/v1/warnings");
        Assert.Equal(1, trail.GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task Key_OfAnotherRequest_IsRefusedAndOfAnotherPersonIsNot()
    {
        await using var rig = await HubRig.StartAsync();
        var caseId = await CaseAsync(rig);
        await PublishAsync(rig, "key-1", caseId);

        var other = await PublishAsync(rig, "key-1", caseId, "update");
        var person = await PublishAsync(rig, "key-1", caseId, "update", Role.Supervisor);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created), (other.StatusCode, person.StatusCode));
    }

    [Fact]
    public async Task Request_ThatWasRefused_MayBeSentAgainCorrectedWithItsKey()
    {
        await using var rig = await HubRig.StartAsync();
        var caseId = await CaseAsync(rig);

        var refused = await PublishAsync(rig, "key-1", caseId, "update");
        var corrected = await PublishAsync(rig, "key-1", caseId);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Created), (refused.StatusCode, corrected.StatusCode));
    }

    [Fact]
    public async Task Requests_WithOneKeyAtTheSameTime_AreCarriedOutOnce()
    {
        await using var rig = await HubRig.StartAsync();
        var caseId = await CaseAsync(rig);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PublishAsync(rig, "key-1", caseId)));

        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(1, await CountAsync(rig));
    }

    [Fact]
    public async Task Request_WhoseAnswerWasLost_IsNotCarriedOutAgain()
    {
        await using var rig = await HubRig.StartAsync();
        var caseId = await CaseAsync(rig);
        await PublishAsync(rig, "key-1", caseId);

        // As a hub leaves it that went down between the change and its answer.
        rig.Execute("UPDATE idempotency_keys SET Status = 0, Body = NULL");
        var again = await PublishAsync(rig, "key-1", caseId);

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("was carried out", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_OfYesterday_IsForgottenAlsoOverARestart()
    {
        using var folder = new TemporaryFolder();
        var clock = new LaterTime();
        string caseId;
        await using (var rig = await HubRig.StartAsync(options => options with { Time = clock }, folder))
        {
            caseId = await CaseAsync(rig);
            await PublishAsync(rig, "key-1", caseId);
        }

        await using var later = await HubRig.StartAsync(options => options with { Time = clock }, folder);
        var sameDay = await PublishAsync(later, "key-1", caseId);
        clock.Ahead = TimeSpan.FromHours(25);
        var nextDay = await PublishAsync(later, "key-1", caseId);

        Assert.True(sameDay.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal((HttpStatusCode.Created, false), (nextDay.StatusCode, nextDay.Headers.Contains("Idempotency-Replayed")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    public async Task Key_ThatIsNone_IsRefused(string key)
    {
        await using var rig = await HubRig.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await PublishAsync(rig, key, "20261123-0001")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PublishAsync(rig, new string('k', 129), "20261123-0001")).StatusCode);
    }

    private static async Task<string> CaseAsync(HubRig rig)
    {
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        return Assert.Single((await rig.Hub.Queries.CasesAsync(new Hub.Api.CaseFilter())).Cases).CaseId;
    }

    private static async Task<HttpResponseMessage> PublishAsync(HubRig rig, string key, string caseId, string message = "alert", Role role = Role.Dispatcher)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/warnings") { Content = JsonContent.Create(new { caseId, message }) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await rig.HttpAs(role).SendAsync(request);
    }

    private static async Task<int> CountAsync(HubRig rig) => (await rig.Http.GetFromJsonAsync<JsonElement>("/api/v1/warnings")).GetProperty("warnings").GetArrayLength();

    /// <summary>The real clock, set ahead.</summary>
    private sealed class LaterTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
