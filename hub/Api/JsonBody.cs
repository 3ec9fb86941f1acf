using System.Text.Json;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeGrid.Hub.Api;

/// <summary>Reads a body of JSON, and says in words what is wrong with one that is none.</summary>
internal static class JsonBody
{
    /// <summary>The body, or the answer to it. No body at all is an empty object.</summary>
    public static async Task<(JsonElement Body, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.ContentLength == 0)
            {
                return (JsonElement.Parse("{}"), null);
            }

            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException e)
        {
            return (default, RefusalOf(e).Answer(StatusCodes.Status400BadRequest));
        }
        catch (BadHttpRequestException e)
        {
            return (default, RefusalOf(e).Answer(e.StatusCode));
        }
    }

    /// <summary>The reader's own words name types of this program, which say nothing to anyone else: the place does.</summary>
    public static Refusal RefusalOf(JsonException e) => e switch
    {
        { Path: { Length: > 2 } path } => ApiRefusals.BadField(path[2..]),
        { Message: var message } when message.Contains("missing required", StringComparison.Ordinal) => ApiRefusals.FieldsMissing(Names(message)),
        { InnerException: JsonException or null, LineNumber: { } line } when e.Path is null or "$" => ApiRefusals.NoJson(line + 1),
        _ => ApiRefusals.BadBody,
    };

    /// <summary>Larger than the server takes, or cut short.</summary>
    public static Refusal RefusalOf(BadHttpRequestException e) =>
        e.StatusCode == StatusCodes.Status413PayloadTooLarge ? ApiRefusals.TooLarge : ApiRefusals.CutShort;

    /// <summary>«a», «b».</summary>
    private static string Names(string message) =>
        string.Join(", ", message[(message.LastIndexOf(':') + 1)..].Split('\'').Where((_, place) => place % 2 == 1).Select(name => $"«{name}»"));
}
