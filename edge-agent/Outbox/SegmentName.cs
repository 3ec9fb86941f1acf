using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The name of a segment's file: its number, so that the order is known, and its epoch, so that what is salvaged from a
/// file keeps its identity even when the file cannot say it: <c>alerts-0003-0193….db</c>.
/// </summary>
/// <param name="Lane">Whose.</param>
/// <param name="Number">Rising.</param>
/// <param name="Epoch">Of its records.</param>
internal sealed partial record SegmentName(Lane Lane, int Number, string Epoch)
{
    /// <summary>A fresh epoch. Its number says its order, for a clock may run backwards.</summary>
    public static string NewEpoch() => Guid.NewGuid().ToString("N");

    /// <summary>The name in a folder, or null when it is no segment's.</summary>
    public static SegmentName? Parse(string file) => Pattern().Match(Path.GetFileName(file)) is { Success: true } match
        && Enum.TryParse<Lane>(match.Groups["lane"].Value, ignoreCase: true, out var lane)
            ? new SegmentName(lane, int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture), match.Groups["epoch"].Value)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lane.ToString().ToLowerInvariant()}-{Number:0000}-{Epoch}.db");

    [GeneratedRegex(@"^(?<lane>alerts|readings)-(?<number>\d{4,9})-(?<epoch>[0-9a-f]{32})\.db$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}
