using System.Text.Json;
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
            var where = e.LineNumber is { } line ? FormattableString.Invariant($", line {line + 1}") : "";
            return (default, TypedResults.Problem($"The body is no JSON{where}.", statusCode: StatusCodes.Status400BadRequest));
        }
        catch (BadHttpRequestException e)
        {
            return (default, TypedResults.Problem(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The body is larger than this takes." : "The body did not come whole.", statusCode: e.StatusCode));
        }
    }
}
