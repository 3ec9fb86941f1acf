using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGrid.Contracts;

/// <summary>
/// A gateway's name on the wire: 1 to 64 of <c>a–z 0–9 -</c>, beginning with a letter or digit,
/// and neither <c>hub</c> nor <c>cases</c>, which are topics of their own.
/// </summary>
[JsonConverter(typeof(GatewayIdJsonConverter))]
public readonly record struct GatewayId
{
    /// <summary>What an operator is told when a name does not fit.</summary>
    public const string Rule = "1 to 64 of a-z, 0-9 and '-', beginning with a letter or digit; 'hub' and 'cases' are taken";

    private readonly string? _value;

    private GatewayId(string value) => _value = value;

    /// <summary>Takes a name that follows <see cref="Rule"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GatewayId id)
    {
        id = default;
        if (text is null or "hub" or "cases" or { Length: 0 or > 64 } || text[0] == '-')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                return false;
            }
        }

        id = new GatewayId(text);
        return true;
    }

    /// <summary>Takes a name that follows <see cref="Rule"/>.</summary>
    /// <exception cref="FormatException">It does not.</exception>
    public static GatewayId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no gateway id: {Rule}.");

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";
}

internal sealed class GatewayIdJsonConverter : JsonConverter<GatewayId>
{
    public override GatewayId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        GatewayId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException($"No gateway id: {GatewayId.Rule}.");

    public override void Write(Utf8JsonWriter writer, GatewayId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
