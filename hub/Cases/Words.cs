using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>How the field's terms read in a sentence.</summary>
internal static class Words
{
    public static string Of(AlertKind kind) => kind switch
    {
        AlertKind.Gas => "Combustible gas",
        AlertKind.CarbonMonoxide => "Carbon monoxide",
        AlertKind.Smoke => "Smoke",
        AlertKind.Intrusion => "Intrusion",
        AlertKind.Sos => "SOS",
        AlertKind.GridExit => "Left the grid",
        AlertKind.SensorSilent => "Sensor silent",
        AlertKind.DeviceFault => "Gateway fault",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(WarningLevel level) => level switch
    {
        WarningLevel.Red => "red",
        WarningLevel.Orange => "orange",
        WarningLevel.Yellow => "yellow",
        WarningLevel.Blue => "blue",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    public static string Of(RequestKind kind) => kind switch
    {
        RequestKind.Suspension => "suspension",
        RequestKind.Extension => "more time",
        RequestKind.Void => "voiding",
        RequestKind.ForcedClose => "closing by force",
        RequestKind.Appeal => "another assessment",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(CaseEnding ending) => ending switch
    {
        CaseEnding.Handled => "handled",
        CaseEnding.SelfHandled => "handled at once",
        CaseEnding.Voided => "voided",
        CaseEnding.Forced => "closed by force",
        CaseEnding.Merged => "merged",
        _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, null),
    };

    public static string Of(AttachmentPurpose purpose) => purpose switch
    {
        AttachmentPurpose.Before => "before",
        AttachmentPurpose.After => "after",
        AttachmentPurpose.Snapshot => "snapshot",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
    };

    /// <summary>«Combustible gas, smoke».</summary>
    public static string OfAll(IEnumerable<AlertKind> kinds) => string.Join(", ", kinds.Distinct().Select((kind, i) => i == 0 ? Of(kind) : Later(kind)));

    /// <summary>Not the first word of a line: «smoke», but «SOS».</summary>
    public static string Later(AlertKind kind) => Of(kind) is var words && kind == AlertKind.Sos ? words : char.ToLowerInvariant(words[0]) + words[1..];

    /// <summary>« until 2026-11-23 12:00 UTC», or nothing.</summary>
    public static string Until(DateTimeOffset? at) => at is { } end ? FormattableString.Invariant($" until {end:yyyy-MM-dd HH:mm} UTC") : "";

    public static string Of(CaseStep step) => step switch
    {
        CaseStep.Reported => "reported",
        CaseStep.Filed => "filed",
        CaseStep.Dispatched => "dispatched",
        CaseStep.Handling => "being handled",
        CaseStep.FedBack => "fed back",
        CaseStep.Closed => "closed",
        CaseStep.Assessed => "assessed",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    /// <summary>I red is the highest, and the smallest number.</summary>
    public static bool IsAbove(this WarningLevel level, WarningLevel other) => level < other;
}
