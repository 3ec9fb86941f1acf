using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.Wording;

/// <summary>
/// How a phrase is kept: as a string where both languages say the same, as people's own words do, and what is said in
/// <see cref="Phrase.Only"/> one; as <c>{"en": …, "zh": …}</c> where they differ.
/// </summary>
internal sealed class PhraseJson : JsonConverter<Phrase>
{
    public override Phrase Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Phrase.Same(reader.GetString()!)
        : JsonElement.ParseValue(ref reader) is { ValueKind: JsonValueKind.Object } both ? new Phrase(Side(both, "en"), Side(both, "zh"))
        : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Phrase value, JsonSerializerOptions options)
    {
        if (value.En == value.Zh)
        {
            writer.WriteStringValue(value.En);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("en", value.En);
        writer.WriteString("zh", value.Zh);
        writer.WriteEndObject();
    }

    private static string Side(JsonElement both, string language) =>
        both.TryGetProperty(language, out var side) && side.ValueKind == JsonValueKind.String ? side.GetString()! : throw new JsonException();
}

/// <summary>What people say, who say it in one language: a string, and nothing else.</summary>
internal sealed class PeoplesWords : JsonConverter<Phrase>
{
    public override Phrase Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Phrase.Same(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Phrase value, JsonSerializerOptions options) => writer.WriteStringValue(value.En);
}
