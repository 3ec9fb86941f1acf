using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Hub.Tests.Console.Parts;

public sealed class LossNoteTests
{
    [Fact]
    public async Task Note_OfLosses_SaysHowManyAndTellsTheLastOnHover()
    {
        var html = await RenderAsync(new GatewayLosses(2, 1200, 1, "readings, full: records 1 to 1200 were the oldest", Some.Moment));

        Assert.Contains("at least 1,200 records lost", html);
        Assert.Contains("title=\"Last, found 2026-11-23 14:41:07 UTC: readings, full: records 1 to 1200 were the oldest\"", html);
    }

    [Fact]
    public async Task Note_TextFromOutside_IsEncoded()
    {
        var html = await RenderAsync(new GatewayLosses(1, 1, 0, "\"><script>alert(1)</script>", Some.Moment));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"\">", html, StringComparison.Ordinal);
    }

    private static async Task<string> RenderAsync(GatewayLosses losses)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(LossNote.Losses)] = losses });
            return (await renderer.RenderComponentAsync<LossNote>(parameters)).ToHtmlString();
        });
    }
}
