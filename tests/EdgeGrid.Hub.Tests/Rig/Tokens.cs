using System.Net.Http.Headers;
using EdgeGrid.Hub.Access;

namespace EdgeGrid.Hub.Tests.Rig;

/// <summary>A token for each role, the same in every hub of this run: the holder has the role's name. The department's is urban management's.</summary>
internal static class Tokens
{
    private static readonly Dictionary<Role, (string Token, string Line)> All =
        Enum.GetValues<Role>().ToDictionary(role => role, role => TokenFile.Create(role.Word(), role, role == Role.Department ? "urban-management" : null));

    /// <summary>A file of all of them.</summary>
    public static string Write(string path)
    {
        File.WriteAllLines(path, All.Values.Select(one => one.Line));
        return path;
    }

    public static string Of(Role role) => All[role].Token;

    public static AuthenticationHeaderValue Header(Role role) => Header(Of(role));

    public static AuthenticationHeaderValue Header(string token) => new("Bearer", token);
}
