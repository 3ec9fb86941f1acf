using System.Net;
using System.Net.Http.Json;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Api;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Storage;

/// <content>People ask for changes while the store is away.</content>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Store_GoneWhileChangesAreAskedFor_IsSaidToWhoeverAsksAndToHealthUntilItIsBack()
    {
        await using var rig = await Store.StartHubAsync();
        var caseId = await CaseApi.ReportAsync(rig);
        await Store.GoAsync();

        var answers = await Task.WhenAll(
            rig.Http.PostAsJsonAsync("/api/v1/cases", CaseApi.Report),
            NamedAsync(),
            CaseApi.SendAsync(rig, caseId, "file", new { ground = "seen" }),
            rig.Http.PutAsJsonAsync("/api/v1/rules?check=true", new { }),
            rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", new FormUrlEncodedContent([new("service_code", "road"), new("address_string", "Heping Road")])));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.StatusCode, answer.Headers.RetryAfter is not null)));
        foreach (var answer in answers[..^1])
        {
            Assert.Equal("store-unavailable", (await CaseApi.JsonAsync(answer)).GetProperty("code").GetString());
        }

        Assert.Equal(503, (await CaseApi.JsonAsync(answers[^1]))[0].GetProperty("code").GetInt32());
        Assert.DoesNotContain(rig.Log.Lines, line => line.Text.Contains("unhandled", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await rig.Http.GetAsync("/health")).StatusCode);
        await Eventually.HoldsAsync("the log tells of it", () => rig.Log.Count(2358) == 1, seconds: 20);
        await Store.ComeBackAsync();

        await Eventually.HoldsAsync("the hub says that it can write", async () => (await rig.Http.GetAsync("/health")).IsSuccessStatusCode, seconds: 20);
        Assert.Single((await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
        await CaseApi.ReportAsync(rig);

        Task<HttpResponseMessage> NamedAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = JsonContent.Create(CaseApi.Report) };
            request.Headers.Add(Idempotency.Header, "one");
            return rig.Http.SendAsync(request);
        }
    }
}
