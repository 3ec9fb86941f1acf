using System.Globalization;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Commands;

/// <summary>An option of a driver in words, as docs/drivers.md has it.</summary>
internal static class OptionText
{
    public static string Type(DeviceOption option) => option.Type switch
    {
        OptionType.Integer => option.Word is { } word ? $"whole number or {word}" : "whole number",
        OptionType.Flag => "true or false",
        OptionType.Table => "list of objects",
        _ => option.Type.ToString().ToLowerInvariant(),
    };

    public static string Limits(DeviceOption option) => option switch
    {
        { Choices: { } choices } => string.Join(", ", choices),
        { Type: OptionType.Duration, Min: { } min, Max: { } max } => $"{Show(option, TimeSpan.FromSeconds(min))} to {Show(option, TimeSpan.FromSeconds(max))}",
        { Min: { } min, Max: { } max } => $"{Show(option, min)} to {Show(option, max)}",
        _ => "",
    };

    public static string Show(DeviceOption option, object? value) => value switch
    {
        null => "",
        TimeSpan { Ticks: 0 } => "0s",
        TimeSpan duration when duration.TotalHours >= 1 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalHours}h"),
        TimeSpan duration when duration.TotalMinutes >= 1 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes}m"),
        TimeSpan duration when duration.TotalSeconds >= 1 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds}s"),
        TimeSpan duration => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds}ms"),
        long or int or double when option.Name == "address" => $"0x{Convert.ToInt64(value, CultureInfo.InvariantCulture):X2}",
        bool flag => flag ? "true" : "false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
