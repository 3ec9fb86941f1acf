using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Correlation;

/// <summary>
/// Which case is this? The rule, in the order in which it is applied:
/// <list type="number">
/// <item>A transition of an alert that a case has already always goes to that case, however late.</item>
/// <item>Otherwise an alert joins the most recently changed case that is not closed, has changed within the window, is
/// simulated if and only if the alert is, is of a related kind, and is at the same place. If there is none, a case is filed.</item>
/// <item>Related kinds: combustible gas, carbon monoxide and smoke are one incident (one fire brigade goes once);
/// intrusion goes with intrusion; an SOS or a worker leaving the grid belongs to that one worker, and neither hides in
/// the other; a silent sensor or a faulty device belongs to that one device.</item>
/// <item>The same place: where both positions are known, no farther apart than <see cref="CorrelationOptions.NearMetres"/>;
/// else the same words for the place in the same cell; else the same gateway. For a person or a device: the same device
/// of the same gateway. A case's place is that of its first alert, so a case never creeps through the district.</item>
/// <item>A silent sensor or a faulty device that finds no case so joins the storm that is under way, if one is. See <see cref="Storms"/>.</item>
/// </list>
/// The window runs on the hub's clock: when the case last changed here, not what a gateway's clock says.
/// </summary>
internal static class Correlator
{
    /// <summary>The kinds that are one incident with this one, itself among them.</summary>
    public static AlertKind[] RelatedTo(AlertKind kind) => [.. Enum.GetValues<AlertKind>().Where(other => BelongingOf(other) == BelongingOf(kind))];

    /// <summary>True for what belongs to one person or device, wherever they are.</summary>
    public static bool IsOfOneDevice(AlertKind kind) => BelongingOf(kind) is Belonging.Person or Belonging.Device;

    /// <summary>True for what ails a device and endangers nobody by itself.</summary>
    public static bool AilsADevice(AlertKind kind) => BelongingOf(kind) == Belonging.Device;

    /// <summary>True when the alert is about what the case is about.</summary>
    public static bool Joins(ReportedAlert alert, CaseRow row, CorrelationOptions options) =>
        row.Kind is { } kind && BelongingOf(alert.Kind) == BelongingOf(kind) && BelongingOf(alert.Kind) switch
        {
            Belonging.Hazard or Belonging.Intrusion => SamePlace(alert, row, options),
            _ => alert.Gateway == row.Gateway && alert.Device == row.Device && alert.Kind == kind,
        };

    private static Belonging BelongingOf(AlertKind kind) => kind switch
    {
        AlertKind.Gas or AlertKind.CarbonMonoxide or AlertKind.Smoke or AlertKind.Fire or AlertKind.ToxicGas or AlertKind.Oxygen => Belonging.Hazard,
        AlertKind.Intrusion => Belonging.Intrusion,
        AlertKind.Sos or AlertKind.GridExit => Belonging.Person,
        AlertKind.SensorSilent or AlertKind.DeviceFault => Belonging.Device,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static bool SamePlace(ReportedAlert alert, CaseRow row, CorrelationOptions options)
    {
        if (alert.Position is { } here && row.Latitude is { } latitude && row.Longitude is { } longitude)
        {
            return Metres(here, new Position(latitude, longitude)) <= options.NearMetres;
        }

        return (alert.Grid == row.Grid && string.Equals(alert.Place.Trim(), row.Place.Trim(), StringComparison.OrdinalIgnoreCase))
            || alert.Gateway == row.Gateway;
    }

    /// <summary>Great-circle distance by the haversine formula, on a sphere of the earth's mean radius.</summary>
    private static double Metres(Position a, Position b)
    {
        const double radius = 6_371_008.8;
        var (north, east) = (Radians(b.Latitude - a.Latitude), Radians(b.Longitude - a.Longitude));
        var h = Math.Pow(Math.Sin(north / 2), 2)
            + (Math.Cos(Radians(a.Latitude)) * Math.Cos(Radians(b.Latitude)) * Math.Pow(Math.Sin(east / 2), 2));
        return 2 * radius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private enum Belonging
    {
        Hazard,
        Intrusion,
        Person,
        Device,
    }
}
