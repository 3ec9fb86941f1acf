using System.Collections.Frozen;
using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// The title that the hub gives a case by itself: what its alerts are about, and where. Events, notices and rows have it in
/// English; whoever reads Chinese has it read back into Chinese. A title in people's own words stays as they wrote it.
/// </summary>
internal static class CaseTitle
{
    private const string Between = " · ";

    private const string ManyGateways = "many gateways at once";

    private static readonly FrozenDictionary<string, Phrase> Kinds =
        Enum.GetValues<AlertKind>().Select(kind => Glossary.Of(kind)).ToFrozenDictionary(kind => kind.En, StringComparer.OrdinalIgnoreCase);

    /// <summary>«Combustible gas, smoke · Heping Road 18».</summary>
    public static string Of(IEnumerable<AlertKind> kinds, string place) =>
        $"{string.Join(", ", kinds.Distinct().Select((kind, i) => i == 0 ? Glossary.Of(kind).En : Glossary.Of(kind).Later().En))}{Between}{place}";

    /// <summary>«Combustible gas · Heping Road 18» and smoke make «Combustible gas, smoke · Heping Road 18».</summary>
    public static string With(string title, AlertKind kind)
    {
        var cut = title.IndexOf(Between, StringComparison.Ordinal);
        var kinds = title[..cut];
        var words = Glossary.Of(kind);
        return kinds.Contains(words.En, StringComparison.OrdinalIgnoreCase) ? title : $"{kinds}, {words.Later()}{title[cut..]}";
    }

    /// <summary>In place of the place of a storm, which is of many.</summary>
    /// <param name="gateways">So many there were when it was filed; more may have followed.</param>
    public static Phrase StormPlace(int gateways) => gateways == 0
        ? new Phrase(ManyGateways, "多个网关同时")
        : new Phrase($"at least {gateways} gateways at once", $"至少{gateways}个网关同时");

    /// <summary>A place as the hub has it, which may be that of a storm.</summary>
    public static Phrase Place(string place) =>
        place == ManyGateways ? StormPlace(0)
        : place.Split(' ') is ["at", "least", var number, "gateways", "at", "once"] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var gateways) ? StormPlace(gateways)
        : Phrase.Same(place);

    /// <summary>A title in both languages, if the hub made it.</summary>
    /// <param name="title">As the case has it.</param>
    /// <param name="place">Of the case.</param>
    /// <param name="kind">Of its first alert; null when people reported it: then the title is theirs.</param>
    public static Phrase Read(string title, string place, AlertKind? kind)
    {
        if (kind is null || !title.EndsWith($"{Between}{place}", StringComparison.Ordinal))
        {
            return Phrase.Same(title);
        }

        var about = title[..^(Between.Length + place.Length)].Split(", ").Select(words => Kinds.GetValueOrDefault(words)).ToList();
        return about.Contains(null) ? Phrase.Same(title) : new Phrase(title, $"{Phrase.List(about!)}{Between}{Place(place)}");
    }
}
