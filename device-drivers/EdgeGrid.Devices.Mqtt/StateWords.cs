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

    /// <summary>Of words with commas between them.</summary>
    /// <param name="active">That it is so.</param>
    /// <param name="rest">That it is not: words, or a * for all others; null for the opposites.</param>
    /// <param name="without">The word that has no opposite, when there is none.</param>
    public static StateWords? Make(string active, string? rest, out string without)
    {
        var words = Split(active);
        without = "";
        if (rest is not null)
        {
            return new StateWords(words, Split(rest));
        }

        var opposites = new List<string>();
        foreach (var word in words)
        {
            if (OppositeOf(word) is not { } opposite)
            {
                without = word;
                return null;
            }

            opposites.Add(opposite);
        }

        return new StateWords(words, [.. opposites]);
    }

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
