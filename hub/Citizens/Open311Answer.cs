using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Citizens;

/// <summary>Something that went wrong, as GeoReport v2 tells it.</summary>
/// <param name="Code">A status of HTTP.</param>
/// <param name="Description">In words.</param>
internal sealed record Open311Error(int Code, Phrase Description)
{
    public static Open311Error NoService(string code) =>
        new(StatusCodes.Status404NotFound, new($"service_code {code} was not found: services.xml lists them.", $"没有service_code {code}:可用的见services.xml。"));
}

/// <summary>Many of one kind: in XML elements of that name, in JSON an array.</summary>
/// <param name="Item">What each is called in XML.</param>
/// <param name="Items">Texts, or records: lists of names and values.</param>
internal sealed record Open311List(string Item, IEnumerable<object> Items);

/// <summary>
/// An answer of GeoReport v2, in XML or in JSON as the path's ending says; JSON follows from XML as its Spark convention has it.
/// </summary>
/// <param name="root">The outermost element of XML; JSON has no name for it.</param>
/// <param name="body">A list or a record. A value in it is one of these, a text, a phrase in the language that is asked for, a number, a truth or nothing.</param>
/// <param name="status">Of HTTP.</param>
internal sealed class Open311Answer(string root, object body, int status = StatusCodes.Status200OK) : IResult
{
    public static Open311Answer Problem(params IReadOnlyList<Open311Error> errors) => new(
        "errors",
        new Open311List("error", errors.Select(error => new (string, object?)[] { ("code", error.Code), ("description", error.Description) })),
        errors.Max(error => error.Code));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;

        // What is in neither form is answered in the one that every server of the standard must have.
        var json = httpContext.Request.Path.Value?.EndsWith(".json", StringComparison.Ordinal) == true;
        response.ContentType = json ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";
        var language = Languages.Settle(httpContext);
        await response.BodyWriter.WriteAsync(json ? Json(language) : Xml(language), httpContext.RequestAborted);
    }

    private byte[] Json(Language language)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, body, language);
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value, Language language)
    {
        switch (value)
        {
            case Open311List list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item, language);
                }

                writer.WriteEndArray();
                break;
            case IReadOnlyList<(string Name, object? Value)> record:
                writer.WriteStartObject();
                foreach (var (name, inner) in record)
                {
                    writer.WritePropertyName(name);
                    Write(writer, inner, language);
                }

                writer.WriteEndObject();
                break;
            case Phrase phrase:
                writer.WriteStringValue(phrase.In(language));
                break;
            default:
                JsonSerializer.Serialize(writer, value);
                break;
        }
    }

    private byte[] Xml(Language language)
    {
        var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            Element(root, body, language).Save(writer);
        }

        return buffer.ToArray();
    }

    private static XElement Element(string name, object? value, Language language) => value switch
    {
        Open311List list => new XElement(name, list.Items.Select(item => Element(list.Item, item, language))),
        IReadOnlyList<(string Name, object? Value)> record => new XElement(name, record.Select(field => Element(field.Name, field.Value, language))),
        Phrase phrase => new XElement(name, TextForXml.Carried(phrase.In(language))),
        string text => new XElement(name, TextForXml.Carried(text)),
        _ => new XElement(name, value),
    };
}
