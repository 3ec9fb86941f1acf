using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Gateways;

/// <summary>What the hub can say of a gateway's configuration without knowing any device: its shape, its size, and that no password stands in it.</summary>
internal static class DocumentShape
{
    private static readonly string[] Lists = ["devices", "outputs"];

    private static readonly string[] TechniciansSections = ["gateway", "hub", "data"];

    /// <summary>The document as it goes to the gateway, or everything that is wrong with it.</summary>
    public static (string Document, IReadOnlyList<ConfigurationIssue> Problems) Read(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            return ("", [new ConfigurationIssue("", "The document is no object.", "Write { \"devices\": [ … ], \"outputs\": [ … ] }.")]);
        }

        if (Text(document) is not { } text)
        {
            return ("", [new ConfigurationIssue("", "A text in the document holds half a character (a lone \\uD800…\\uDFFF escape).", "Write the character itself.")]);
        }

        var problems = new List<ConfigurationIssue>();
        foreach (var member in document.EnumerateObject())
        {
            CheckMember(member, problems);
        }

        foreach (var list in Lists.Where(list => !document.TryGetProperty(list, out _)))
        {
            problems.Add(new ConfigurationIssue(list, $"\"{list}\" is missing.", $"Add \"{list}\": all of them, [] for none."));
        }

        FindPasswords(document, "", problems);
        if (Encoding.UTF8.GetByteCount(text) > DesiredConfiguration.MaxDocumentBytes)
        {
            problems.Add(new ConfigurationIssue("", $"The document is larger than {DesiredConfiguration.MaxDocumentBytes / 1024} KB.", "A gateway with a hundred devices has 60."));
        }

        return (text, problems);
    }

    /// <summary>JSON without blanks, as the wire writes it; null where a text in it cannot be written.</summary>
    public static string? Text(JsonElement json)
    {
        try
        {
            return JsonSerializer.Serialize(json, WireJson.Wire.JsonElement);
        }
        catch (Exception unwritable) when (unwritable is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static void CheckMember(JsonProperty member, List<ConfigurationIssue> problems)
    {
        if (TechniciansSections.Contains(member.Name))
        {
            problems.Add(new ConfigurationIssue(member.Name, $"\"{member.Name}\" is not the centre's to set: who a gateway is and whom it talks to stands in the technician's file alone.", "Remove it."));
        }
        else if (!Lists.Contains(member.Name))
        {
            problems.Add(new ConfigurationIssue(member.Name, $"There is no key \"{member.Name}\" here.", "Remove it. What can stand here: devices, outputs."));
        }
        else if (member.Value.ValueKind != JsonValueKind.Array || member.Value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            problems.Add(new ConfigurationIssue(member.Name, $"\"{member.Name}\" is no list of objects.", "Write it in square brackets: [ { … } ]."));
        }
    }

    private static void FindPasswords(JsonElement element, string path, List<ConfigurationIssue> problems)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    FindPasswords(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", problems);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    FindPasswords(item, $"{path}[{index}]", problems);
                }

                break;
            case JsonValueKind.String when DesiredConfiguration.HoldsPassword(element.ToString()):
                problems.Add(new ConfigurationIssue(
                    path, "A user or password stands in this address, and the hub would keep it where others can read it.", "Take it out. What a camera needs the technician keeps at the gateway: name it with \"login\"."));
                break;
            default:
                break;
        }
    }
}
