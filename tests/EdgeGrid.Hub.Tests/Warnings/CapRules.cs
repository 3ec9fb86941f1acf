using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeGrid.Hub.Tests.Warnings;

/// <summary>What CAP 1.2 asks of a message (its schema, and the rules of its text), for the elements that this hub sends.</summary>
internal static partial class CapRules
{
    private static readonly XNamespace Cap = "urn:oasis:names:tc:emergency:cap:1.2";

    /// <summary>In the schema's order, with how often each may stand there: one, at most one, at least one, any number.</summary>
    private static readonly Dictionary<string, (string Name, char Often)[]> Content = new()
    {
        ["alert"] = [("identifier", '1'), ("sender", '1'), ("sent", '1'), ("status", '1'), ("msgType", '1'), ("source", '?'), ("scope", '?'), ("restriction", '?'), ("addresses", '?'), ("code", '*'), ("note", '?'), ("references", '?'), ("incidents", '?'), ("info", '*')],
        ["info"] = [("language", '?'), ("category", '+'), ("event", '1'), ("responseType", '*'), ("urgency", '1'), ("severity", '1'), ("certainty", '1'), ("audience", '?'), ("eventCode", '*'), ("effective", '?'), ("onset", '?'), ("expires", '?'), ("senderName", '?'), ("headline", '?'), ("description", '?'), ("instruction", '?'), ("web", '?'), ("contact", '?'), ("parameter", '*'), ("resource", '*'), ("area", '*')],
        ["area"] = [("areaDesc", '1'), ("polygon", '*'), ("circle", '*'), ("geocode", '*'), ("altitude", '?'), ("ceiling", '?')],
        ["geocode"] = [("valueName", '1'), ("value", '1')],
    };

    private static readonly Dictionary<string, string> Words = new()
    {
        ["status"] = "Actual Exercise System Test Draft",
        ["msgType"] = "Alert Update Cancel Ack Error",
        ["scope"] = "Public Restricted Private",
        ["category"] = "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other",
        ["responseType"] = "Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None",
        ["urgency"] = "Immediate Expected Future Past Unknown",
        ["severity"] = "Extreme Severe Moderate Minor Unknown",
        ["certainty"] = "Observed Likely Possible Unlikely Unknown",
    };

    public static IReadOnlyList<string> Broken(XElement alert)
    {
        var broken = alert.DescendantsAndSelf().SelectMany(Broken1).ToList();
        string? Text(string name) => alert.Element(Cap + name)?.Value;
        foreach (var name in new[] { "identifier", "sender" })
        {
            if (Text(name) is not { Length: > 0 } text || text.Any(c => char.IsWhiteSpace(c) || c is ',' or '<' or '&'))
            {
                broken.Add($"{name} has blanks, commas, < or &");
            }
        }

        if (Text("msgType") is "Update" or "Cancel" && Text("references")?.Split(' ').All(one => one.Split(',') is [_, _, var sent] && Sent().IsMatch(sent)) != true)
        {
            broken.Add("an update or a cancellation refers to sender,identifier,sent");
        }

        return broken;
    }

    private static IEnumerable<string> Broken1(XElement element)
    {
        var name = element.Name.LocalName;
        if (element.Name.Namespace != Cap)
        {
            yield return $"{name} is of another namespace";
        }

        if (Content.TryGetValue(name, out var content))
        {
            var places = element.Elements().Select(child => Array.FindIndex(content, one => one.Name == child.Name.LocalName)).ToList();
            if (places.Contains(-1) || !places.SequenceEqual(places.Order()))
            {
                yield return $"{name} has something unknown or out of order";
            }

            foreach (var (child, often) in content)
            {
                var count = element.Elements(Cap + child).Count();
                if ((often is '1' or '+' && count == 0) || (often is '1' or '?' && count > 1))
                {
                    yield return $"{name} has {count} of {child}";
                }
            }
        }

        if (Words.TryGetValue(name, out var words) && !words.Split(' ').Contains(element.Value))
        {
            yield return $"{name} is {element.Value}";
        }

        if (name is "sent" or "effective" or "expires" or "onset" && !Sent().IsMatch(element.Value))
        {
            yield return $"{name} is {element.Value}";
        }

        if (name == "polygon" && !IsRing(element.Value))
        {
            yield return $"polygon is {element.Value}";
        }
    }

    private static bool IsRing(string text)
    {
        var points = text.Split(' ');
        return points.Length >= 4 && points[0] == points[^1] && points.All(point => point.Split(',') is [var latitude, var longitude] && IsDegrees(latitude, 90) && IsDegrees(longitude, 180));
    }

    private static bool IsDegrees(string text, double most) => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= most;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$", RegexOptions.None, 1000)]
    private static partial Regex Sent();
}
