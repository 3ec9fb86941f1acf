using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Wording;

/// <summary>
/// A text of the hub's own in English and in Chinese, written side by side: <c>new($"case {id} is {step}", $"案卷{id}处于{step}")</c>.
/// There is none in one language. What stands in a hole is said in the language around it: another phrase, a word of the
/// glossary for an enum; anything else as it is.
/// </summary>
[JsonConverter(typeof(PhraseJson))]
internal sealed record Phrase
{
    public Phrase(Sentence<English> en, Sentence<Chinese> zh) => (En, Zh) = (en.ToString(), zh.ToString());

    public string En { get; }

    public string Zh { get; }

    public string In(Language language) => language == Language.Chinese ? Zh : En;

    /// <summary>What an answer says, whose language is known: as JSON it is a string.</summary>
    public Phrase Only(Language language) => Same(In(language));

    /// <summary>Not the first word of a line: «smoke», but «SOS».</summary>
    public Phrase Later() => En.Length < 2 || char.IsUpper(En[1]) ? this : new Phrase(char.ToLowerInvariant(En[0]) + En[1..], Zh);

    /// <summary>What is said alike in both: a name, a word of the API.</summary>
    public static Phrase Same(string text) => new(text, text);

    /// <summary>«a, b», «a、b».</summary>
    public static Phrase List(IEnumerable<Phrase> phrases)
    {
        var all = phrases.ToList();
        return new Phrase(string.Join(", ", all.Select(one => one.En)), string.Join('、', all.Select(one => one.Zh)));
    }

    /// <summary>«a; b», «a;b»: or sentences, one after the other.</summary>
    public Phrase Then(Phrase next) => new($"{En}{(En.EndsWith('.') ? " " : "; ")}{next.En}", $"{Zh}{(Zh.EndsWith('。') ? "" : ";")}{next.Zh}");

    /// <summary>English: the log's language.</summary>
    public override string ToString() => En;
}

/// <summary>A language as a type, so that the compiler tells one side of a <see cref="Phrase"/> from the other.</summary>
internal interface ITongue
{
    static abstract Language Language { get; }
}

/// <summary>The left side of a <see cref="Phrase"/>.</summary>
internal readonly struct English : ITongue
{
    public static Language Language => Language.English;
}

/// <summary>The right side of a <see cref="Phrase"/>.</summary>
internal readonly struct Chinese : ITongue
{
    public static Language Language => Language.Chinese;
}

/// <summary>One side of a <see cref="Phrase"/>, as it is being written.</summary>
[InterpolatedStringHandler]
internal ref struct Sentence<TTongue>
    where TTongue : ITongue
{
    private DefaultInterpolatedStringHandler _text;
    private readonly string? _whole;

    public Sentence(int literalLength, int formattedCount) => _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount);

    private Sentence(string whole) => _whole = whole;

    public static implicit operator Sentence<TTongue>(string text) => new(text);

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted(Phrase? phrase) => _text.AppendLiteral(phrase?.In(TTongue.Language) ?? "");

    public void AppendFormatted(string? text) => _text.AppendFormatted(text);

    public void AppendFormatted<T>(T value, string? format = null)
    {
        if (value is Enum word)
        {
            AppendFormatted(Glossary.Of(word).Later());
        }
        else
        {
            _text.AppendFormatted(value, format);
        }
    }

    public override string ToString() => _whole ?? _text.ToStringAndClear();
}
