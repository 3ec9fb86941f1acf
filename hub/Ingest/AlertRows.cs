using System.Text.Json;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Ingest;

/// <summary>What is made of an accepted alert.</summary>
internal static class AlertRows
{
    /// <summary>Its row.</summary>
    public static AlertRow Of(AcceptedAlert accepted, ReportedAlert reported, string caseId, long? crc, DateTimeOffset now)
    {
        var alert = accepted.Alert;
        return new AlertRow
        {
            Gateway = reported.Gateway,
            Epoch = accepted.Identity.Epoch,
            Sequence = accepted.Identity.Sequence,
            Crc = crc,
            AlertId = alert.AlertId,
            Transition = alert.Transition,
            Kind = alert.Kind,
            Level = alert.Level,
            Device = alert.Device,
            Place = alert.Place,
            Grid = reported.Grid,
            Latitude = alert.Position?.Latitude,
            Longitude = alert.Position?.Longitude,
            AccuracyMetres = alert.Position?.AccuracyMetres,
            Measured = alert.Measured,
            Value = alert.Value,
            Unit = alert.Unit,
            Limit = alert.Limit,
            Actions = JsonSerializer.Serialize(alert.Actions),
            SampledAt = alert.SampledAt,
            DecidedAt = accepted.Event.Time,
            RaisedAt = alert.RaisedAt,
            Clock = alert.Clock.Quality,
            CommittedAt = now,
            CaseId = caseId,
            Historical = accepted.Historical,
            Simulated = accepted.Simulated,
        };
    }

    /// <summary>What a case is told of it.</summary>
    public static ReportedAlert Reported(AcceptedAlert accepted, string grid) => new()
    {
        Gateway = accepted.Identity.Gateway.ToString(),
        AlertId = accepted.Alert.AlertId,
        Kind = accepted.Alert.Kind,
        Level = accepted.Alert.Level,
        Device = accepted.Alert.Device,
        Place = accepted.Alert.Place,
        Grid = grid,
        Position = accepted.Alert.Position,
        Measured = accepted.Alert.Measured,
        Simulated = accepted.Simulated,
    };
}
