using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Hub.Citizens;
using EdgeGrid.Hub.Tests.Rig;
using static EdgeGrid.Hub.Tests.Citizens.Open311Client;

namespace EdgeGrid.Hub.Tests.Citizens;

public sealed class Open311Tests
{
    [Fact]
    public async Task Services_InBothForms_AreTheSame()
    {
        await using var rig = await HubRig.StartAsync();
        var anyone = rig.HttpAsAnyone();

        var json = await anyone.GetFromJsonAsync<JsonElement>("/open311/v2/services.json");
        var xml = await XmlAsync(await anyone.GetAsync("/open311/v2/services.xml"));

        Assert.Equal("services", xml.Name.LocalName);
        Assert.Equal(json.EnumerateArray().Select(one => one.GetProperty("service_code").GetString()), xml.Elements("service").Select(one => one.Element("service_code")!.Value));
    }

    [Fact]
    public async Task Definition_OfAService_IsOneRecordAsInTheStandardsExample()
    {
        await using var rig = await HubRig.StartAsync();

        var json = await rig.HttpAsAnyone().GetStringAsync("/open311/v2/services/rubbish.json");
        var xml = await rig.HttpAsAnyone().GetStringAsync("/open311/v2/services/rubbish.xml");

        Assert.Equal("""{"service_code":"rubbish","attributes":[]}""", json);
        Assert.Equal("""<?xml version="1.0" encoding="utf-8"?><service_definition><service_code>rubbish</service_code><attributes /></service_definition>""", xml);
    }

    [Theory]
    [InlineData("/open311")]
    [InlineData("/open311/v2")]
    public async Task Discovery_OfAnyone_TellsWhereTheInterfaceIs(string root)
    {
        await using var rig = await HubRig.StartAsync(options => options with { Citizens = new CitizenOptions { Contact = "Call 12345." } });

        var json = await rig.HttpAsAnyone().GetFromJsonAsync<JsonElement>($"{root}/discovery.json");
        var xml = await XmlAsync(await rig.HttpAsAnyone().GetAsync($"{root}/discovery.xml"));

        var endpoint = Assert.Single(json.GetProperty("endpoints").EnumerateArray());
        Assert.Equal(("Call 12345.", new Uri(rig.Hub.HttpUrl, "/open311/v2").ToString()), (Text(json, "contact"), Text(endpoint, "url")));
        Assert.Equal(["text/xml", "application/json"], endpoint.GetProperty("formats").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal("discovery", xml.Name.LocalName);
        Assert.Equal(["changeset", "contact", "key_service", "endpoints"], xml.Elements().Select(one => one.Name.LocalName));
        Assert.Equal(Text(endpoint, "url"), xml.Element("endpoints")!.Element("endpoint")!.Element("url")!.Value);
        Assert.Equal(2, xml.Descendants("format").Count());
    }

    [Fact]
    public async Task Requests_OfAPage_AreSoManyAfterThoseBefore()
    {
        await using var rig = await HubRig.StartAsync();
        var anyone = rig.HttpAsAnyone();
        for (var i = 0; i < 3; i++)
        {
            await anyone.PostAsync("/open311/v2/requests.json", Form(("description", $"number {i}")));
        }

        Assert.Equal(["number 2", "number 1"], await PageAsync("page_size=2"));
        Assert.Equal(["number 0"], await PageAsync("page=2&page_size=2"));
        Assert.Empty(await PageAsync("page=2"));
        Assert.Equal(400, (await JsonErrorAsync(await anyone.GetAsync("/open311/v2/requests.json?page=0"))).Code);
        Assert.Equal(400, (await JsonErrorAsync(await anyone.GetAsync("/open311/v2/requests.json?page_size=1001"))).Code);

        async Task<IEnumerable<string>> PageAsync(string query) =>
            (await anyone.GetFromJsonAsync<JsonElement>($"/open311/v2/requests.json?{query}")).EnumerateArray().Select(one => Text(one, "description"));
    }

    [Theory]
    [InlineData("DELETE", "requests.json", 405)]
    [InlineData("POST", "services.json", 405)]
    [InlineData("GET", "tokens/1.json", 404)]
    public async Task Anything_ThatIsNotThere_IsSaidInTheStandardsFormToAnyone(string method, string path, int status)
    {
        await using var rig = await HubRig.StartAsync();

        var answer = await rig.HttpAsAnyone().SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/open311/v2/{path}"));

        Assert.Equal((status, status), ((int)answer.StatusCode, (await JsonErrorAsync(answer)).Code));
    }
}
