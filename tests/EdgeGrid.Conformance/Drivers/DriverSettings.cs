using EdgeGrid.Devices;

namespace EdgeGrid.Conformance.Drivers;

/// <summary>Settings of a driver as the configuration would bind them: what is not given has its default.</summary>
public static class DriverSettings
{
    /// <param name="kind">Of the driver.</param>
    /// <param name="values">string, long, double, bool or TimeSpan, by the option's type.</param>
    public static DeviceSettings For(DeviceKind kind, params (string Option, object Value)[] values) => new(Bind(kind, values));

    /// <summary>The same with the parts that the configuration names; null: all are taken.</summary>
    public static DeviceSettings ForParts(DeviceKind kind, IReadOnlyList<string>? parts, params (string Option, object Value)[] values) =>
        new(Bind(kind, values)) { Parts = parts ?? [], AllowsOtherParts = parts is null };

    private static Dictionary<string, object?> Bind(DeviceKind kind, (string Option, object Value)[] values)
    {
        var bound = kind.Options.ToDictionary(option => option.Name, option => option.Default, StringComparer.Ordinal);
        foreach (var (option, value) in values)
        {
            var declared = kind.Options.SingleOrDefault(o => o.Name == option)
                ?? throw new ArgumentException($"{kind.Name} has no option '{option}'.", nameof(values));
            Assert.IsType(ClrType(declared.Type), value);
            bound[option] = value;
        }

        Assert.All(kind.Options, option => Assert.False(option.Required && bound[option.Name] is null, $"{kind.Name} needs '{option.Name}'."));
        return bound;
    }

    internal static Type ClrType(OptionType type) => type switch
    {
        OptionType.Text or OptionType.Login => typeof(string),
        OptionType.Integer => typeof(long),
        OptionType.Number => typeof(double),
        OptionType.Flag => typeof(bool),
        OptionType.Duration => typeof(TimeSpan),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
