using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;

namespace EdgeGrid.Hub.Tests.Citizens;

/// <summary>What a citizen's program sends, and how it reads the answers.</summary>
internal static class Open311Client
{
    public static FormUrlEncodedContent Form(params (string Name, string Value)[] changed)
    {
        var form = new Dictionary<string, string>
        {
            ["service_code"] = "rubbish",
            ["lat"] = "34.2440",
            ["long"] = "117.1940",
            ["description"] = "Bags of rubbish",
            ["media_url"] = "https://pictures.example/1.jpg",
        };
        foreach (var (name, value) in changed)
        {
            form[name] = value;
        }

        return new FormUrlEncodedContent(form);
    }

    public static async Task<(int Code, string Description)> JsonErrorAsync(HttpResponseMessage answer)
    {
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>())[0];
        return (error.GetProperty("code").GetInt32(), Text(error, "description"));
    }

    public static async Task<XElement> XmlAsync(HttpResponseMessage answer)
    {
        Assert.Equal("text/xml", answer.Content.Headers.ContentType?.MediaType);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
    }

    public static string Text(JsonElement record, string name) => record.GetProperty(name).GetString()!;
}
