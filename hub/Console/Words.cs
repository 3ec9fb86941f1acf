using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Console;

/// <summary>The page's words for the wire's vocabulary.</summary>
internal static class Words
{
    public static string Of(AlertKind kind) => Glossary.Of(kind).En;

    public static string Of(WarningLevel level) => level switch
    {
        WarningLevel.Red => "Level I",
        WarningLevel.Orange => "Level II",
        WarningLevel.Yellow => "Level III",
        _ => "Level IV",
    };

    /// <summary>With the colour's name: for those who tell colours apart and for those who do not.</summary>
    public static string WithColour(WarningLevel level) => Glossary.Of(level).En;

    public static string Of(CaseStep step) => step switch
    {
        CaseStep.Reported => "Reported",
        CaseStep.Filed => "Filed",
        CaseStep.Dispatched => "Dispatched",
        CaseStep.Handling => "Handling",
        CaseStep.FedBack => "Fed back",
        CaseStep.Closed => "Verify & close",
        _ => "Assess",
    };

    public static string Of(DeviceHealth health) => health switch
    {
        DeviceHealth.Working => "working",
        DeviceHealth.Starting => "starting",
        DeviceHealth.Degraded => "degraded",
        _ => "failed",
    };

    public static string Of(ConfigurationState state) => state switch
    {
        ConfigurationState.Local => "kept to the file",
        ConfigurationState.Applying => "is tried",
        ConfigurationState.Applied => "applied",
        ConfigurationState.Refused => "refused",
        _ => "rolled back",
    };

    /// <summary>What a case is about. Its title ends with the place, which the page shows on a line of its own.</summary>
    public static string TitleOf(CaseView item) =>
        item.Title.EndsWith($" · {item.Place}", StringComparison.Ordinal) ? item.Title[..^(item.Place.Length + 3)] : item.Title;

    /// <summary>A grid cell's code as the page says it.</summary>
    public static string OfCell(string grid) => grid is "unassigned" ? "outside every cell" : $"cell {grid}";

    /// <summary>A case's event in words: <c>CaseFiled</c> becomes <c>Case filed</c>.</summary>
    public static string OfEvent(string name)
    {
        var words = new System.Text.StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (words.Length > 0 && char.IsUpper(letter))
            {
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            }
            else
            {
                words.Append(letter);
            }
        }

        return words.ToString();
    }

    /// <summary><c>at least 1,200 records lost</c>: some ways to lose records leave nobody who could count them.</summary>
    public static string Lost(GatewayLosses losses) => losses switch
    {
        { Records: 0 } => "unknown number of records lost",
        { Uncounted: > 0 } => $"at least {Count(losses.Records, "record")} lost",
        _ => $"{Count(losses.Records, "record")} lost",
    };

    /// <summary><c>1 alert</c>, <c>2 alerts</c>, <c>1,115 cells</c>.</summary>
    public static string Count(long count, string one, string? many = null) =>
        FormattableString.Invariant($"{count:N0} ") + (count == 1 ? one : many ?? one + "s");
}
