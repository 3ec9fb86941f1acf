using System.Text.Json;

namespace EdgeGrid.Torture.Rig;

/// <summary>One line of the gateway's loss ledger about alerts.</summary>
/// <param name="Epoch">Null when nobody knows.</param>
/// <param name="Sequence">Of the first; 0 when nobody knows.</param>
/// <param name="Count">How many; 0 when nobody knows.</param>
/// <param name="Reason">In one word.</param>
/// <param name="Detail">In words.</param>
internal sealed record LedgerLine(string? Epoch, long Sequence, long Count, string Reason, string Detail)
{
    /// <summary>It says that something is lost, but not what.</summary>
    public bool IsVague => Epoch is null || Sequence == 0;

    /// <summary>It names an identity by its number.</summary>
    public bool Names(AlertIdentity identity) =>
        !IsVague && Epoch == identity.Epoch && identity.Sequence >= Sequence && identity.Sequence < Sequence + Math.Max(1, Count);

    /// <summary>Whether one that is vague may be about an epoch at all.</summary>
    public bool MayMean(string epoch) => IsVague && (Epoch is null || Epoch == epoch);

    /// <summary>Reads a line as anyone would who knows the format.</summary>
    /// <returns>False when nobody can read it; no <paramref name="line"/> when it is about readings.</returns>
    public static bool TryParse(string text, out LedgerLine? line)
    {
        line = null;
        try
        {
            using var json = JsonDocument.Parse(text);
            var entry = json.RootElement;
            if (string.Equals(entry.GetProperty("lane").GetString(), "alerts", StringComparison.OrdinalIgnoreCase))
            {
                line = new LedgerLine(
                    entry.GetProperty("epoch").GetString(),
                    entry.GetProperty("sequence").GetInt64(),
                    entry.GetProperty("count").GetInt64(),
                    entry.GetProperty("reason").GetString() ?? "",
                    entry.GetProperty("detail").GetString() ?? "");
            }

            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return false;
        }
    }
}
