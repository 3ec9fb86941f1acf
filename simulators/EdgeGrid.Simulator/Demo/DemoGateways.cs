using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeGrid.Simulation.Gnss;

namespace EdgeGrid.Simulator.Demo;

/// <summary>The configurations of the demo's gateways: files like a technician's, with what is only known at start filled in.</summary>
internal static class DemoGateways
{
    /// <summary>Writes one, in its own folder, beside which its data will lie.</summary>
    /// <param name="name">Of the file in Configurations: <c>building</c>.</param>
    /// <param name="folder">Of the demo.</param>
    /// <param name="hub">Where the gateway connects.</param>
    /// <param name="words">What stands for <c>@word@</c>.</param>
    /// <returns>The path of the configuration.</returns>
    public static string Write(string name, string folder, Uri hub, params IReadOnlyList<(string Word, string Text)> words)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var resource = $"{typeof(DemoGateways).Namespace}.Configurations.{name}.jsonc";
        using var template = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        var text = template.ReadToEnd();
        foreach (var (word, value) in words.Append(("hub", hub.ToString().TrimEnd('/'))).Append(("data", Path.Combine(own, "data"))))
        {
            text = text.Replace($"@{word}@", value, StringComparison.Ordinal);
        }

        var path = Path.Combine(own, $"{name}.jsonc");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A text as it stands between quotes.</summary>
    public static string Quoted(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;

    /// <summary>A fence around a worker's grid, as the configuration has it.</summary>
    public static string Fence(IEnumerable<GeoPosition> ring) =>
        ", \"fence\": { \"level\": \"blue\", \"ring\": ["
        + string.Join(", ", ring.Select(corner => string.Create(CultureInfo.InvariantCulture, $"[{corner.Latitude:F6}, {corner.Longitude:F6}]")))
        + "], \"bufferMetres\": 15, \"afterFixes\": 3 }";
}
