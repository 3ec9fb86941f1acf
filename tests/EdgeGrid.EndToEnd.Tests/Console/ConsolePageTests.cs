using EdgeGrid.Contracts;
using EdgeGrid.Testing;
using Microsoft.Playwright;

namespace EdgeGrid.EndToEnd.Tests.Console;

/// <summary>The operator's page in a real browser: hub program, broker, MQTT client, Chromium.</summary>
public sealed class ConsolePageTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    // 16 × 16, grey: enough for a browser to show a picture.
    private static readonly byte[] Jpeg = File.ReadAllBytes(Repository.PathOf("tests", "EdgeGrid.EndToEnd.Tests", "Console", "grey.jpg"));

    private RunningHub? _started;
    private GatewayOnTheWire? _connected;

    private RunningHub Hub => _started!;

    private GatewayOnTheWire Gateway => _connected!;

    public async ValueTask InitializeAsync()
    {
        await browser.ReadyAsync();
        _started = await RunningHub.StartAsync();
        _connected = await GatewayOnTheWire.ConnectAsync("gw-0187", _started.MqttPort);
    }

    [Fact]
    public async Task Page_AlertArrives_IsShownWithItsCaseWithoutReload()
    {
        var page = await browser.OpenAsync(Hub.Page, Hub.Token);
        await page.GetByText("No alerts. The hub is listening.").WaitForAsync();
        await page.EvaluateAsync("window.untouched = true");

        await Gateway.AnnounceAsync(new DeviceStatus("kitchen", "mq4", DeviceHealth.Working));
        var id = await Gateway.AlertAsync(WarningLevel.Orange, "Heping Road 18, kitchen", "Methane 26 %LEL > 25 for 5 s");
        await Gateway.EvidenceAsync(id, Jpeg);

        var alert = page.Locator(".alert");
        await alert.GetByText("Methane 26 %LEL > 25 for 5 s").WaitForAsync();
        var words = await alert.InnerTextAsync();
        Assert.All(["Heping Road 18, kitchen", "School", "Level II", "SIMULATED", "siren on"], part => Assert.Contains(part, words));
        await ShowsAsync(page, ".hub-state", "1 of 1 gateways");
        await ShowsAsync(page, ".levels .level-2", "1");
        await ShowsAsync(page, ".step:nth-child(2) .card", "Heping Road 18, kitchen");
        await Eventually.HoldsAsync("the picture is drawn", () => page.EvaluateAsync<bool>("document.querySelector('.alert .snapshot img')?.naturalWidth > 0"));
        Assert.True(await page.EvaluateAsync<bool>("window.untouched"));
        Assert.Equal(0, await page.Locator(".trouble").CountAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Page_MarkupFromOutside_StaysText()
    {
        const string nasty = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
        var page = await browser.OpenAsync(Hub.Page, Hub.Token);
        await Gateway.AnnounceAsync(new DeviceStatus(nasty, "mq4", DeviceHealth.Failed, nasty));
        await Gateway.AlertAsync(WarningLevel.Red, nasty, nasty);

        await ShowsAsync(page, ".alert .measured", nasty);
        await ShowsAsync(page, ".step .card", nasty);
        await ShowsAsync(page, "[role=alert][aria-live=assertive]", nasty);
        await page.GetByRole(AriaRole.Link, new() { Name = "Gateways" }).ClickAsync();
        await ShowsAsync(page, ".devices", nasty);
        Assert.Equal(0, await page.Locator("img[src=x]").CountAsync());
        Assert.NotEqual("taken", await page.TitleAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Page_AlertClicked_TellsTheHistoryOfItsCase()
    {
        var page = await browser.OpenAsync(Hub.Page, Hub.Token);
        await Gateway.AnnounceAsync();
        await Gateway.AlertAsync(WarningLevel.Orange, "Heping Road 18", "Methane 26 %LEL > 25 for 5 s");

        await page.Locator(".alert a.title").ClickAsync();

        await ShowsAsync(page, ".history", "Case reported");
        await ShowsAsync(page, ".history", "Case filed");
        await ShowsAsync(page, ".way [aria-current=step]", "2 Filed");
        await ShowsAsync(page, ".summary", "Methane 26 %LEL > 25 for 5 s");
        Assert.Equal(0, await page.Locator(".trouble").CountAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Page_HubKilledAndStartedAgain_SaysSoAndIsLiveAgain()
    {
        var page = await browser.OpenAsync(Hub.Page, Hub.Token);
        await Gateway.AnnounceAsync();
        await ShowsAsync(page, ".hub-state", "1 of 1 gateways");

        await Hub.KillAsync();
        await page.GetByText("Connection to the hub lost").WaitForAsync();
        await Hub.RunAsync();

        await page.GetByText("Connection to the hub lost").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await using var again = await GatewayOnTheWire.ConnectAsync("gw-0188", Hub.MqttPort);
        await again.AnnounceAsync();
        await again.AlertAsync(WarningLevel.Yellow, "Market hall 2", "Methane 12 %LEL > 10 for 5 s");
        await ShowsAsync(page, ".alert .measured", "Methane 12 %LEL > 10 for 5 s");
    }

    [Fact]
    public async Task Page_OnScreensOfAllSizes_NeedsNoSidewaysScrolling()
    {
        await Gateway.AnnounceAsync(new DeviceStatus("kitchen", "mq4", DeviceHealth.Working));
        await Gateway.AlertAsync(WarningLevel.Orange, "Heping Road 18, unit 2-301, kitchen", "Methane 26 %LEL > 25 for 5 s");
        foreach (var path in new[] { "", "cases", "gateways" })
        {
            var page = await browser.OpenAsync(new Uri(Hub.Page, path), Hub.Token);
            await ShowsAsync(page, ".hub-state", "1 of 1 gateways");
            Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollHeight"), 0, 840);
            foreach (var width in new[] { 1400, 1000, 390 })
            {
                await page.SetViewportSizeAsync(width, 840);
                Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, width);
            }

            await page.CloseAsync();
        }

        Assert.Empty(browser.Complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.LeaveAsync();
        if (_connected is not null)
        {
            await _connected.DisposeAsync();
        }

        if (_started is not null)
        {
            await _started.DisposeAsync();
        }
    }

    private static Task ShowsAsync(IPage page, string selector, string text) =>
        page.Locator(selector).Filter(new() { HasText = text }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 15_000 });
}
