using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;
using Microsoft.Playwright;

namespace EdgeGrid.EndToEnd.Tests.Console;

/// <summary>A gateway's page in a real browser: its configuration and its commands, for who may change them and for who may not.</summary>
public sealed class GatewayPageTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private const string Administrator = "administrator";
    private const string Dispatcher = "dispatcher";

    private static readonly byte[] Jpeg = File.ReadAllBytes(Repository.PathOf("tests", "EdgeGrid.EndToEnd.Tests", "Console", "grey.jpg"));

    private readonly HttpClient _http = new();
    private RunningHub? _hub;
    private GatewayOnTheWire? _gateway;

    public async ValueTask InitializeAsync()
    {
        await browser.ReadyAsync();
        _hub = await RunningHub.StartWithTokensAsync(Administrator, Dispatcher);
        _gateway = await GatewayOnTheWire.ConnectAsync("gw-0187", _hub.MqttPort);
        await _gateway.AnnounceAsync(new DeviceStatus("kitchen", "mq4", DeviceHealth.Working), new DeviceStatus("street", "camera", DeviceHealth.Working));
        await _gateway.ObeyAsync("The gateway did it", Jpeg);
        _http.BaseAddress = new Uri(_hub.Page, "api/v1/gateways/gw-0187/");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _hub.TokenOf(Administrator));
        await Eventually.HoldsAsync("the hub knows the gateway", async () => (await _http.GetAsync("configuration")).IsSuccessStatusCode);
        var first = await PutAsync(0, "the first");
        await _gateway.ReportAsync(first, ConfigurationState.Applied, inForce: 1);
        var second = await PutAsync(1, "one more sensor");
        await _gateway.ReportAsync(second, ConfigurationState.Refused, inForce: 1, new ConfigurationIssue("devices[0].kind", "There is no kind \"mq9\".", "Write mq4."));
    }

    [Fact]
    public async Task GatewayPage_OfWhoMayChangeIt_ShowsHowItStandsRollsBackAndCommands()
    {
        var page = await browser.OpenAsync(new Uri(_hub!.Page, "gateways"), _hub.TokenOf(Administrator));
        await page.GetByRole(AriaRole.Link, new() { Name = "Building gw-0187" }).ClickAsync();

        await ShowsAsync(page, ".configuration .hint", "Revision 2 was refused; revision 1 runs.");
        await ShowsAsync(page, ".configuration .problems", "devices[0].kind There is no kind \"mq9\". Write mq4.");
        await ShowsAsync(page, ".revisions li", "one more sensor");
        await page.Locator(".revisions li", new() { HasText = "the first" }).GetByRole(AriaRole.Button, new() { Name = "Roll back to it" }).ClickAsync();
        await page.GetByLabel("Why").FillAsync("the second was refused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a new revision of it" }).ClickAsync();
        await ShowsAsync(page, ".revisions li", "content of 1");
        await ShowsAsync(page, ".revisions li", "the second was refused");
        await ShowsAsync(page, ".configuration .hint", "Revision 3 is on its way.");

        foreach (var (button, told) in new[] { ("Silence", "5m"), ("Test", "kitchen"), ("Snapshot", "street") })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
            await ShowsAsync(page, ".commands li", told);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Restart…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restart: outputs are off for a moment" }).ClickAsync();
        await Eventually.HoldsAsync("all four are answered", async () => await page.Locator(".commands .chip.done").CountAsync() == 4, seconds: 20);
        await ShowsAsync(page, ".commands li", "The gateway did it");
        await Eventually.HoldsAsync("the picture is drawn", () => page.EvaluateAsync<bool>("document.querySelector('.commands .snapshot img')?.naturalWidth > 0"), seconds: 20);
        var audit = await _http.GetStringAsync("/api/v1/audit");
        Assert.Contains("gw-0187/configuration/rollback", audit, StringComparison.Ordinal);
        Assert.Contains("gw-0187/commands", audit, StringComparison.Ordinal);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollHeight"), 0, 840);
        foreach (var width in new[] { 1400, 1000, 390 })
        {
            await page.SetViewportSizeAsync(width, 840);
            Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, width);
        }

        Assert.Equal(0, await page.Locator(".trouble").CountAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task GatewayPage_OfWhoMayOnlyLook_OffersNoChange()
    {
        var page = await browser.OpenAsync(new Uri(_hub!.Page, "gateways/gw-0187"), _hub.TokenOf(Dispatcher));

        await ShowsAsync(page, ".revisions li", "the first");
        await ShowsAsync(page, ".commands", "No command was given.");
        Assert.Equal(0, await page.Locator("main button").CountAsync());
        Assert.Equal(0, await page.Locator(".trouble").CountAsync());
        Assert.Empty(browser.Complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.LeaveAsync();
        _http.Dispose();
        await (_gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_hub?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static Task ShowsAsync(IPage page, string selector, string text) =>
        page.Locator(selector).Filter(new() { HasText = text }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 15_000 });

    private async Task<DesiredConfiguration> PutAsync(long expected, string note)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "configuration")
        {
            Content = new StringContent($$"""{ "document": { "devices": [], "outputs": [] }, "note": "{{note}}" }""", Encoding.UTF8, "application/json"),
        };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{expected}\""));
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new DesiredConfiguration
        {
            Gateway = GatewayId.Parse("gw-0187"),
            Revision = made.GetProperty("revision").GetInt64(),
            Hash = made.GetProperty("hash").GetString()!,
            At = made.GetProperty("at").GetDateTimeOffset(),
            Document = made.GetProperty("document"),
        };
    }
}
