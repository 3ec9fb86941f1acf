using System.Collections.Immutable;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>How a case begins.</summary>
internal static class CaseOpening
{
    private const int TitleLength = 60;

    /// <summary>The state after the first event.</summary>
    public static CaseState Of(RecordedEvent recorded) => recorded.Happened switch
    {
        CaseReported { Alert: var alert } => Of(recorded, alert),
        StormReported storm => OfStorm(recorded, storm),
        ProblemReported { Problem: var problem } => Of(recorded, problem),
        CaseSplitOff part => Of(recorded, part),
        _ => throw new InvalidOperationException($"{recorded.Happened.GetType().Name} opens no case."),
    };

    private static CaseState Of(RecordedEvent recorded, ReportedAlert alert) => new CaseState
    {
        CaseId = recorded.CaseId,
        Version = recorded.Version,
        Subject = new CaseSubject
        {
            Kind = alert.Kind,
            Gateway = alert.Gateway,
            Device = alert.Device,
            Place = alert.Place,
            Grid = alert.Grid,
            Position = alert.Position,
            ReportedAt = recorded.At,
            ReportedBy = recorded.By,
            Simulated = alert.Simulated,
        },
        Step = CaseStep.Reported,
        Level = alert.Level,
        Title = CaseTitle.Of([alert.Kind], alert.Place),
        Measured = alert.Measured,
        ChangedAt = recorded.At,
    }.With(alert);

    /// <summary>As of its last alert, but of no one gateway and no one place.</summary>
    private static CaseState OfStorm(RecordedEvent recorded, StormReported storm)
    {
        var state = Of(recorded, storm.Alert);
        var place = CaseTitle.StormPlace(storm.Gateways).En;
        return state with
        {
            Subject = state.Subject with { Gateway = null, Device = null, Place = place, Grid = storm.Grid, Position = null },
            Level = storm.Level,
            Title = CaseTitle.Of([storm.Alert.Kind], place),
        };
    }

    private static CaseState Of(RecordedEvent recorded, ReportedProblem problem) => new()
    {
        CaseId = recorded.CaseId,
        Version = recorded.Version,
        Subject = new CaseSubject
        {
            Category = problem.Category,
            Source = problem.Source,
            Reference = problem.Reference,
            Place = problem.Address,
            Grid = problem.Grid,
            Position = problem.Position,
            ReportedAt = recorded.At,
            ReportedBy = recorded.By,
            Simulated = problem.Simulated,
        },
        Step = CaseStep.Reported,
        Level = problem.Level ?? WarningLevel.Blue,
        Title = $"{FirstLine(problem.Description)} · {problem.Address}",
        Measured = problem.Description,
        ChangedAt = recorded.At,
    };

    private static CaseState Of(RecordedEvent recorded, CaseSplitOff part) => new CaseState
    {
        CaseId = recorded.CaseId,
        Version = recorded.Version,
        Subject = part.Subject,
        Step = part.Filed ? CaseStep.Filed : CaseStep.Reported,
        Level = part.Level,
        Title = part.Title,
        Measured = part.Measured,
        FiledAt = part.Filed ? recorded.At : null,
        ChangedAt = recorded.At,
        Links = ImmutableSortedSet.Create(StringComparer.Ordinal, part.From),
    }.Taking(part.Alerts);

    /// <summary>What a title says of a longer text.</summary>
    public static string FirstLine(string text)
    {
        var line = text.AsSpan().Trim();
        if (line.IndexOfAny('\r', '\n') is >= 0 and var end)
        {
            line = line[..end].TrimEnd();
        }

        return Cut(line.ToString(), TitleLength);
    }

    /// <summary>A text, or as much of it as may be said.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        // No half of a character that takes two.
        return $"{text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)}…";
    }
}
