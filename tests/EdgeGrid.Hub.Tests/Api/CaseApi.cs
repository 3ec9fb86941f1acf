using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Api;

/// <summary>A program that works with cases over HTTP.</summary>
internal static class CaseApi
{
    public static readonly object Report = new
    {
        category = "0105",
        description = "和平路堆积垃圾, rubbish beside the bins",
        address = "Heping Road 18",
        position = new { latitude = 34.2440, longitude = 117.1940 },
        reference = "call-7",
    };

    public static async Task<string> ReportAsync(HubRig rig, object? report = null)
    {
        var response = await rig.Http.PostAsJsonAsync("/api/v1/cases", report ?? Report);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await JsonAsync(response)).GetProperty("caseId").GetString()!;
    }

    public static Task<HttpResponseMessage> SendAsync(HubRig rig, string caseId, string command, object? body = null) =>
        rig.Http.PostAsJsonAsync($"/api/v1/cases/{caseId}/commands/{command}", body ?? new { });

    public static async Task<JsonElement> DoAsync(HubRig rig, string caseId, string command, object? body = null)
    {
        var response = await SendAsync(rig, caseId, command, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await JsonAsync(response);
    }

    public static async Task<string> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (await JsonAsync(response)).GetProperty("detail").GetString()!;
    }

    public static async Task<IReadOnlyList<string>> FindAsync(HubRig rig, string query)
    {
        var found = await JsonAsync(await rig.Http.GetAsync($"/api/v1/cases?{query}"));
        return [.. found.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("caseId").GetString()!)];
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
