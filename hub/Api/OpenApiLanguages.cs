using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EdgeGrid.Hub.Api;

/// <summary>Says in the OpenAPI document in which languages the hub answers, and what a refusal looks like.</summary>
internal static class OpenApiLanguages
{
    private const string Problem = "Problem";

    private const string Header = "AcceptLanguage";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Components ??= new OpenApiComponents();
            document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
            document.Components.Schemas[Problem] = ProblemSchema();
            document.Components.Parameters ??= new Dictionary<string, IOpenApiParameter>();
            document.Components.Parameters[Header] = new OpenApiParameter
            {
                Name = "Accept-Language",
                In = ParameterLocation.Header,
                Description = "zh or en, with q-values: the language of the hub's own words. Content-Language of the answer says which it is.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // How a phrase is written its converter knows alone: an answer says it in one language.
            if (context.JsonTypeInfo.Type == typeof(Phrase))
            {
                schema.Type = JsonSchemaType.String;
            }
            else if (context.JsonTypeInfo.ElementType == typeof(Phrase))
            {
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameterReference(Header, context.Document));
            operation.Responses ??= [];
            operation.Responses["default"] = new OpenApiResponse
            {
                Description = "It was not done",
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, context.Document) } },
            };
            return Task.CompletedTask;
        });
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Problem details (RFC 9457)",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["title"] = Text("For people, in the language that is asked for"),
            ["detail"] = Text("Why, for people, in the language that is asked for"),
            ["code"] = Text("Why, for programs: it stays, however the words change"),
            ["field"] = Text("The field or parameter that it is about, where it is about one"),
            ["problems"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "Each reason, where there are several",
                Items = new OpenApiSchema(),
            },
            ["requestId"] = Text("Of the audit trail's entry"),
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
