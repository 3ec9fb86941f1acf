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

/// <summary>
/// An answer of GeoReport v2: a list of flat records, in XML or in JSON as the path's ending says. A record is a list of
/// names and values; a value is a text, a number, a truth, a phrase
/// in the language that is asked for, or nothing.
/// </summary>
internal sealed class Open311Answer(string list, string item, IEnumerable<IReadOnlyList<(string Name, object? Value)>> records, int status = StatusCodes.Status200OK) : IResult
{
    public static Open311Answer Problem(params IReadOnlyList<Open311Error> errors) => new(
        "errors",
        "error",
        errors.Select(error => new (string, object?)[] { ("code", error.Code), ("description", error.Description) }),
        errors.Max(error => error.Code));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        var said = InOneLanguage(httpContext);

        // What is in neither form is answered in the one that every server of the standard must have.
        var json = httpContext.Request.Path.Value?.EndsWith(".json", StringComparison.Ordinal) == true;
        response.ContentType = json ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";
        await response.BodyWriter.WriteAsync(json ? Json(said) : Xml(said), httpContext.RequestAborted);
    }

    private List<List<(string Name, object? Value)>> InOneLanguage(HttpContext context)
    {
        var language = Languages.WantedBy(context.Request);
        var said = records.Select(record => record.Select(field => (field.Name, field.Value is Phrase phrase ? phrase.In(language) : field.Value)).ToList()).ToList();
        if (records.Any(record => record.Any(field => field.Value is Phrase)))
        {
            Languages.Settle(context);
        }

        return said;
    }

    private static byte[] Json(List<List<(string Name, object? Value)>> said)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var record in said)
            {
                writer.WriteStartObject();
                foreach (var (name, value) in record)
                {
                    writer.WritePropertyName(name);
                    JsonSerializer.Serialize(writer, value);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private byte[] Xml(List<List<(string Name, object? Value)>> said)
    {
        var document = new XElement(list, said.Select(record => new XElement(item, record.Select(field => new XElement(field.Name, field.Value is string text ? TextForXml.Carried(text) : field.Value)))));
        var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            document.Save(writer);
        }

        return buffer.ToArray();
    }
}
