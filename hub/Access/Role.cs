using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.Access;

/// <summary>What somebody is to the hub. A role grants permissions; nothing else does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>A grid worker 网格员.</summary>
    [JsonStringEnumMemberName("worker")] Worker = 1,

    /// <summary>A grid leader 网格长.</summary>
    [JsonStringEnumMemberName("leader")] Leader,

    /// <summary>The centre's dispatcher, who also files.</summary>
    [JsonStringEnumMemberName("dispatcher")] Dispatcher,

    /// <summary>A department that handles cases.</summary>
    [JsonStringEnumMemberName("department")] Department,

    /// <summary>A supervisor: inspects, approves, assesses.</summary>
    [JsonStringEnumMemberName("supervisor")] Supervisor,

    /// <summary>Sets the hub up; does no casework.</summary>
    [JsonStringEnumMemberName("administrator")] Administrator,

    /// <summary>A gateway's agent.</summary>
    [JsonStringEnumMemberName("gateway")] Gateway,

    /// <summary>A citizen, or a program that reports for citizens.</summary>
    [JsonStringEnumMemberName("citizen")] Citizen,
}

/// <summary>Roles in words, as tokens and the API write them.</summary>
internal static class Roles
{
    /// <summary>All of them, for people.</summary>
    public static string Words { get; } = string.Join(", ", Enum.GetValues<Role>().Select(Word));

    public static string Word(this Role role) => role.ToString().ToLowerInvariant();

    public static bool TryParse(string? text, out Role role)
    {
        role = Enum.GetValues<Role>().FirstOrDefault(one => one.Word() == text);
        return role != default;
    }
}

/// <summary>Which permissions a role grants: the whole table, on one page.</summary>
internal static class Grants
{
    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Of = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.Worker] =
        [
            Permission.ReadCases, Permission.AnnotateCases, Permission.ReportCases, Permission.HandleCases, Permission.ReadAlerts, Permission.ReadGrids, Permission.ReportPositions,
        ],
        [Role.Leader] =
        [
            Permission.ReadCases, Permission.AnnotateCases, Permission.ReportCases, Permission.HandleCases, Permission.ReadAlerts, Permission.ReadGrids, Permission.ReportPositions,
            Permission.ReadPeople, Permission.ReadPositions, Permission.InspectCases,
        ],
        [Role.Dispatcher] =
        [
            Permission.ReadCases, Permission.AnnotateCases, Permission.ReportCases, Permission.FileCases, Permission.DispatchCases, Permission.InspectCases, Permission.ReadAlerts, Permission.ReadGrids,
            Permission.ReadPeople, Permission.ReadPositions, Permission.ReadGateways, Permission.ReadRules, Permission.PublishWarnings,
        ],
        [Role.Department] =
        [
            Permission.ReadCases, Permission.AnnotateCases, Permission.HandleCases, Permission.ReadAlerts, Permission.ReadGrids, Permission.ReadRules,
        ],
        [Role.Supervisor] =
        [
            Permission.ReadCases, Permission.AnnotateCases, Permission.ReportCases, Permission.InspectCases, Permission.AssessCases, Permission.SuperviseCases, Permission.ReadAlerts, Permission.ReadGrids,
            Permission.ReadPeople, Permission.ReadPositions, Permission.ReadGateways, Permission.ReadRules, Permission.PublishWarnings, Permission.ReadAudit,
        ],
        [Role.Administrator] = [.. Enum.GetValues<Permission>()],
        [Role.Gateway] = [],
        [Role.Citizen] = [Permission.ReportCases],
    }.ToFrozenDictionary();

    /// <summary>True when the role grants the permission.</summary>
    public static bool Grant(this Role role, Permission permission) => Of[role].Contains(permission);
}
