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
