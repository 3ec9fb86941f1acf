using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Access;

/// <summary>The permissions that listening on the broker needs, by topic. A filter with wildcards needs those of all that it catches.</summary>
internal static class TopicRequirement
{
    private const string CasesLevel = "cases";

    private static readonly Permission[] All = [Permission.ReadCases, Permission.ReadAlerts, Permission.ReadGateways];

    /// <summary>What a filter needs; null for what is not ours.</summary>
    public static IReadOnlyCollection<Permission>? Of(string filter)
    {
        if (filter == Topics.HubStatus)
        {
            return [];
        }

        const string root = Topics.Root + "/";
        if (!filter.StartsWith(root, StringComparison.Ordinal))
        {
            return null;
        }

        var levels = filter[root.Length..].Split('/');
        return levels switch
        {
            [CasesLevel, ..] => [Permission.ReadCases],
            ["#"] or ["+"] or [_, "#" or "+", ..] => All,

            // Any gateway's, and the cell of the cases that might be called like it.
            ["+", var leaf, ..] => [Permission.ReadCases, OfLeaf(leaf)],
            [_, var leaf, ..] => [OfLeaf(leaf)],
            _ => All,
        };
    }

    private static Permission OfLeaf(string leaf) => leaf is Topics.AlertsLeaf or Topics.EvidenceLeaf ? Permission.ReadAlerts : Permission.ReadGateways;
}
