using System.Globalization;

namespace EdgeGrid.Devices.Scanning;

/// <summary>What the kernel says is there, without opening it.</summary>
/// <param name="deviceFolder"><c>/dev</c>.</param>
/// <param name="systemFolder"><c>/sys</c>.</param>
public sealed class NodeScan(string deviceFolder, string systemFolder)
{
    private static readonly string[] SerialNames = ["ttyUSB", "ttyACM", "ttyAMA", "ttyTHS", "ttySC", "ttymxc", "ttyS"];

    /// <summary>Buses as a configuration names them: <c>i2c:1</c>.</summary>
    public IReadOnlyList<string> I2cBuses() => [.. Numbered("i2c-").Select(node => string.Create(CultureInfo.InvariantCulture, $"i2c:{node.Number}"))];

    /// <summary>Serial ports; one of USB by its name in serial/by-id, which stays the same when it is plugged in elsewhere.</summary>
    public IReadOnlyList<string> SerialPorts()
    {
        var byId = Path.Combine(deviceFolder, "serial", "by-id");
        var named = Directory.Exists(byId)
            ? Directory.GetFiles(byId).ToDictionary(Target, StringComparer.Ordinal)
            : [];
        return
        [
            .. SerialNames.SelectMany(Numbered)
                .Where(node => !node.Name.StartsWith("ttyS", StringComparison.Ordinal) || node.Name.StartsWith("ttySC", StringComparison.Ordinal) || HasUart(node.Name))
                .Select(node => Path.Combine(deviceFolder, node.Name))
                .Select(path => named.GetValueOrDefault(path, path)),
        ];
    }

    /// <summary>Cameras: nodes that give pictures, and what the driver calls them.</summary>
    public IReadOnlyList<Finding> Cameras() =>
    [
        .. Numbered("video").Select(node => new Finding(
            Path.Combine(deviceFolder, node.Name),
            (Read($"class/video4linux/{node.Name}/name") ?? "a video device") + (Read($"class/video4linux/{node.Name}/index") is null or "0" ? "" : "; a second node of the same camera, without pictures as a rule"),
            ["camera"]) { Touched = false }),
    ];

    /// <summary>GPIO chips, as a configuration names them.</summary>
    public IReadOnlyList<Finding> GpioChips() =>
    [
        .. Numbered("gpiochip").Select(node => new Finding(
            string.Create(CultureInfo.InvariantCulture, $"gpio:{node.Number}"),
            $"{Path.Combine(deviceFolder, node.Name)}{(Label(node.Name) is { } label ? $", {label}" : "")}; its pins are not touched, for an output may hang on any of them",
            ["contact", "relay"]) { Touched = false }),
    ];

    private string? Label(string name)
    {
        var device = Path.Combine(systemFolder, "bus/gpio/devices", name, "of_node/compatible");
        return File.Exists(device) ? File.ReadAllText(device).TrimEnd('\0').Replace('\0', ' ') : null;
    }

    // The kernel makes nodes for ports that no board has.
    private bool HasUart(string name) => Read($"class/tty/{name}/type") is { } type && type != "0";

    private string? Read(string path)
    {
        var file = Path.Combine(systemFolder, path);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    private static string Target(string link) => Path.GetFullPath(new FileInfo(link).LinkTarget ?? link, Path.GetDirectoryName(link)!);

    private IEnumerable<(string Name, int Number)> Numbered(string prefix) => !Directory.Exists(deviceFolder)
        ? []
        : Directory.GetFileSystemEntries(deviceFolder, prefix + "*")
            .Select(Path.GetFileName)
            .Select(name => (Name: name!, Number: int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1))
            .Where(node => node.Number >= 0)
            .OrderBy(node => node.Number);
}
