using EdgeGrid.Devices;

namespace EdgeGrid.Conformance.Drivers;

/// <summary>Settings of a driver as the configuration would bind them: what is not given has its default.</summary>
public static class DriverSettings
{
    /// <param name="kind">Of the driver.</param>
    /// <param name="values">string, long, double, bool or TimeSpan, by the option's type; for a table its rows, an array of such values each.</param>
    public static DeviceSettings For(DeviceKind kind, params (string Option, object Value)[] values) => new(Fitting(kind.Options, values, kind.Name));

    /// <summary>What a driver has against settings, with the option of which it says so; null when nothing.</summary>
    public static (string Option, Objection Objection)? Misfit(DeviceKind kind, params (string Option, object Value)[] values)
    {
        var settings = new DeviceSettings(Bind(kind.Options, values, kind.Name));
        return kind.Options.Where(option => option.Misfit?.Invoke(settings) is not null).Select(option => (option.Name, option.Misfit!(settings)!)).Cast<(string, Objection)?>().SingleOrDefault();
    }

    /// <summary>The same with the parts that the configuration names; null: all are taken.</summary>
    public static DeviceSettings ForParts(DeviceKind kind, IReadOnlyList<string>? parts, params (string Option, object Value)[] values) =>
        new(Fitting(kind.Options, values, kind.Name)) { Parts = parts ?? [], AllowsOtherParts = parts is null };

    private static Dictionary<string, object?> Fitting(IReadOnlyList<DeviceOption> options, (string Option, object Value)[] values, string where)
    {
        var bound = Bind(options, values, where);
        Assert.All(options, option => Assert.Null(option.Misfit?.Invoke(new DeviceSettings(bound))));
        return bound;
    }

    private static Dictionary<string, object?> Bind(IReadOnlyList<DeviceOption> options, (string Option, object Value)[] values, string where)
    {
        var bound = options.ToDictionary(option => option.Name, option => option.Type == OptionType.Table ? new List<DeviceSettings>() : option.Default, StringComparer.Ordinal);
        foreach (var (option, value) in values)
        {
            var declared = options.SingleOrDefault(o => o.Name == option)
                ?? throw new ArgumentException($"{where} has no option '{option}'.", nameof(values));
            Assert.IsType(ClrType(declared.Type), value);
            Assert.Null(value is string text ? declared.ObjectionTo(text) : null);
            bound[option] = value is (string, object)[][] rows ? rows.Select(row => new DeviceSettings(Fitting(declared.Fields, row, option))).ToList() : value;
        }

        Assert.All(options, option => Assert.False(option.Required && bound[option.Name] is null, $"{where} needs '{option.Name}'."));
        return bound;
    }

    internal static Type ClrType(OptionType type) => type switch
    {
        OptionType.Text or OptionType.Login => typeof(string),
        OptionType.Integer => typeof(long),
        OptionType.Number => typeof(double),
        OptionType.Flag => typeof(bool),
        OptionType.Duration => typeof(TimeSpan),
        OptionType.Table => typeof((string, object)[][]),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
