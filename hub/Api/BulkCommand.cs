using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Api;

/// <summary>One command of a list.</summary>
internal static class BulkCommand
{
    /// <summary>Carries it out, and answers as if it had been sent alone.</summary>
    public static async Task<BulkAnswerView> ExecuteAsync(JsonElement one, CaseDesk desk, Caller caller, Language language, CancellationToken cancellationToken)
    {
        if (one.ValueKind != JsonValueKind.Object)
        {
            return Refused(null, null, ApiRefusals.NotAnElement);
        }

        JsonObject fields;
        string? caseId;
        string? name;
        int? expected;
        try
        {
            fields = JsonObject.Create(one)!;
            (caseId, name, expected) = (Take<string>(fields, "caseId"), Take<string>(fields, "command"), Take<int?>(fields, "expectedVersion"));
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            return Refused(null, null, ApiRefusals.ElementKinds);
        }

        if (caseId is null || name is null)
        {
            return Refused(caseId, name, ApiRefusals.ElementMissing);
        }

        var (command, wrong) = CaseBodies.Read(name, JsonSerializer.SerializeToElement(fields));
        if (command is null)
        {
            return Refused(caseId, name, wrong!);
        }

        var outcome = await desk.ExecuteAsync(caseId, command, caller, expected, cancellationToken);
        return new BulkAnswerView(caseId, name, CaseEndpoints.StatusOf(outcome.Answer), outcome.Case?.Version, outcome.Why?.Text.In(language), outcome.Why?.Code);

        BulkAnswerView Refused(string? caseId, string? name, Refusal why) => new(caseId, name, StatusCodes.Status400BadRequest, null, why.Text.In(language), why.Code);
    }

    private static T? Take<T>(JsonObject fields, string name)
    {
        var value = fields[name];
        fields.Remove(name);
        return value is null ? default : value.GetValue<T>();
    }
}
