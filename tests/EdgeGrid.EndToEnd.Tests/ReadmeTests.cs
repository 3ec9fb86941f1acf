using System.Text.RegularExpressions;
using EdgeGrid.Testing;

namespace EdgeGrid.EndToEnd.Tests;

/// <summary>What the README shows is run as it stands there.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task MosquittoSub_AsTheReadmeShowsIt_PrintsAlertsAndCaseEvents()
    {
        var port = Ports.Free();
        await using var demo = RunningProcess.StartProgram(
            Programs.Simulator, "demo", "--headless", "--seconds", "10", "--http-port", $"{Ports.Free()}", "--mqtt-port", $"{port}");
        await demo.SaysAsync("wire");

        var line = SubscribeLine().Match(await File.ReadAllTextAsync(Repository.PathOf("README.md")));
        Assert.True(line.Success, "the README shows no mosquitto_sub line");
        var shown = line.Value
            .Replace("-p 1883", $"-p {port}", StringComparison.Ordinal)
            .Replace("data/hub/administrator.token", TokenFile().Match(demo.Output).Value, StringComparison.Ordinal);
        await using var subscriber = RunningProcess.Start("sh", "-c", "exec " + shown);

        await subscriber.SaysAsync("edgegrid/v1/gw-heping-18/alerts");
        await subscriber.SaysAsync("edgegrid.alert.raised.v1");
        await subscriber.SaysAsync("edgegrid/v1/cases/");
        await subscriber.SaysAsync("CaseFiled");
        Assert.Equal(0, await demo.ExitsAsync(60));
    }

    [Fact]
    public async Task Demo_PageOpenedByThePrintedLink_IsSignedInWithoutTyping()
    {
        await using var demo = RunningProcess.StartProgram(
            Programs.Simulator, "demo", "--headless", "--seconds", "10", "--http-port", $"{Ports.Free()}", "--mqtt-port", $"{Ports.Free()}");
        await demo.SaysAsync("signs one browser in");
        using var browser = new HttpClient();

        var link = new Uri(Link().Match(demo.Output).Value);
        var page = await browser.GetStringAsync(link);
        var cases = await browser.GetAsync(new Uri(link, "/api/v1/cases"));

        Assert.Contains("Connecting to the hub", page, StringComparison.Ordinal);
        Assert.True(cases.IsSuccessStatusCode);
        Assert.Equal(0, await demo.ExitsAsync(60));
    }

    [Fact]
    public async Task Commands_InTheReadme_AreThoseOfTheScript()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("README.md"));
        await using var help = RunningProcess.Start(Repository.PathOf("edgegrid"), "help");
        Assert.Equal(0, await help.ExitsAsync());
        var known = help.Output;
        Assert.All(
            Command().Matches(readme).Select(match => match.Groups["command"].Value).Distinct(),
            command => Assert.Matches($@"(?m)^  {command}\s", known));
    }

    [Fact]
    public async Task Script_UnknownCommand_SaysSoWithExitCode2()
    {
        await using var script = RunningProcess.Start(Repository.PathOf("edgegrid"), "dmeo");
        Assert.Equal(2, await script.ExitsAsync());
        Assert.Contains("no command 'dmeo'", script.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"http://localhost:\d+/sign-in\?code=[0-9a-f]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<=cat )/\S+/administrator\.token", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TokenFile();

    [GeneratedRegex("^mosquitto_sub .*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SubscribeLine();

    [GeneratedRegex(@"\./edgegrid (?<command>[a-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();
}
