using System.Globalization;
using System.Text.Json;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Rules;

/// <summary>Something that is wrong with a document.</summary>
/// <param name="Place">Where: <c>rules[3].limits[0].unit</c>.</param>
/// <param name="What">What, and what would be right: goes on after the place.</param>
internal sealed record DocumentProblem(string Place, Phrase What)
{
    public DocumentProblem In(Language language) => this with { What = What.Only(language) };

    /// <summary>With its place, as it stands in a sentence.</summary>
    public Phrase InWords() => Place.Length == 0 ? What : new($"{Place} {What}", $"{Place}:{What}");
}

/// <summary>
/// A value of a document with its place. What is missing or wrong is put on the list, and reading goes on with a stand-in,
/// so that somebody who wrote a catalogue learns of every mistake at once.
/// </summary>
internal sealed class JsonPlace(JsonElement value, string place, List<DocumentProblem> problems)
{
    private static readonly Phrase Missing = new("is missing", "缺失");

    private readonly HashSet<string> _known = [];

    public string Place => place;

    public JsonElement Value => value;

    /// <summary>Puts a problem of this place on the list.</summary>
    public void Report(Phrase what) => problems.Add(new DocumentProblem(place, what));

    /// <summary>Puts a problem of a property on the list.</summary>
    public void Report(string name, Phrase what) => problems.Add(new DocumentProblem(At(name), what));

    /// <summary>A text; empty when it is missing.</summary>
    public string Text(string name)
    {
        if (Find(name) is not { } found)
        {
            Report(name, Missing);
            return "";
        }

        if (found.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(found.GetString()))
        {
            Report(name, new("has to be a text that is not empty", "须为非空文本"));
            return "";
        }

        return found.GetString()!;
    }

    /// <summary>A text that may be left out.</summary>
    public string? OptionalText(string name) => Find(name) is null ? null : Text(name);

    /// <summary>A number.</summary>
    public decimal Number(string name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetDecimal(out var number))
        {
            return number;
        }

        Report(name, Find(name) is null ? Missing : new("has to be a number", "须为数字"));
        return 0;
    }

    /// <summary>An instant that may be left out.</summary>
    public DateTimeOffset? OptionalInstant(string name)
    {
        if (OptionalText(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return at.ToUniversalTime();
        }

        Report(name, new($"'{text}' is no instant: write it as 2027-01-01T00:00:00Z", $"'{text}'不是时刻:请写作2027-01-01T00:00:00Z"));
        return null;
    }

    /// <summary>One of an enumeration's words.</summary>
    /// <param name="name">The property.</param>
    /// <param name="missing">What it is when it is left out; null when it may not be.</param>
    public T Word<T>(string name, T? missing = null)
        where T : struct, Enum
    {
        if (Find(name) is null && missing is { } standing)
        {
            return standing;
        }

        var words = Enum.GetValues<T>().ToDictionary(word => JsonSerializer.SerializeToElement(word).GetString()!);
        if (Text(name) is { Length: > 0 } text)
        {
            if (words.TryGetValue(text, out var word))
            {
                return word;
            }

            Report(name, new($"'{text}' is not known: one of {string.Join(", ", words.Keys)}", $"'{text}'无法识别:须为{string.Join('、', words.Keys)}之一"));
        }

        return default;
    }

    /// <summary>An object within.</summary>
    public JsonPlace? Object(string name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Object } found)
        {
            return new JsonPlace(found, At(name), problems);
        }

        Report(name, Find(name) is null ? Missing : new("has to be an object", "须为对象"));
        return null;
    }

    /// <summary>The entries of a list of objects; none when it is left out.</summary>
    public IEnumerable<JsonPlace> Objects(string name)
    {
        foreach (var entry in List(name))
        {
            if (entry.Value.ValueKind == JsonValueKind.Object)
            {
                yield return entry;
            }
            else
            {
                entry.Report(new("has to be an object", "须为对象"));
            }
        }
    }

    /// <summary>The entries of a list of texts, each with its place; none when it is left out.</summary>
    public IEnumerable<(string Text, JsonPlace At)> Texts(string name)
    {
        foreach (var entry in List(name))
        {
            if (entry.Value.ValueKind == JsonValueKind.String)
            {
                yield return (entry.Value.GetString()!, entry);
            }
            else
            {
                entry.Report(new("has to be a text", "须为文本"));
            }
        }
    }

    /// <summary>Properties that nobody has asked for are misspelt.</summary>
    public void NothingElse()
    {
        foreach (var property in value.EnumerateObject().Where(property => !_known.Contains(property.Name)))
        {
            Report(property.Name, new($"is not known here: {string.Join(", ", _known.Order())} are", $"在此处无法识别:可用{string.Join('、', _known.Order())}"));
        }
    }

    /// <summary>True when the property is there.</summary>
    public bool Has(string name) => Find(name) is not null;

    private IEnumerable<JsonPlace> List(string name)
    {
        var found = Find(name);
        if (found is { ValueKind: not JsonValueKind.Array })
        {
            Report(name, new("has to be a list", "须为列表"));
        }

        return found is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select((entry, index) => new JsonPlace(entry, $"{At(name)}[{index}]", problems))
            : [];
    }

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return value.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
    }

    private string At(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
