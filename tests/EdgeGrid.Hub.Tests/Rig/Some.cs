using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Tests.Rig;

/// <summary>What a test needs one of.</summary>
internal static class Some
{
    public static Caller Administrator { get; } = new("administrator", Role.Administrator);

    public static ReportedAlert Reported(WarningLevel level = WarningLevel.Yellow, AlertKind kind = AlertKind.Gas) => new()
    {
        Gateway = "gw-1",
        AlertId = Records.NewId(),
        Kind = kind,
        Level = level,
        Device = "kitchen-methane",
        Place = "Heping Road 18, kitchen",
        Grid = GridCell.Unassigned,
        Position = new Position(34.2440, 117.1940),
        Measured = "Methane 12 %LEL > 10 for 3 s",
        Simulated = false,
    };

    /// <summary>The case that an alert opened.</summary>
    public static CaseRow CaseOf(ReportedAlert alert) => new()
    {
        CaseId = "20261123-0001",
        Kind = alert.Kind,
        Title = "",
        Place = alert.Place,
        Grid = alert.Grid,
        Gateway = alert.Gateway,
        Device = alert.Device,
        Latitude = alert.Position?.Latitude,
        Longitude = alert.Position?.Longitude,
        Measured = alert.Measured,
        ReportedAt = Records.Noon,
        ChangedAt = Records.Noon,
        Simulated = alert.Simulated,
    };
}
