using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.Rules;

/// <summary>How entries of a catalogue are written, in the store and in an export.</summary>
internal static class CatalogueJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // For people who read the file: Chinese as Chinese. It is never put into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static CalendarSpec Calendar(CatalogueRow row) => Read(row, CalendarReader.Read);

    public static Category Category(CatalogueRow row) => Read(row, CatalogueReader.Category);

    public static CaseRule Rule(CatalogueRow row) => Read(row, at =>
    {
        // Older versions say whether they are urgent, which the units of their limits say already.
        at.Has("urgent");
        return CatalogueReader.Rule(at);
    });

    private static T Read<T>(CatalogueRow row, Func<JsonPlace, T> read)
    {
        var problems = new List<DocumentProblem>();
        using var document = JsonDocument.Parse(row.Data);
        var entry = read(new JsonPlace(document.RootElement, row.Code, problems));
        return problems is [var first, ..]
            ? throw new InvalidOperationException($"Version {row.Version} of {row.Section} {row.Code} in the store cannot be read: {first.Place} {first.What}.")
            : entry;
    }
}
