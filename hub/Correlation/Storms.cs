using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Correlation;

/// <summary>
/// A power cut in half a district silences a hundred gateways within a minute: a hundred cases would hide the one that
/// matters. So what ails devices of many gateways at once is one case, a storm, and takes over those that were filed just
/// before it was seen to be one. Only what ails devices: gas, smoke, an intruder or an SOS is never part of a storm.
/// </summary>
internal static class Storms
{
    private static readonly AlertKind[] Kinds = [.. Enum.GetValues<AlertKind>().Where(Correlator.IsOfADevice)];

    /// <summary>The number of the storm that an alert belongs to; null when there is none.</summary>
    public static Task<string?> UnderWayAsync(HubDb db, ReportedAlert alert, DateTimeOffset since, CancellationToken cancellationToken) =>
        OfDevices(db, alert.Simulated, since)
            .Where(row => row.Gateway == null)
            .OrderByDescending(row => row.CaseId)
            .Select(row => row.CaseId)
            .FirstOrDefaultAsync(cancellationToken)!;

    /// <summary>The cases that are one storm together with an alert that belongs to none of them; empty while it is none.</summary>
    public static async Task<IReadOnlyList<CaseRow>> BreakingAsync(HubDb db, ReportedAlert alert, CorrelationOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!Correlator.IsOfADevice(alert.Kind))
        {
            return [];
        }

        var since = now - options.StormWithin;
        var recent = await OfDevices(db, alert.Simulated, since)
            .Where(row => row.Gateway != null && row.ReportedAt >= since)
            .OrderBy(row => row.CaseId)
            .ToListAsync(cancellationToken);
        var gateways = recent.Select(row => row.Gateway).Append(alert.Gateway).Distinct().Count();

        // What somebody has been sent to already is theirs, and stays a case of its own.
        return gateways >= options.StormGateways ? recent.FindAll(row => row.Step == CaseStep.Filed) : [];
    }

    private static IQueryable<CaseRow> OfDevices(HubDb db, bool simulated, DateTimeOffset since) =>
        db.Cases.AsNoTracking().Where(row => row.Simulated == simulated && row.ChangedAt >= since && row.Step < CaseStep.Closed && row.Kind != null && Kinds.Contains(row.Kind.Value));
}
