using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Gateways;

/// <summary>One thing that is wrong in a document, as the hub itself says it.</summary>
/// <param name="Path">Of the value; empty for the document as a whole.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record DocumentIssue(string Path, Phrase Message, Phrase Remedy)
{
    public ConfigurationIssue In(Language language) => new(Path, Message.In(language), Remedy.In(language));

    /// <summary>With its place, as it stands in a sentence.</summary>
    public Phrase InWords() => Path.Length == 0 ? Message : new($"{Path} {Message}", $"{Path}:{Message}");
}
