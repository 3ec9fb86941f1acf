using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads the options that a driver declares, by their types, limits and defaults.</summary>
internal static class DriverOptions
{
    /// <summary>Every option, each by itself and beside the others.</summary>
    public static OptionValues Read(Section section, IReadOnlyList<DeviceOption> options, string logins)
    {
        var values = new OptionValues();
        foreach (var option in options)
        {
            var before = section.ProblemCount;
            var value = Value(section, option, logins) ?? Default(option);
            values.Add(option, value, hasProblem: section.ProblemCount > before);
        }

        foreach (var option in options)
        {
            if (values.Ask(option.Misfit) is { } objection)
            {
                section.Problem(option.Name, objection.Message, objection.Remedy);
            }
        }

        return values;
    }

    private static object? Value(Section section, DeviceOption option, string logins)
    {
        if (option.Required)
        {
            section.Require(option.Name, Meaning(option));
        }

        return option.Type switch
        {
            OptionType.Text when option.Choices is { } choices => section.OptionalWord(option.Name, choices),
            OptionType.Text => Text(section, option),
            OptionType.Login => Login(section, option.Name, logins),
            OptionType.Integer when option.Word is { } word && section.Says(option.Name, word) => null,
            OptionType.Integer => section.OptionalInteger(option.Name, option.Min, option.Max),
            OptionType.Number => section.OptionalNumber(option.Name, option.Min, option.Max),
            OptionType.Flag => section.OptionalFlag(option.Name),
            OptionType.Table => Rows(section, option, logins),
            OptionType.Duration => section.OptionalDuration(option.Name, option.Min, option.Max),
            _ => throw new ArgumentOutOfRangeException(nameof(option), option.Type, null),
        };
    }

    private static string? Text(Section section, DeviceOption option)
    {
        var text = section.OptionalText(option.Name);
        if (text is not null && option.ObjectionTo(text) is { } objection)
        {
            // What may hold a password is not repeated: others read what a gateway says of its configuration.
            section.Problem(option.Name, $"{(text.AsSpan().ContainsAny('@', '?', '=') ? "This" : $"\"{text}\"")} cannot be used: {objection}.", option.Summary);
        }

        return text;
    }

    private static List<DeviceSettings> Rows(Section section, DeviceOption option, string logins)
    {
        var rows = new List<DeviceSettings>();
        foreach (var row in section.Sections(option.Name, option.Required ? Meaning(option) : null, atLeast: (int)(option.Min ?? 0)))
        {
            rows.Add(new DeviceSettings(Read(row, option.Fields, logins).All));
            row.Done();
        }

        if (rows.Count > option.Max)
        {
            section.Problem(option.Name, $"The list has {rows.Count} items; at most {option.Max} belong in it.", "Remove some, or make another device of them.");
        }

        return rows;
    }

    // A name and no path: whoever writes the configuration may not choose among all files of the gateway.
    private static string? Login(Section section, string key, string folder)
    {
        if (section.OptionalText(key) is not { } name)
        {
            return null;
        }

        var file = Path.Combine(folder, name);
        if (!DeviceSections.IsName(name))
        {
            section.Problem(key, $"\"{name}\" is no name of a login.", "Write 1 to 64 of a-z, 0-9 and '-': the name of a file that the technician keeps.");
        }
        else if (!File.Exists(file))
        {
            section.Problem(key, $"There is no login \"{name}\" at this gateway.", $"The technician writes it to {file}: the address with user and password, as rtsp://user:password@192.0.2.10");
        }

        return file;
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
