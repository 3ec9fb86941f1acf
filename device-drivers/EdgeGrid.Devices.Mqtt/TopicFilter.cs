namespace EdgeGrid.Devices.Mqtt;

/// <summary>A topic filter (MQTT 5, section 4.7), and who speaks on a topic that it takes: the levels in place of its wildcards.</summary>
internal sealed class TopicFilter
{
    private const string OneLevel = "+";
    private const string AllBelow = "#";

    // Brokers take longer ones; nobody's neighbours have them.
    private const int Longest = 256;

    private readonly string[] _levels;

    /// <param name="text">Has no <see cref="Objection"/>.</param>
    public TopicFilter(string text) => (Text, _levels) = (text, text.Split('/'));

    /// <summary>As it is subscribed to.</summary>
    public string Text { get; }

    /// <summary>It takes the topics of many neighbours.</summary>
    public bool HasWildcard => _levels.Any(level => level is OneLevel or AllBelow);

    /// <summary>What is wrong with a filter; null when nothing is.</summary>
    public static string? Objection(string text)
    {
        var levels = text.Split('/');
        return text switch
        {
            { Length: 0 or > Longest } => $"it has {text.Length} characters: 1 to {Longest} are allowed",
            _ when text.Contains('\0', StringComparison.Ordinal) => "it holds a character that no topic may have",
            _ when Array.Exists(levels, level => level.Contains('+', StringComparison.Ordinal) && level != OneLevel) => "a + stands for a whole level: zigbee2mqtt/+",
            _ when text.Contains('#', StringComparison.Ordinal) && (levels[^1] != AllBelow || text.IndexOf('#', StringComparison.Ordinal) < text.Length - 1) =>
                "a # stands for all levels below, at the end: zigbee2mqtt/#",
            _ => null,
        };
    }

    /// <summary>Whether it takes the topic.</summary>
    /// <param name="topic">Of a message.</param>
    /// <param name="speaker">What stands in place of the wildcards, with a point for a slash; empty for a filter without.</param>
    public bool Takes(string topic, out string speaker)
    {
        speaker = "";
        var left = topic.AsSpan();
        for (var i = 0; i < _levels.Length; i++)
        {
            if (_levels[i] == AllBelow)
            {
                // The level above is taken, too: there is nothing left of it.
                speaker = Join(speaker, left.StartsWith("/", StringComparison.Ordinal) && i > 0 ? left[1..] : left);
                return true;
            }

            if (i > 0)
            {
                if (left.IsEmpty)
                {
                    return false;
                }

                left = left[1..];
            }

            var end = left.IndexOf('/');
            var level = end < 0 ? left : left[..end];
            left = left[level.Length..];
            if (_levels[i] == OneLevel)
            {
                speaker = Join(speaker, level);
            }
            else if (!level.SequenceEqual(_levels[i]))
            {
                return false;
            }
        }

        return left.IsEmpty;
    }

    private static string Join(string before, ReadOnlySpan<char> level) =>
        level.IsEmpty ? before : $"{before}{(before.Length > 0 ? "." : "")}{level}".Replace('/', '.');
}
