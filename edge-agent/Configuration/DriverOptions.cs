using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads the options that a driver declares, by their types, limits and defaults.</summary>
internal static class DriverOptions
{
    /// <summary>Every option of the kind with its value, or null where it has neither value nor default.</summary>
    public static Dictionary<string, object?> Read(Section section, DeviceKind kind)
    {
        var values = new Dictionary<string, object?>();
        foreach (var option in kind.Options)
        {
            values[option.Name] = Value(section, option) ?? Default(option);
        }

        return values;
    }

    private static object? Value(Section section, DeviceOption option)
    {
        if (option.Required)
        {
            section.Require(option.Name, Meaning(option));
        }

        return option.Type switch
        {
            OptionType.Text when option.Choices is { } choices => section.OptionalWord(option.Name, choices),
            OptionType.Text => section.OptionalText(option.Name),
            OptionType.Integer => section.OptionalInteger(option.Name, option.Min, option.Max),
            OptionType.Number => section.OptionalNumber(option.Name, option.Min, option.Max),
            OptionType.Flag => section.OptionalFlag(option.Name),
            OptionType.Duration => section.OptionalDuration(option.Name, option.Min, option.Max),
            _ => throw new ArgumentOutOfRangeException(nameof(option), option.Type, null),
        };
    }

    // DeviceSettings unboxes exactly: a driver that declares 9600 or 0x48 has an int there.
    private static object? Default(DeviceOption option) => (option.Type, option.Default) switch
    {
        (OptionType.Integer, int whole) => (long)whole,
        (OptionType.Number, int whole) => (double)whole,
        (OptionType.Number, long whole) => (double)whole,
        var (_, value) => value,
    };

    private static string Meaning(DeviceOption option) =>
        option.Choices is { } choices ? $"{option.Summary} {Words.Choices(choices)}" : option.Summary.TrimEnd('.');
}
