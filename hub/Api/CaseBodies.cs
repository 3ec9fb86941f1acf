using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGrid.Hub.Cases;

namespace EdgeGrid.Hub.Api;

/// <summary>From a body's JSON to a command: what is misspelt, missing or too much is said, and what the command takes.</summary>
internal static class CaseBodies
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver { Modifiers = { OnlyTheRequired } },
    };

    /// <summary>The command, or what is wrong with the body.</summary>
    public static (CaseCommand? Command, string? Problem) Read(string name, JsonElement body)
    {
        if (!CaseSteps.Named.TryGetValue(name, out var type))
        {
            return (null, $"There is no command «{name}». There are: {string.Join(", ", CaseSteps.Named.Keys.Order(StringComparer.Ordinal))}.");
        }

        try
        {
            return body.ValueKind == JsonValueKind.Object
                ? ((CaseCommand?)body.Deserialize(type, Options), null)
                : (null, $"The body is a JSON object. {Takes(name, type)}");
        }
        catch (JsonException e)
        {
            return (null, $"{Reason(e)} {Takes(name, type)}");
        }
    }

    /// <summary>A value of any type of the API, or what is wrong with it.</summary>
    public static (T? Value, string? Problem) Read<T>(JsonElement body)
        where T : class
    {
        try
        {
            return body.ValueKind == JsonValueKind.Object ? (body.Deserialize<T>(Options), null) : (null, $"The body is a JSON object. {Takes("A report", typeof(T))}");
        }
        catch (JsonException e)
        {
            return (null, $"{Reason(e)} {Takes("A report", typeof(T))}");
        }
    }

    /// <summary>The reader's own words name types of this program, which say nothing to anyone else.</summary>
    private static string Reason(JsonException e) => e.Message switch
    {
        _ when e.Path is { Length: > 2 } path => $"«{path[2..]}» is not a field of it, or not of the right kind.",
        var message when message.Contains("missing required", StringComparison.Ordinal) => $"Missing: {message[(message.LastIndexOf(':') + 1)..].Trim().TrimEnd('.').Replace('\'', '«').Replace("«,", "»,", StringComparison.Ordinal).TrimEnd('«')}».",
        _ => "The body could not be read.",
    };

    private static string Takes(string name, Type type)
    {
        var fields = Fields(type).ToList();
        return fields.Count == 0 ? $"«{name}» takes no fields: {{}}." : $"«{name}» takes {string.Join(", ", fields)}.";
    }

    private static IEnumerable<string> Fields(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        var parameters = constructor.GetParameters();
        return parameters.Length > 0
            ? parameters.Select(one => Field(one.Name!, one.ParameterType, IsOptional(one)))
            : type.GetProperties().Select(one => Field(one.Name, one.PropertyType, !Attribute.IsDefined(one, typeof(System.Runtime.CompilerServices.RequiredMemberAttribute))));
    }

    private static string Field(string name, Type type, bool optional) => $"{JsonNamingPolicy.CamelCase.ConvertName(name)} ({KindOf(type)}{(optional ? ", optional" : "")})";

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var one when one == typeof(string) => "text",
        var one when one == typeof(bool) => "true or false",
        var one when one == typeof(int) => "number",
        var one when one == typeof(DateTimeOffset) => "time, ISO 8601",
        var one when one == typeof(IReadOnlyList<string>) => "list of texts",
        var one when one == typeof(IReadOnlyList<AlertName>) => "list of {gateway, alertId}",
        var one when one.IsEnum => string.Join(" | ", Enum.GetValues(one).Cast<object>().Select(value => JsonSerializer.Serialize(value, one).Trim('"'))),
        _ => "object",
    };

    /// <summary>A nullable parameter may be left out, whether or not it has a default.</summary>
    private static void OnlyTheRequired(System.Text.Json.Serialization.Metadata.JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.AssociatedParameter is { IsNullable: true }))
        {
            property.IsRequired = false;
        }
    }

    private static bool IsOptional(ParameterInfo parameter) =>
        parameter.HasDefaultValue || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
}
