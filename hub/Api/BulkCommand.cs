using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;

namespace EdgeGrid.Hub.Api;

/// <summary>One command of a list.</summary>
internal static class BulkCommand
{
    /// <summary>Carries it out, and answers as if it had been sent alone.</summary>
    public static async Task<BulkAnswerView> ExecuteAsync(JsonElement one, CaseDesk desk, Caller caller, CancellationToken cancellationToken)
    {
        if (one.ValueKind != JsonValueKind.Object)
        {
            return new BulkAnswerView(null, null, StatusCodes.Status400BadRequest, null, "Not an object.");
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
            return new BulkAnswerView(null, null, StatusCodes.Status400BadRequest, null, "'caseId' and 'command' are texts, 'expectedVersion' is a number, and each stands once.");
        }

        if (caseId is null || name is null)
        {
            return new BulkAnswerView(caseId, name, StatusCodes.Status400BadRequest, null, "'caseId' and 'command' are missing.");
        }

        var (command, wrong) = CaseBodies.Read(name, JsonSerializer.SerializeToElement(fields));
        if (command is null)
        {
            return new BulkAnswerView(caseId, name, StatusCodes.Status400BadRequest, null, wrong);
        }

        var outcome = await desk.ExecuteAsync(caseId, command, caller, expected, cancellationToken);
        return new BulkAnswerView(caseId, name, CaseEndpoints.StatusOf(outcome.Answer), outcome.Case?.Version, outcome.Why);
    }

    private static T? Take<T>(JsonObject fields, string name)
    {
        var value = fields[name];
        fields.Remove(name);
        return value is null ? default : value.GetValue<T>();
    }
}
