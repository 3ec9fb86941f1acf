using EdgeGrid.Devices;

namespace EdgeGrid.Conformance.Drivers;

/// <summary>docs/drivers.md tells a technician every option as the driver declares it.</summary>
public static class DriverDocument
{
    /// <summary>The document has the kind's heading, summary and table of options; when not, says what it should hold.</summary>
    public static void Tells(string document, DeviceKind kind)
    {
        var table = string.Join('\n', ["| option | value | default | limits | what it does |", "|---|---|---|---|---|", .. kind.Options.SelectMany(option => Rows(option, ""))]);
        Assert.True(
            document.Contains($"### `{kind.Name}`\n{kind.Summary}", StringComparison.Ordinal) && document.Contains(table, StringComparison.Ordinal),
            $"docs/drivers.md lacks this, or has it otherwise:\n\n### `{kind.Name}`\n{kind.Summary}\n\n{table}\n");
    }

    private static IEnumerable<string> Rows(DeviceOption option, string before) =>
        [Row(option, before), .. option.Fields.SelectMany(field => Rows(field, $"{before}{option.Name}[]."))];

    private static string Row(DeviceOption option, string before) =>
        $"| `{before}{option.Name}` | {Type(option)} | {(option.Required ? "*required*" : Show(option, option.Default))} | {Limits(option)} | {option.Summary} |";

    private static string Type(DeviceOption option) => option.Type switch
    {
        OptionType.Integer => option.Word is { } word ? $"whole number or {word}" : "whole number",
        OptionType.Flag => "true or false",
        OptionType.Table => "list of objects",
        _ => option.Type.ToString().ToLowerInvariant(),
    };

    private static string Limits(DeviceOption option) => option switch
    {
        { Choices: { } choices } => string.Join(", ", choices),
        { Type: OptionType.Duration, Min: { } min, Max: { } max } => $"{Show(option, TimeSpan.FromSeconds(min))} to {Show(option, TimeSpan.FromSeconds(max))}",
        { Min: { } min, Max: { } max } => $"{Show(option, min)} to {Show(option, max)}",
        _ => "",
    };

    private static string Show(DeviceOption option, object? value) => value switch
    {
        null => "",
        TimeSpan { Ticks: 0 } => "0s",
        TimeSpan duration when duration.TotalHours >= 1 => $"{duration.TotalHours}h",
        TimeSpan duration when duration.TotalMinutes >= 1 => $"{duration.TotalMinutes}m",
        TimeSpan duration when duration.TotalSeconds >= 1 => $"{duration.TotalSeconds}s",
        TimeSpan duration => $"{duration.TotalMilliseconds}ms",
        long or double when option.Name == "address" => $"0x{Convert.ToInt64(value):X2}",
        bool flag => flag ? "true" : "false",
        _ => $"{value}",
    };
}
