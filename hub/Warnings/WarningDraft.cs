using EdgeGrid.Contracts;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;
using NetTopologySuite.Geometries;

namespace EdgeGrid.Hub.Warnings;

/// <summary>
/// From a case to a message. It says what happens and in which cell, not in whose kitchen: the case's own place and
/// measurements are for those who work on it.
/// </summary>
internal static class WarningDraft
{
    private const string Chinese = "zh-CN";

    private const string English = "en";

    public static CapAlert Of(CaseRow found, GridCell? cell, WarningRequest wanted, WarningFrame frame) => new()
    {
        Identifier = frame.Identifier,
        Sender = frame.Options.Sender,
        SentAt = frame.SentAt,
        Simulated = found.Simulated,
        Message = wanted.Message,
        References = frame.References,
        Incident = found.CaseId,
        Infos =
        [
            Info(found, wanted, frame, Chinese, wanted.Zh, Place(cell, "辖区内"), kind => kind.Event.Zh, kind => kind.Instruction.Zh),
            Info(found, wanted, frame, English, wanted.En, Place(cell, "in the district"), kind => kind.Event.En, kind => kind.Instruction.En),
        ],

        // A warning has to say where: outside of all cells the case's own place is all that says it.
        Area = new CapArea(Place(cell, found.Place is { Length: > 0 } place ? place : frame.Options.SenderName), Rings(cell), cell?.Code),
    };

    private static CapInfo Info(
        CaseRow found, WarningRequest wanted, WarningFrame frame, string language, WarningText? text, string place, Func<KindWords, string> happens, Func<KindWords, string> instruction)
    {
        AlertKind? sensed = found.Kind;
        var (kind, level) = (WarningWords.Of(sensed), WarningWords.Of(found.Level));
        var (over, chinese) = (wanted.Message == CapMessage.Cancel, language == Chinese);
        var headline = text?.Headline ?? (over
            ? chinese ? $"解除:{happens(kind)},{place}" : $"Over: {happens(kind)}, {place}"
            : chinese ? $"{level.Zh}预警:{happens(kind)},{place}" : $"{level.En}: {happens(kind)}, {place}");
        return new CapInfo
        {
            Language = language,
            Category = kind.Category,
            Event = happens(kind),
            ResponseType = over ? "AllClear" : kind.ResponseType,
            Urgency = over ? "Past" : level.Urgency,
            Severity = level.Severity,
            Certainty = sensed is null ? "Likely" : "Observed",
            ExpiresAt = frame.ExpiresAt,
            SenderName = frame.Options.SenderName,
            Headline = found.Simulated ? (chinese ? $"[模拟] {headline}" : $"[SIMULATED] {headline}") : headline,
            Description = text?.Description ?? headline,
            Instruction = text?.Instruction ?? (over ? chinese ? "可恢复正常。" : "Nothing needs to be done any more." : instruction(kind)),
        };
    }

    private static string Place(GridCell? cell, string otherwise) => cell is null ? otherwise : $"{cell.Name} ({cell.Code})";

    /// <summary>The border without its holes, which CAP cannot tell: whoever stands in one is warned too.</summary>
    private static IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>> Rings(GridCell? cell) =>
        cell is null
            ? []
            : [.. Enumerable.Range(0, cell.Area.NumGeometries)
                .Select(cell.Area.GetGeometryN)
                .OfType<Polygon>()
                .Select(polygon => polygon.ExteriorRing.Coordinates.Select(at => (at.Y, at.X)).ToList())];
}

/// <summary>What of a message is not the case's.</summary>
internal sealed record WarningFrame(string Identifier, DateTimeOffset SentAt, DateTimeOffset ExpiresAt, IReadOnlyList<CapReference> References, WarningOptions Options);
