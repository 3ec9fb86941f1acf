using System.Text.RegularExpressions;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Tests.Wording;

/// <summary>What the hub says in English and in Chinese, held against each other.</summary>
internal static partial class BothLanguages
{
    /// <summary>As many lines, no Chinese in the English ones, some in each of the others, and the same numbers in both.</summary>
    public static void SayTheSame(IEnumerable<string?> english, IEnumerable<string?> chinese)
    {
        var (en, zh) = (english.ToList(), chinese.ToList());
        Assert.Equal(en.Count, zh.Count);
        Assert.NotEmpty(en);
        foreach (var (left, right) in en.Zip(zh))
        {
            Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", left);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", right);
            Assert.Equal(Numbers(left), Numbers(right));
        }
    }

    /// <inheritdoc cref="SayTheSame(IEnumerable{string}, IEnumerable{string})"/>
    public static void SayTheSame(params IReadOnlyList<Phrase?> phrases)
    {
        foreach (var phrase in phrases.OfType<Phrase>())
        {
            SayTheSame([phrase.En], [phrase.Zh]);
        }
    }

    /// <summary>The answer to the same question for who reads Chinese.</summary>
    public static async Task<T> InChineseAsync<T>(this HttpClient http, Func<Task<T>> ask)
    {
        http.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        try
        {
            return await ask();
        }
        finally
        {
            http.DefaultRequestHeaders.Remove("Accept-Language");
        }
    }

    private static IEnumerable<string> Numbers(string? text) => Number().Matches(text ?? "").Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\d+", RegexOptions.None, 5000)]
    private static partial Regex Number();
}
