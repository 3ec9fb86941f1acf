using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Api;

/// <summary>From a body's JSON to a command: what is misspelt, missing or too much is said, and what the command takes.</summary>
internal static class CaseBodies
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new PeoplesWords() },
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver { Modifiers = { OnlyTheRequired } },
    };

    /// <summary>The command, or what is wrong with the body.</summary>
    public static (CaseCommand? Command, Refusal? Problem) Read(string name, JsonElement body) => CaseSteps.Named.TryGetValue(name, out var type)
        ? Read(body, () => (CaseCommand?)body.Deserialize(type, Options), Phrase.Same(name), type)
        : (null, ApiRefusals.NoCommand(name, string.Join(", ", CaseSteps.Named.Keys.Order(StringComparer.Ordinal))));

    /// <summary>A report, or what is wrong with it.</summary>
    public static (ReportBody? Report, Refusal? Problem) ReadReport(JsonElement body) =>
        Read(body, () => body.Deserialize<ReportBody>(Options), new Phrase("A report", "上报"), typeof(ReportBody));

    /// <summary>What a body of this type has to hold.</summary>
    public static IEnumerable<string> Required(Type type) => Members(type).Where(member => !member.IsOptional).Select(member => member.Name);

    private static (T? Value, Refusal? Problem) Read<T>(JsonElement body, Func<T?> read, Phrase name, Type type)
        where T : class
    {
        try
        {
            return body.ValueKind == JsonValueKind.Object ? (read(), null) : (null, ApiRefusals.NoObject.With(Takes(name, type)));
        }
        catch (JsonException e)
        {
            return (null, JsonBody.RefusalOf(e).With(Takes(name, type)));
        }
    }

    private static Refusal With(this Refusal refusal, Phrase takes) => refusal with { Text = new Phrase($"{refusal.Text} {takes}", $"{refusal.Text}{takes}") };

    private static Phrase Takes(Phrase name, Type type)
    {
        var fields = Fields(type).ToList();
        return fields.Count == 0
            ? new Phrase($"«{name}» takes no fields: {{}}.", $"“{name}”没有字段:{{}}。")
            : new Phrase($"«{name}» takes {Phrase.List(fields)}.", $"“{name}”的字段:{Phrase.List(fields)}。");
    }

    private static IEnumerable<Phrase> Fields(Type type) => Members(type).Select(member => member.IsOptional
        ? new Phrase($"{member.Name} ({KindOf(member.Type)}, optional)", $"{member.Name}({KindOf(member.Type)},可省略)")
        : new Phrase($"{member.Name} ({KindOf(member.Type)})", $"{member.Name}({KindOf(member.Type)})"));

    private static IEnumerable<(string Name, Type Type, bool IsOptional)> Members(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        var parameters = constructor.GetParameters();
        return parameters.Length > 0
            ? parameters.Select(one => (Named(one.Name!), one.ParameterType, IsOptional(one)))
            : type.GetProperties().Select(one => (Named(one.Name), one.PropertyType, !Attribute.IsDefined(one, typeof(System.Runtime.CompilerServices.RequiredMemberAttribute))));
    }

    private static string Named(string member) => JsonNamingPolicy.CamelCase.ConvertName(member);

    private static Phrase KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var one when one == typeof(string) || one == typeof(Phrase) => new("text", "文本"),
        var one when one == typeof(bool) => new("true or false", "true或false"),
        var one when one == typeof(int) => new("number", "数字"),
        var one when one == typeof(DateTimeOffset) => new("time, ISO 8601", "时间,ISO 8601"),
        var one when one == typeof(IReadOnlyList<string>) => new("list of texts", "文本列表"),
        var one when one == typeof(IReadOnlyList<AlertName>) => new("list of {gateway, alertId}", "{gateway, alertId}的列表"),
        var one when one.IsEnum => Phrase.Same(string.Join(" | ", Enum.GetValues(one).Cast<object>().Select(ApiWords.Of))),
        _ => new("object", "对象"),
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
