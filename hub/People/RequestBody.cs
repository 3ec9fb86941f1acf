using System.Text.Json;

namespace EdgeGrid.Hub.People;

/// <summary>The JSON that a request brought, or what is wrong with it: with the place, as the framework's own answer does not say.</summary>
/// <param name="Value">Null when it cannot be used.</param>
/// <param name="Problem">Why.</param>
internal sealed record RequestBody<T>(T? Value, string? Problem)
    where T : class
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Binds a parameter of an endpoint.</summary>
    public static async ValueTask<RequestBody<T>?> BindAsync(HttpContext context)
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Options, context.RequestAborted);
            return value is null ? new RequestBody<T>(null, "The body is null; it must be a JSON object.") : new RequestBody<T>(value, null);
        }
        catch (JsonException e)
        {
            return new RequestBody<T>(null, $"The body cannot be used: {e.Message}");
        }
    }
}
