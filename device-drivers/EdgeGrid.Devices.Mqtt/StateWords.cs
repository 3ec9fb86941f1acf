namespace EdgeGrid.Devices.Mqtt;

/// <summary>
/// Which words mean that something is so, and which that it is not. A word of neither is a fault: a sensor that says
/// "unavailable" has not said that there is no smoke.
/// </summary>
internal sealed class StateWords
{
    private const string Anything = "*";

    private static readonly (string Word, string Opposite)[] Opposites =
        [("true", "false"), ("on", "off"), ("1", "0"), ("open", "closed"), ("yes", "no"), ("online", "offline")];

    private readonly string[] _active;
    private readonly string[] _rest;

    private StateWords(string[] active, string[] rest) => (_active, _rest) = (active, rest);

    /// <summary>What is wrong with words; null when nothing is.</summary>
    public static string? Objection(string words) => Split(words).Length > 0 ? null : "there is no word in it";

    /// <summary>Of words with commas between them.</summary>
    /// <param name="active">That it is so.</param>
    /// <param name="rest">That it is not: words, or a * for all others; null for the opposites.</param>
    public static StateWords Make(string active, string? rest)
    {
        var words = Split(active);
        return rest is null
            ? new StateWords(words, [.. words.Select(OppositeOf).OfType<string>()]) { WithoutOpposite = Array.Find(words, word => OppositeOf(word) is null) }
            : new StateWords(words, Split(rest));
    }

    /// <summary>Of which nobody has said what the opposite is; null when there is none.</summary>
    public string? WithoutOpposite { get; private init; }

    /// <summary>A word that means both; null when there is none.</summary>
    public string? Ambiguous => Array.Find(_active, word => Has(_rest, word));

    /// <summary>Whatever else is said means that it is not so.</summary>
    public bool TakesAnything => Has(_rest, Anything);

    /// <summary>True or false; null for a word of neither.</summary>
    public bool? Means(string word) =>
        Has(_active, word) ? true
        : TakesAnything || Has(_rest, word) ? false
        : null;

    private static bool Has(string[] words, string word) => Array.Exists(words, one => string.Equals(one, word, StringComparison.OrdinalIgnoreCase));

    private static string? OppositeOf(string word)
    {
        foreach (var (one, other) in Opposites)
        {
            if (string.Equals(one, word, StringComparison.OrdinalIgnoreCase))
            {
                return other;
            }

            if (string.Equals(other, word, StringComparison.OrdinalIgnoreCase))
            {
                return one;
            }
        }

        return null;
    }

    private static string[] Split(string words) => words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
