using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.Access;

/// <summary>What somebody may do. Every endpoint, stream and topic names the one that it needs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Permission>))]
public enum Permission
{
    /// <summary>See cases with their history and pictures.</summary>
    [JsonStringEnumMemberName("cases:read")] ReadCases = 1,

    /// <summary>Report a problem (step 1).</summary>
    [JsonStringEnumMemberName("cases:report")] ReportCases,

    /// <summary>Verify a report and file it, or void it (step 2).</summary>
    [JsonStringEnumMemberName("cases:file")] FileCases,

    /// <summary>Give a case to a department or a person (step 3).</summary>
    [JsonStringEnumMemberName("cases:dispatch")] DispatchCases,

    /// <summary>Accept, refuse, handle and feed back (steps 4 and 5); ask for suspension and more time.</summary>
    [JsonStringEnumMemberName("cases:handle")] HandleCases,

    /// <summary>Inspect what was done, and close or send back (step 6).</summary>
    [JsonStringEnumMemberName("cases:inspect")] InspectCases,

    /// <summary>Judge the work (step 7).</summary>
    [JsonStringEnumMemberName("cases:assess")] AssessCases,

    /// <summary>Urge, approve what needs an approval, close by force, merge and split.</summary>
    [JsonStringEnumMemberName("cases:supervise")] SuperviseCases,

    /// <summary>Comment on cases, add pictures to them, and link them.</summary>
    [JsonStringEnumMemberName("cases:annotate")] AnnotateCases,

    /// <summary>See alerts and their pictures.</summary>
    [JsonStringEnumMemberName("alerts:read")] ReadAlerts,

    /// <summary>See the district's grids.</summary>
    [JsonStringEnumMemberName("grids:read")] ReadGrids,

    /// <summary>Import and change grids.</summary>
    [JsonStringEnumMemberName("grids:write")] ChangeGrids,

    /// <summary>See staff, departments and rosters.</summary>
    [JsonStringEnumMemberName("people:read")] ReadPeople,

    /// <summary>Change staff, departments and rosters.</summary>
    [JsonStringEnumMemberName("people:write")] ChangePeople,

    /// <summary>See where people on duty are. Every look is logged.</summary>
    [JsonStringEnumMemberName("positions:read")] ReadPositions,

    /// <summary>Tell one's own position and duty.</summary>
    [JsonStringEnumMemberName("positions:report")] ReportPositions,

    /// <summary>See gateways, their readings, losses and quarantine.</summary>
    [JsonStringEnumMemberName("gateways:read")] ReadGateways,

    /// <summary>Configure and command gateways.</summary>
    [JsonStringEnumMemberName("gateways:write")] ChangeGateways,

    /// <summary>See rules, limits and calendars.</summary>
    [JsonStringEnumMemberName("rules:read")] ReadRules,

    /// <summary>Change rules, limits and calendars.</summary>
    [JsonStringEnumMemberName("rules:write")] ChangeRules,

    /// <summary>Publish, change and cancel public warnings.</summary>
    [JsonStringEnumMemberName("warnings:write")] PublishWarnings,

    /// <summary>See and change where webhooks go.</summary>
    [JsonStringEnumMemberName("webhooks:write")] ChangeWebhooks,

    /// <summary>Read the audit trail.</summary>
    [JsonStringEnumMemberName("audit:read")] ReadAudit,

    /// <summary>Back up and check the store.</summary>
    [JsonStringEnumMemberName("store:maintain")] MaintainStore,
}

/// <summary>Permissions in words, as the API writes them.</summary>
internal static class Permissions
{
    private static readonly FrozenDictionary<Permission, string> WordOf =
        Enum.GetValues<Permission>().ToFrozenDictionary(one => one, one => JsonSerializer.Serialize(one).Trim('"'));

    public static string Word(this Permission permission) => WordOf[permission];
}
