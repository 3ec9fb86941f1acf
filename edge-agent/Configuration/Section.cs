namespace EdgeGrid.Agent.Configuration;

/// <summary>
/// Reads the keys of one object. Each getter makes its key known and reports what is wrong with the value;
/// <see cref="Done"/> reports what is missing and what nobody asked for. What has a problem comes back as some harmless
/// value: reading goes on, so that all problems are found at once.
/// </summary>
internal sealed class Section(ConfigurationNode node, ProblemList problems)
{
    private readonly ValueReader _values = new(problems);
    private readonly List<string> _known = [];
    private readonly List<(string Key, string Meaning)> _missing = [];
    private readonly List<string> _forbidden = [];

    /// <summary>Of the whole configuration, so far.</summary>
    public int ProblemCount => problems.Count;

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Of the key's value, or of the whole object where the key is not set.</summary>
    public Place PlaceOf(string key) => Find(key)?.Place ?? node.Place;

    public void Problem(string key, string message, string remedy) => problems.Add(PlaceOf(key), message, remedy);

    /// <summary>A key that may not stand here, for a reason of its own.</summary>
    public void Forbid(string key, string message, string remedy)
    {
        _forbidden.Add(key);
        if (Has(key))
        {
            Problem(key, message, remedy);
        }
    }

    /// <summary>A text that must be there and not be blank.</summary>
    /// <param name="key">The key.</param>
    /// <param name="meaning">What to write, when it is missing.</param>
    public string Text(string key, string meaning) => Required(key, meaning) is { } value ? Filled(value, meaning) ?? "" : "";

    /// <summary>A text that may be missing, but not be blank.</summary>
    public string? OptionalText(string key) => Take(key) is { } value ? Filled(value, "something, or remove the key") : null;

    public double? OptionalNumber(string key, double? min = null, double? max = null) =>
        Take(key) is { } value ? _values.Number(value, min, max) : null;

    public double Number(string key, string meaning) =>
        Required(key, meaning) is { } value ? _values.Number(value) ?? 0 : 0;

    public long? OptionalInteger(string key, double? min = null, double? max = null) =>
        Take(key) is { } value ? _values.Integer(value, min, max) : null;

    public bool? OptionalFlag(string key) => Take(key) is { } value ? _values.Flag(value) : null;

    /// <summary>Limits are in seconds.</summary>
    public TimeSpan? OptionalDuration(string key, double? min = null, double? max = null) =>
        Take(key) is { } value ? _values.Duration(value, min, max) : null;

    public TimeOnly? OptionalTime(string key) => Take(key) is { } value ? _values.Time(value) : null;

    public T? OptionalChoice<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        Take(key) is { } value ? _values.Choice(value, words) : null;

    public T Choice<T>(string key, string meaning, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        Required(key, $"{meaning}: {Words.Choices(words.Keys)}") is { } value ? _values.Choice(value, words) ?? default : default;

    /// <summary>One of the words, as it stands.</summary>
    public string? OptionalWord(string key, IReadOnlyList<string> words) =>
        Take(key) is { } value && _values.Choice(value, words.Select((word, index) => (word, index)).ToDictionary()) is { } index ? words[index] : null;

    /// <summary>Whether exactly this word is set.</summary>
    public bool Says(string key, string word) => Take(key) is { Kind: NodeKind.Text } value && value.Text == word;

    /// <summary>Several of the words, at least one.</summary>
    public IReadOnlyList<T> Choices<T>(string key, string meaning, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        [.. List(key, $"{meaning}, a list of {Words.Choices(words.Keys)}", atLeast: 1).Select(item => _values.Choice(item, words) ?? default)];

    /// <summary>An object within.</summary>
    public Section? OptionalSection(string key) => Take(key) is { } value ? AsSection(value) : null;

    public Section? RequiredSection(string key, string meaning) => Required(key, meaning) is { } value ? AsSection(value) : null;

    /// <summary>The objects of a list; empty when it is not set.</summary>
    public IReadOnlyList<Section> Sections(string key, string? meaning = null, int atLeast = 0) =>
        [.. List(key, meaning, atLeast).Select(AsSection).OfType<Section>()];

    /// <summary>The items of a list; empty when it is not set. It must be set where <paramref name="meaning"/> says what belongs there.</summary>
    public IReadOnlyList<ConfigurationNode> List(string key, string? meaning = null, int atLeast = 0)
    {
        var value = meaning is null ? Take(key) : Required(key, meaning);
        if (value is null)
        {
            return [];
        }

        if (value.Kind != NodeKind.List)
        {
            _values.WrongType(value, "a list", "Write it in square brackets: [ … ].");
            return [];
        }

        if (value.Items.Count < atLeast)
        {
            problems.Add(value.Place, $"The list has {value.Items.Count} items; at least {atLeast} belong in it.", $"Write {meaning}.");
        }

        return value.Items;
    }

    /// <summary>Reports missing keys and unknown ones. A missing key that an unknown one was meant to be is told once.</summary>
    public void Done()
    {
        var unset = _known.Where(key => !Has(key)).ToList();
        foreach (var member in node.Members.Where(member => !_known.Contains(member.Name) && !_forbidden.Contains(member.Name)))
        {
            var meant = Spelling.Nearest(member.Name, unset) ?? Spelling.Nearest(member.Name, _known);
            _missing.RemoveAll(missing => missing.Key == meant);
            problems.Add(
                member.Place,
                $"There is no key \"{member.Name}\" here.",
                meant is not null ? $"Did you mean \"{meant}\"?" : $"Remove it. What can stand here: {string.Join(", ", _known)}.");
        }

        ReportMissing();
    }

    /// <summary>Reports missing keys alone, where nobody can say which others belong here.</summary>
    public void ReportMissing()
    {
        foreach (var (key, meaning) in _missing)
        {
            var path = node.Place.Path.Length == 0 ? key : $"{node.Place.Path}.{key}";
            problems.Add(node.Place with { Path = path }, $"\"{key}\" is missing.", $"Add \"{key}\": {meaning}.");
        }
    }

    private string? Filled(ConfigurationNode value, string meaning)
    {
        var text = _values.Text(value);
        if (text is null || !string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        problems.Add(value.Place, "The text is empty.", $"Write {meaning}.");
        return null;
    }

    private Section? AsSection(ConfigurationNode value)
    {
        if (value.Kind == NodeKind.Object)
        {
            return new Section(value, problems);
        }

        _values.WrongType(value, "an object", "Write it in braces: { … }.");
        return null;
    }

    /// <summary>Asks for a key that an optional getter reads.</summary>
    public void Require(string key, string meaning) => Required(key, meaning);

    private ConfigurationNode? Required(string key, string meaning)
    {
        var value = Take(key);
        if (value is null)
        {
            _missing.Add((key, meaning));
        }

        return value;
    }

    // null is as good as absent: it lets one switch a line off without removing it.
    private ConfigurationNode? Take(string key)
    {
        if (!_known.Contains(key))
        {
            _known.Add(key);
        }

        return Find(key) is { Kind: not NodeKind.Null } value ? value : null;
    }

    private ConfigurationNode? Find(string key) => node.Members.FirstOrDefault(member => member.Name == key)?.Value;
}
