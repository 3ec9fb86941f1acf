using System.Collections.Frozen;
using System.Text.Json;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Cases;

/// <summary>From a case's state to its rows.</summary>
internal static class CaseRows
{
    public static CaseRow Of(CaseState state)
    {
        var row = new CaseRow
        {
            CaseId = state.CaseId,
            Kind = state.Subject.Kind,
            Title = state.Title,
            Place = state.Subject.Place,
            Grid = state.Subject.Grid,
            Gateway = state.Subject.Gateway,
            Device = state.Subject.Device,
            Category = state.Subject.Category,
            Source = state.Subject.Source,
            Reference = state.Subject.Reference,
            Latitude = state.Subject.Position?.Latitude,
            Longitude = state.Subject.Position?.Longitude,
            AccuracyMetres = state.Subject.Position?.AccuracyMetres,
            Tile = CaseTile.Of(state.Subject.Position),
            Measured = state.Measured,
            ReportedAt = state.Subject.ReportedAt,
            ReportedBy = state.Subject.ReportedBy,
            ChangedAt = state.ChangedAt,
            Simulated = state.Simulated,
        };
        Write(row, state);
        return row;
    }

    /// <summary>What changes in the course of a case.</summary>
    public static void Write(CaseRow row, CaseState state)
    {
        row.Version = state.Version;
        row.Step = state.Step;
        row.Level = state.Level;
        row.Title = state.Title;
        row.Measured = state.Measured;
        row.FiledAt = state.FiledAt;
        row.ChangedAt = state.ChangedAt;
        row.Department = state.Department;
        row.Assignees = state.Assignees.IsEmpty ? null : JsonSerializer.Serialize(state.Assignees);
        row.DueAt = state.DueAt;
        row.AnswerBy = state.AnswerBy;
        row.Open = state.IsOpen;
        row.Ending = state.Ending;
        row.ClosedAt = state.ClosedAt;
        row.Suspended = state.Suspended;
        row.Urged = state.Urged;
        row.Reworks = state.Reworks;
        row.Score = state.Score;
        row.Attachments = state.Attachments;
        row.Rest = RestOf(state) is { IsEmpty: false } rest ? JsonSerializer.Serialize(rest) : null;
        row.Alerts = state.Alerts.Count;
        row.AlertsCleared = state.AlertsCleared;
    }

    /// <summary>What a search finds a case by: the hub's own words in either language.</summary>
    public static FrozenSet<string> WordsOf(CaseState state)
    {
        var (title, about) = (CaseTitle.Read(state.Title, state.Subject.Place, state.Subject.Kind), state.Subject);
        var words = SearchWords.Of($"{title.En} {about.Place} {about.Category} {about.Reference}");
        return title.Zh == title.En ? words : words.Union(SearchWords.Of(title.Zh)).ToFrozenSet(StringComparer.Ordinal);
    }

    private static CaseRest RestOf(CaseState state) => new()
    {
        Pending = state.Pending,
        SuspendedUntil = state.SuspendedUntil,
        Verification = state.Verification,
        Inspection = state.Inspection,
        MergedInto = state.MergedInto,
        Links = state.Links.IsEmpty ? null : [.. state.Links],
    };

    public static CaseAlertRow Of(string caseId, (string Gateway, string AlertId) key, AlertStanding standing) => new()
    {
        Gateway = key.Gateway,
        AlertId = key.AlertId,
        CaseId = caseId,
        Kind = standing.Kind,
        Level = standing.Level,
        Cleared = standing.Cleared,
    };

    public static void Write(CaseAlertRow row, AlertStanding standing)
    {
        row.Level = standing.Level;
        row.Cleared = standing.Cleared;
    }
}
