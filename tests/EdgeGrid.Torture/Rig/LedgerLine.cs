using System.Text.Json;

namespace EdgeGrid.Torture.Rig;

/// <summary>One line of the gateway's loss ledger about alerts.</summary>
/// <param name="Epoch">Null when nobody knows.</param>
/// <param name="Sequence">Of the first; 0 when nobody knows.</param>
/// <param name="Count">How many; 0 when nobody knows.</param>
internal sealed record LedgerLine(string? Epoch, long Sequence, long Count)
{
    public bool Covers(AlertIdentity identity) =>
        (Epoch is null || Epoch == identity.Epoch)
        && (Sequence == 0 || (identity.Sequence >= Sequence && identity.Sequence < Sequence + Math.Max(1, Count)));

    /// <summary>All lines of a data folder that are about alerts.</summary>
    public static IReadOnlyList<LedgerLine> Read(string agentFolder) =>
    [
        .. new[] { "losses.jsonl.1", "losses.jsonl" }
            .Select(name => Path.Combine(agentFolder, name))
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(Parse)
            .OfType<LedgerLine>(),
    ];

    private static LedgerLine? Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var entry = json.RootElement;
        return string.Equals(entry.GetProperty("lane").GetString(), "alerts", StringComparison.OrdinalIgnoreCase)
            ? new LedgerLine(entry.GetProperty("epoch").GetString(), entry.GetProperty("sequence").GetInt64(), entry.GetProperty("count").GetInt64())
            : null;
    }
}
