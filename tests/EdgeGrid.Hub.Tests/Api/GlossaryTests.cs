using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Api;

public sealed class GlossaryTests
{
    public static TheoryData<string, string[]> Lists => new()
    {
        { "steps", Words<CaseStep>() },
        { "levels", Words<WarningLevel>() },
        { "kinds", Words<AlertKind>() },
        { "transitions", Words<AlertTransition>() },
        { "endings", Words<CaseEnding>() },
        { "requests", Words<RequestKind>() },
        { "sources", Words<ReportSource>() },
        { "attachments", Words<AttachmentPurpose>() },
        { "lights", Words<LimitLight>() },
        { "limit-units", Words<LimitUnit>() },
        { "roles", Words<Role>() },
        { "grid-roles", Words<GridRole>() },
        { "commands", [.. CaseSteps.Named.Keys] },
        { "events", [.. CaseEventJson.KnownTypes.Select(type => type.Name)] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Glossary_HasEveryWordOfAListInBothLanguages(string list, string[] words)
    {
        var entries = Glossary.All[list];

        Assert.Equal(words.Order(StringComparer.Ordinal), entries.Select(entry => entry.Word).Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.Matches(@"^\p{IsCJKUnifiedIdeographs}", entry.Zh));
        Assert.All(entries, entry => Assert.Matches("^[A-Z]", entry.En));
    }

    [Fact]
    public async Task Glossary_AskedFor_IsTold()
    {
        await using var rig = await HubRig.StartAsync();

        var told = await rig.HttpAs(Role.Worker).GetFromJsonAsync<JsonElement>("/api/v1/glossary", TestContext.Current.CancellationToken);

        Assert.Equal("案卷建立", told.GetProperty("steps")[1].GetProperty("zh").GetString());
        Assert.Equal(Lists.Count, told.EnumerateObject().Count());
    }

    private static string[] Words<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => JsonSerializer.Serialize(value).Trim('"'))];
}
