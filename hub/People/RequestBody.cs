using System.Text.Json;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.People;

/// <summary>The JSON that a request brought, or what is wrong with it: with the place, as the framework's own answer does not say.</summary>
/// <param name="Value">Null when it cannot be used.</param>
/// <param name="Problem">Why.</param>
internal sealed record RequestBody<T>(T? Value, Refusal? Problem)
    where T : class
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>Of the answer that tells the problem.</summary>
    public int Status { get; init; } = StatusCodes.Status400BadRequest;

    /// <summary>Binds a parameter of an endpoint.</summary>
    public static async ValueTask<RequestBody<T>?> BindAsync(HttpContext context) => await ReadAsync(context);

    public static async ValueTask<RequestBody<T>> ReadAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            return document.RootElement.ValueKind != JsonValueKind.Object ? new RequestBody<T>(null, ApiRefusals.NoObject)
                : NullIn(document.RootElement, "$") is { } place ? new RequestBody<T>(null, ApiRefusals.NullAt(place))
                : new RequestBody<T>(document.Deserialize<T>(Options), null);
        }
        catch (JsonException e)
        {
            return new RequestBody<T>(null, JsonBody.RefusalOf(e));
        }
        catch (BadHttpRequestException e)
        {
            return new RequestBody<T>(null, JsonBody.RefusalOf(e)) { Status = e.StatusCode };
        }
    }

    /// <summary>Where a list has null among its elements: no list here may.</summary>
    private static string? NullIn(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(property => NullIn(property.Value, $"{path}.{property.Name}")).FirstOrDefault(place => place is not null),
        JsonValueKind.Array => element.EnumerateArray()
            .Select((one, index) => one.ValueKind == JsonValueKind.Null ? $"{path}[{index}]" : NullIn(one, $"{path}[{index}]"))
            .FirstOrDefault(place => place is not null),
        _ => null,
    };
}
