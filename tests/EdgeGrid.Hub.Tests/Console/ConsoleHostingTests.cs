using System.Net;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Console;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Console;

/// <summary>The hub hosted by another program, which this test is: its page and assets must be there all the same.</summary>
public sealed class ConsoleHostingTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HubHost _hub;
    private readonly HttpClient _http = new();

    public ConsoleHostingTests() => _hub = HubHost.Build(new HubOptions
    {
        DataFolder = _folder.Path,
        Http = new IPEndPoint(IPAddress.Loopback, 0),
        Mqtt = new IPEndPoint(IPAddress.Loopback, 0),
    });

    public async ValueTask InitializeAsync()
    {
        await _hub.StartAsync();
        _http.BaseAddress = _hub.HttpUrl;
        _http.DefaultRequestHeaders.Authorization = Tokens.Header((await File.ReadAllTextAsync(_hub.AdministratorTokenFile!)).Trim());
    }

    [Theory]
    [InlineData("_framework/blazor.web.js", "text/javascript", 100_000)]
    [InlineData("_content/MudBlazor/MudBlazor.min.css", "text/css", 300_000)]
    [InlineData("_content/MudBlazor/MudBlazor.min.js", "text/javascript", 30_000)]
    [InlineData("_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js", "text/javascript", 800_000)]
    [InlineData("console.css", "text/css", 4_000)]
    [InlineData("console.js", "text/javascript", 800)]
    [InlineData("connection.js", "text/javascript", 400)]
    [InlineData("favicon.svg", "image/svg+xml", 100)]
    public async Task Asset_HostedByAnotherProgram_IsServed(string path, string type, int atLeast)
    {
        using var answer = await _http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, atLeast, 5_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cases")]
    [InlineData("cases/20261123-0001")]
    [InlineData("gateways")]
    public async Task Page_Answered_AllowsOnlyTheHubItself(string path)
    {
        using var answer = await _http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(ContentSecurity.Policy, policy);
        Assert.DoesNotContain("unsafe-eval", policy);
        Assert.DoesNotContain("://", policy);
        Assert.DoesNotContain("://", await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _hub.StopAsync();
        await _hub.DisposeAsync();
        _folder.Dispose();
    }
}
