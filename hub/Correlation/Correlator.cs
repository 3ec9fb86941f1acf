using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

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
/// <item>A silent sensor or a faulty device that finds no case so joins the storm that is under way, if one is. See <see cref="Storms"/>.</item>
/// <item>The same place: where both positions are known, no farther apart than <see cref="CorrelationOptions.NearMetres"/>;
/// else the same words for the place in the same cell; else the same gateway. For a person or a device: the same device
/// of the same gateway. A case's place is that of its first alert, so a case never creeps through the district.</item>
/// </list>
/// The window runs on the hub's clock: when the case last changed here, not what a gateway's clock says.
/// </summary>
internal static class Correlator
{
    /// <summary>The number of the case that an alert belongs to; null when it needs a new one.</summary>
    public static async Task<string?> FindCaseAsync(HubDb db, ReportedAlert alert, CorrelationOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var own = await db.CaseAlerts.FindAsync([alert.Gateway, alert.AlertId], cancellationToken);
        if (own is not null)
        {
            return own.CaseId;
        }

        var since = now - options.Window;
        var kinds = Enum.GetValues<AlertKind>().Where(kind => BelongingOf(kind) == BelongingOf(alert.Kind)).ToArray();
        var near = Near(db.Cases.AsNoTracking(), alert, options)
            .Where(row => row.Simulated == alert.Simulated && row.ChangedAt >= since && row.Step < CaseStep.Closed && row.Kind != null && kinds.Contains(row.Kind.Value))
            .OrderByDescending(row => row.ChangedAt)
            .ThenByDescending(row => row.CaseId)
            .AsAsyncEnumerable();

        // The newest that fits ends the search: the others are not even read.
        await foreach (var row in near.WithCancellation(cancellationToken))
        {
            if (Joins(alert, row, options))
            {
                return row.CaseId;
            }
        }

        return IsOfADevice(alert.Kind) ? await Storms.UnderWayAsync(db, alert, since, cancellationToken) : null;
    }

    /// <summary>True for what ails a device and endangers nobody by itself.</summary>
    public static bool IsOfADevice(AlertKind kind) => BelongingOf(kind) == Belonging.Device;

    /// <summary>True when the alert is about what the case is about.</summary>
    public static bool Joins(ReportedAlert alert, CaseRow row, CorrelationOptions options) =>
        row.Kind is { } kind && BelongingOf(alert.Kind) == BelongingOf(kind) && BelongingOf(alert.Kind) switch
        {
            Belonging.Hazard or Belonging.Intrusion => SamePlace(alert, row, options),
            _ => alert.Gateway == row.Gateway && alert.Device == row.Device && alert.Kind == kind,
        };

    /// <summary>What the store can leave out by itself, so that a storm of alerts elsewhere costs nothing here: <see cref="Joins"/> decides on the rest.</summary>
    private static IQueryable<CaseRow> Near(IQueryable<CaseRow> cases, ReportedAlert alert, CorrelationOptions options)
    {
        if (BelongingOf(alert.Kind) is Belonging.Person or Belonging.Device)
        {
            return cases.Where(row => row.Gateway == alert.Gateway && row.Device == alert.Device && row.Kind == alert.Kind);
        }

        if (alert.Position is not { } at)
        {
            return cases.Where(row => row.Gateway == alert.Gateway || row.Grid == alert.Grid);
        }

        // One degree of latitude is at least 110.5 km, one of longitude so much times the cosine.
        var north = options.NearMetres / 110_500;
        var east = north / Math.Max(0.01, Math.Cos(Radians(at.Latitude)));
        var (south, upTo, west, until) = (at.Latitude - north, at.Latitude + north, at.Longitude - east, at.Longitude + east);
        return cases.Where(row => (row.Latitude == null && (row.Gateway == alert.Gateway || row.Grid == alert.Grid))
            || (row.Latitude >= south && row.Latitude <= upTo && row.Longitude >= west && row.Longitude <= until));
    }

    private static Belonging BelongingOf(AlertKind kind) => kind switch
    {
        AlertKind.Gas or AlertKind.CarbonMonoxide or AlertKind.Smoke => Belonging.Hazard,
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
