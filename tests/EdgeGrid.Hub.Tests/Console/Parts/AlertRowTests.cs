using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console.Live;
using EdgeGrid.Hub.Console.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Console.Parts;

public sealed class AlertRowTests
{
    [Fact]
    public async Task Row_TextFromOutside_IsEncoded()
    {
        const string nasty = "<script>alert(1)</script>";
        var html = await RenderAsync(Some.Alert() with { Place = nasty, Measured = nasty, Actions = [nasty] });

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(3, html.Split("&lt;script&gt;alert(1)&lt;/script&gt;").Length - 1);
    }

    [Fact]
    public async Task Row_Alert_SaysLevelPlaceCellAndMeasurementInWords()
    {
        var html = await RenderAsync(Some.Alert());

        Assert.Contains("Level II", html);
        Assert.Contains("Heping Road 18", html);
        Assert.Contains("cell 0187", html);
        Assert.Contains("Methane 26 %LEL &gt; 25 for 5 s", html);
        Assert.Contains("title=\"2026-11-23 14:41:07 UTC\"", html);
        Assert.DoesNotContain("SIMULATED", html);
    }

    [Fact]
    public async Task Row_SimulatedClearedLateWithActionAndPicture_SaysAllOfIt()
    {
        var html = await RenderAsync(Some.Alert() with
        {
            Transition = AlertTransition.Cleared,
            Simulated = true,
            Historical = true,
            Actions = ["siren on"],
            HasEvidence = true,
        });

        Assert.Contains("SIMULATED", html);
        Assert.Contains("cleared at the sensor", html);
        Assert.Contains("arrived late", html);
        Assert.Contains("siren on", html);
        Assert.Contains("<img src=\"api/v1/alerts/a1/evidence\"", html);
    }

    private static async Task<string> RenderAsync(AlertView alert)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Some.District("""{"type":"FeatureCollection","features":[]}"""))
            .AddSingleton(new LocalClock(new FakeTimeProvider(Some.Moment)))
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(AlertRow.Alert)] = alert });
            return (await renderer.RenderComponentAsync<AlertRow>(parameters)).ToHtmlString();
        });
    }
}
