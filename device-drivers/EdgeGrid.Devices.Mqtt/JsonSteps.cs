using System.Globalization;
using System.Text.Json;

namespace EdgeGrid.Devices.Mqtt;

/// <summary>The way to a value in a JSON document: names and numbers of items, with points between them: <c>AM2301.Temperature</c>.</summary>
internal sealed class JsonSteps(string text)
{
    private const int Most = 16;

    private readonly string[] _steps = text.Split('.');

    /// <summary>What is wrong with a way; null when nothing is.</summary>
    public static string? Objection(string text) =>
        text.Split('.') is var steps && steps.Length <= Most && !Array.Exists(steps, string.IsNullOrEmpty) ? null : $"names with points between them are expected, at most {Most}: AM2301.Temperature";

    /// <summary>What stands there; null when nothing does, or <c>null</c>.</summary>
    public JsonElement? In(JsonElement document)
    {
        var at = document;
        foreach (var step in _steps)
        {
            var found = at.ValueKind switch
            {
                JsonValueKind.Object when at.TryGetProperty(step, out var member) => member,
                JsonValueKind.Array when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var item) && item < at.GetArrayLength() => at[item],
                _ => default,
            };
            if (found.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            {
                return null;
            }

            at = found;
        }

        return at;
    }
}
