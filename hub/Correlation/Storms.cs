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
internal sealed class Storms(OpenCases open, CorrelationOptions options, DateTimeOffset now)
{
    private static readonly AlertKind[] Kinds = [.. Enum.GetValues<AlertKind>().Where(Correlator.AilsADevice)];

    /// <summary>The number of the storm that an alert belongs to; null when there is none.</summary>
    public async Task<string?> UnderWayAsync(ReportedAlert alert, CancellationToken cancellationToken)
    {
        if (!Correlator.AilsADevice(alert.Kind))
        {
            return null;
        }

        var storms = await OfDevicesAsync(alert, open.InWindow.Where(row => row.Gateway == null), cancellationToken);
        return storms.Where(row => row.Gateway is null).Select(row => row.CaseId).Max(StringComparer.Ordinal);
    }

    /// <summary>The cases that are one storm together with an alert that belongs to none of them, and of how many gateways it is; none while it is none.</summary>
    public async Task<(IReadOnlyList<CaseRow> Parts, int Gateways)> BreakingAsync(ReportedAlert alert, CancellationToken cancellationToken)
    {
        if (!Correlator.AilsADevice(alert.Kind))
        {
            return ([], 0);
        }

        var since = now - options.StormWithin;
        var recent = (await OfDevicesAsync(alert, open.InWindow.Where(row => row.Gateway != null && row.ReportedAt >= since), cancellationToken))
            .Where(row => row.Gateway is not null && row.ReportedAt >= since)
            .OrderBy(row => row.CaseId, StringComparer.Ordinal)
            .ToList();
        var gateways = recent.Select(row => row.Gateway).Append(alert.Gateway).Distinct().Count();

        // What somebody has been sent to already is theirs, and stays a case of its own.
        return gateways >= options.StormGateways ? (recent.FindAll(row => row.Step == CaseStep.Filed), gateways) : ([], 0);
    }

    /// <summary>The open cases of devices, as the batch that is under way has left them.</summary>
    private async Task<IEnumerable<CaseRow>> OfDevicesAsync(ReportedAlert alert, IQueryable<CaseRow> stored, CancellationToken cancellationToken)
    {
        var alike = await stored.Where(row => row.Simulated == alert.Simulated && EF.Parameter(Kinds).Contains(row.Kind!.Value)).ToListAsync(cancellationToken);
        return alike.Where(row => !open.ChangedHere.ContainsKey(row.CaseId))
            .Concat(open.ChangedHere.Values.Where(row => row.Step < CaseStep.Closed && row.Simulated == alert.Simulated && row.Kind is { } kind && Correlator.AilsADevice(kind)));
    }
}
