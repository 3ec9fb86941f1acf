using System.Globalization;
using System.Text;
using EdgeGrid.Hub.Cases;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EdgeGrid.Hub.Api;

/// <summary>Says in the OpenAPI document what the code reads by hand: headers, bodies, what a command takes; and gives each operation a name.</summary>
internal static class OpenApiManners
{
    private const string Key = "IdempotencyKey";
    private const string Version = "IfMatch";
    private const string LastEvent = "LastEventId";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            foreach (var server in document.Servers ?? [])
            {
                // Paths begin with the stroke.
                server.Url = server.Url?.TrimEnd('/');
            }

            document.Components ??= new OpenApiComponents();
            document.Components.Parameters ??= new Dictionary<string, IOpenApiParameter>();
            document.Components.Parameters[Key] = Header(Idempotency.Header, "1 to 128 visible ASCII characters: sent again with the same key within a day, the change is made once and answered as before.");
            document.Components.Parameters[Version] = Header("If-Match", "The version that was read, as the ETag told it, like \"12\": when it is no longer that, the change is not made (412).");
            document.Components.Parameters[LastEvent] = Header(EventStream.LastEventHeader, "The id of the last event that arrived: the stream goes on after it. 0 begins with the first there is.");
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var (method, path) = (context.Description.HttpMethod ?? "GET", context.Description.RelativePath ?? "");
            operation.OperationId = NameOf(method, path);
            if (HttpMethods.IsPost(method) && path.StartsWith(ApiEndpoints.Root[1..], StringComparison.Ordinal))
            {
                Add(operation, context, Key);
            }

            if (Streams.Is("/" + path))
            {
                Add(operation, context, LastEvent);
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonPropertyInfo is null && context.JsonTypeInfo.Type is { IsAbstract: false } type && type.IsAssignableTo(typeof(CaseCommand)))
            {
                schema.Required = CaseBodies.Required(type).ToHashSet(StringComparer.Ordinal);
                schema.AdditionalPropertiesAllowed = false;
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>It reads <c>If-Match</c>.</summary>
    public static TBuilder TakesVersion<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            Add(operation, context, Version);
            return Task.CompletedTask;
        });

    /// <summary>It reads its body by hand: JSON or a form of that shape.</summary>
    public static TBuilder TakesBody<TBuilder>(this TBuilder endpoint, Type shape, params IReadOnlyList<string> mediaTypes)
        where TBuilder : IEndpointConventionBuilder => endpoint.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
            SetBody(operation, await context.GetOrCreateSchemaAsync(shape, null, cancellationToken), mediaTypes));

    /// <summary>It reads its body by hand, byte by byte.</summary>
    public static TBuilder TakesBytes<TBuilder>(this TBuilder endpoint, params IReadOnlyList<string> mediaTypes)
        where TBuilder : IEndpointConventionBuilder => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            SetBody(operation, new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }, mediaTypes);
            return Task.CompletedTask;
        });

    private static void SetBody(OpenApiOperation operation, IOpenApiSchema schema, IReadOnlyList<string> mediaTypes) => operation.RequestBody = new OpenApiRequestBody
    {
        Required = true,
        Content = mediaTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = schema }),
    };

    private static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context, string parameter)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameterReference(parameter, context.Document));
    }

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    /// <summary><c>getCasesById</c>: method and path, which no two operations share.</summary>
    private static string NameOf(string method, string path)
    {
        var name = new StringBuilder(method.ToLowerInvariant());
        var begins = true;
        foreach (var letter in path.StartsWith(ApiEndpoints.Root[1..], StringComparison.Ordinal) ? path[(ApiEndpoints.Root.Length - 1)..] : path)
        {
            if (letter == '{')
            {
                name.Append("By");
            }

            if (!char.IsAsciiLetterOrDigit(letter))
            {
                begins = true;
                continue;
            }

            name.Append(begins ? char.ToUpper(letter, CultureInfo.InvariantCulture) : letter);
            begins = false;
        }

        return name.ToString();
    }
}
