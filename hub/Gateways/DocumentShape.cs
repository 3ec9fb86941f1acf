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
    public static (string Document, IReadOnlyList<DocumentIssue> Problems) Read(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            return ("", [new DocumentIssue("", new("The document is no object.", "文档不是对象。"), new("Write { \"devices\": [ … ], \"outputs\": [ … ] }.", "请写作{ \"devices\": [ … ], \"outputs\": [ … ] }。"))]);
        }

        if (Text(document) is not { } text)
        {
            return ("", [new DocumentIssue("", new("A text in the document holds half a character (a lone \\uD800…\\uDFFF escape).", "文档中有文本含半个字符(单独的\\uD800…\\uDFFF转义)。"), new("Write the character itself.", "请直接写该字符。"))]);
        }

        var problems = new List<DocumentIssue>();
        foreach (var member in document.EnumerateObject())
        {
            CheckMember(member, problems);
        }

        foreach (var list in Lists.Where(list => !document.TryGetProperty(list, out _)))
        {
            problems.Add(new DocumentIssue(list, new($"\"{list}\" is missing.", $"缺少\"{list}\"。"), new($"Add \"{list}\": all of them, [] for none.", $"请补充\"{list}\":须列全,没有则写[]。")));
        }

        FindPasswords(document, "", problems);
        if (Encoding.UTF8.GetByteCount(text) > DesiredConfiguration.MaxDocumentBytes)
        {
            problems.Add(new DocumentIssue("", new($"The document is larger than {DesiredConfiguration.MaxDocumentBytes / 1024} KB.", $"文档超过{DesiredConfiguration.MaxDocumentBytes / 1024} KB。"), new("A gateway with 100 devices has 60.", "有100台设备的网关约为60 KB。")));
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

    private static void CheckMember(JsonProperty member, List<DocumentIssue> problems)
    {
        if (TechniciansSections.Contains(member.Name))
        {
            problems.Add(new DocumentIssue(
                member.Name,
                new($"\"{member.Name}\" is not the centre's to set: who a gateway is and whom it talks to stands in the technician's file alone.", $"\"{member.Name}\"不由中心设置:网关的身份及其通信对象仅写在技术员的文件中。"),
                new("Remove it.", "请删除。")));
        }
        else if (!Lists.Contains(member.Name))
        {
            problems.Add(new DocumentIssue(
                member.Name,
                new($"There is no key \"{member.Name}\" here.", $"此处没有键\"{member.Name}\"。"),
                new("Remove it. What can stand here: devices, outputs.", "请删除。此处可用:devices、outputs。")));
        }
        else if (member.Value.ValueKind != JsonValueKind.Array || member.Value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            problems.Add(new DocumentIssue(
                member.Name,
                new($"\"{member.Name}\" is no list of objects.", $"\"{member.Name}\"不是对象列表。"),
                new("Write it in square brackets: [ { … } ].", "请写在方括号内:[ { … } ]。")));
        }
    }

    private static void FindPasswords(JsonElement element, string path, List<DocumentIssue> problems)
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
                problems.Add(new DocumentIssue(
                    path,
                    new("A user or password stands in this address, and the hub would keep it where others can read it.", "该地址含用户名或密码,存入系统后他人可见。"),
                    new("Take it out. What a camera needs the technician keeps at the gateway: name it with \"login\".", "请删除。摄像机所需的登录信息由技术员保存在网关:请用\"login\"指明。")));
                break;
            default:
                break;
        }
    }
}
