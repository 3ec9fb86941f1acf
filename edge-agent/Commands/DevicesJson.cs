using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Commands;

/// <summary>Kinds of device as JSON: an array of <c>kind</c>, <c>summary</c>, <c>measures</c>, <c>options</c>. Durations are in seconds.</summary>
internal static class DevicesJson
{
    public static string Write(IReadOnlyList<DeviceKind> kinds)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var kind in kinds)
            {
                Write(writer, kind);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, DeviceKind kind)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, kind.Name);
        writer.WriteString("summary"u8, kind.Summary);
        writer.WriteStartArray("measures"u8);
        foreach (var quantity in kind.Measures)
        {
            writer.WriteStringValue(quantity.Name());
        }

        writer.WriteEndArray();
        if (kind.QuantityOption is { } chooses)
        {
            writer.WriteString("quantityOption"u8, chooses);
        }

        if (kind.Parts is { } parts)
        {
            writer.WriteString("parts"u8, parts.Word);
        }

        Write(writer, "options", kind.Options);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<DeviceOption> options)
    {
        writer.WriteStartArray(name);
        foreach (var option in options)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, option.Name);
            writer.WriteString("type"u8, option.Type.ToString().ToLowerInvariant());
            writer.WriteString("summary"u8, option.Summary);
            writer.WriteBoolean("required"u8, option.Required);
            Write(writer, "default"u8, option.Default);
            Write(writer, "min"u8, option.Min);
            Write(writer, "max"u8, option.Max);
            if (option.Word is { } word)
            {
                writer.WriteString("word"u8, word);
            }

            if (option.Choices is { } choices)
            {
                writer.WriteStartArray("choices"u8);
                foreach (var choice in choices)
                {
                    writer.WriteStringValue(choice);
                }

                writer.WriteEndArray();
            }

            if (option.Fields.Count > 0)
            {
                Write(writer, "fields", option.Fields);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case TimeSpan duration:
                writer.WriteNumber(name, duration.TotalSeconds);
                break;
            case string text:
                writer.WriteString(name, text);
                break;
            default:
                writer.WriteNumber(name, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
