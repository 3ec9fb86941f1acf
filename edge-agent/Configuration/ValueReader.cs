using System.Globalization;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads single values, each null and reported when it is of a wrong type. A value out of range is reported and comes back.</summary>
internal sealed class ValueReader(ProblemList problems)
{
    public string? Text(ConfigurationNode value)
    {
        if (value.Kind == NodeKind.Text)
        {
            return value.Text;
        }

        WrongType(value, "a text", "Write a text in double quotes.");
        return null;
    }

    public bool? Flag(ConfigurationNode value)
    {
        if (value.Kind == NodeKind.Flag)
        {
            return value.Flag;
        }

        WrongType(value, "true or false", "Write true or false, without quotes.");
        return null;
    }

    public double? Number(ConfigurationNode value, double? min = null, double? max = null)
    {
        if (value.Kind != NodeKind.Number)
        {
            WrongType(value, "a number", "Write a number, without quotes.");
            return null;
        }

        CheckRange(value, value.Number, (min, max), Plain);
        return value.Number;
    }

    public long? Integer(ConfigurationNode value, double? min = null, double? max = null)
    {
        long number;
        if (value.Kind == NodeKind.Number && Math.Abs(value.Number) < 1e15 && Math.Floor(value.Number) == value.Number)
        {
            number = (long)value.Number;
        }
        else if (value.Kind != NodeKind.Text || !Words.TryParseInteger(value.Text, out number))
        {
            WrongType(value, "a whole number", "Write a whole number, or a hexadecimal one in quotes, like \"0x48\".");
            return null;
        }

        // Drivers read 32 bits.
        var hexadecimal = value.Kind == NodeKind.Text && value.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        CheckRange(value, number, (min ?? int.MinValue, max ?? int.MaxValue), limit => hexadecimal ? $"0x{(long)limit:X2}" : Plain(limit));
        return number;
    }

    /// <summary>Limits are in seconds.</summary>
    public TimeSpan? Duration(ConfigurationNode value, double? min, double? max)
    {
        const string remedy = "Write a number with its unit, like \"250ms\", \"5s\", \"2m\" or \"1h\".";
        if (value.Kind != NodeKind.Text)
        {
            WrongType(value, "a duration", remedy);
            return null;
        }

        if (!Words.TryParseDuration(value.Text, out var duration))
        {
            problems.Add(value.Place, $"\"{value.Text}\" is no duration.", remedy);
            return null;
        }

        CheckRange(value, duration.TotalSeconds, (min, max), Words.Duration);
        return duration;
    }

    public TimeOnly? Time(ConfigurationNode value)
    {
        if (value.Kind == NodeKind.Text
            && TimeOnly.TryParseExact(value.Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        WrongType(value, "a time of day", "Write it like \"21:00\", from \"00:00\" to \"23:59\".");
        return null;
    }

    public T? Choice<T>(ConfigurationNode value, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Text(value) is not { } text)
        {
            return null;
        }

        if (words.TryGetValue(text, out var found))
        {
            return found;
        }

        var meant = Spelling.Nearest(text, words.Keys);
        problems.Add(
            value.Place,
            $"\"{text}\" is not known here.",
            (meant is not null ? $"Did you mean \"{meant}\"? " : "") + $"Write {Words.Choices(words.Keys)}.");
        return null;
    }

    public void WrongType(ConfigurationNode value, string wanted, string remedy) =>
        problems.Add(value.Place, $"Here stands {value.Describe()}, where {wanted} belongs.", remedy);

    private void CheckRange(ConfigurationNode value, double number, (double? Min, double? Max) limits, Func<double, string> show)
    {
        if (number >= (limits.Min ?? double.MinValue) && number <= (limits.Max ?? double.MaxValue))
        {
            return;
        }

        problems.Add(
            value.Place,
            $"{show(number)} is out of range.",
            limits switch
            {
                ({ } min, { } max) => $"It may be from {show(min)} to {show(max)}.",
                ({ } min, null) => $"It may be {show(min)} or more.",
                _ => $"It may be {show(limits.Max!.Value)} or less.",
            });
    }

    private static string Plain(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
