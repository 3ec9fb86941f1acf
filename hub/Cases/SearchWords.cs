using System.Collections.Frozen;
using System.Text;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Cuts a text into what is looked up: whole words of letters and digits, in small letters; Chinese, which has no spaces,
/// into its pairs of characters.
/// </summary>
internal static class SearchWords
{
    private const int Most = 24;
    private const int Longest = 32;

    /// <summary>The different words of a text, at most <see cref="Most"/>.</summary>
    public static FrozenSet<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        Rune? before = null;
        foreach (var rune in text.EnumerateRunes().Select(Narrow))
        {
            if (IsHan(rune))
            {
                End(words, word);
                if (before is { } first)
                {
                    words.Add($"{first}{rune}");
                }

                before = rune;
                continue;
            }

            before = null;
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
            else
            {
                End(words, word);
            }
        }

        End(words, word);
        return words.Distinct(StringComparer.Ordinal).Take(Most).ToFrozenSet(StringComparer.Ordinal);
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString(0, Math.Min(word.Length, Longest)));
            word.Clear();
        }
    }

    /// <summary>Letters and digits as wide as a Chinese character (U+FF01 to U+FF5E) are the ASCII ones. By hand: a hub without ICU has no form KC.</summary>
    private static Rune Narrow(Rune rune) => rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune;

    /// <summary>CJK unified ideographs with extension A, and the supplementary ideographic plane.</summary>
    private static bool IsHan(Rune rune) => rune.Value is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x2FA1F);
}
