using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Citizens;

/// <summary>Citizens' reports as anyone may see them: what, where, when and how it stands; never by whom, in whatever words.</summary>
internal sealed class CitizenQueries(CitizenOptions options, IDbContextFactory<HubDb> store, TimeProvider time)
{
    /// <summary>At most so many, as the standard has it.</summary>
    public const int Most = 1000;

    /// <summary>At most over so long, as the standard has it.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromDays(90);

    /// <summary>One report; empty when there is none of that number.</summary>
    public Task<IReadOnlyList<IReadOnlyList<(string Name, object? Value)>>> FindAsync(string id, CancellationToken cancellationToken) =>
        ReadAsync(new CitizenFilter { Ids = [id] }, cancellationToken);

    /// <summary>Reports, newest first.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<(string Name, object? Value)>>> ReadAsync(CitizenFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var found =
            from report in db.Set<CitizenReportRow>().AsNoTracking()
            join filed in db.Cases.AsNoTracking() on report.RequestId equals filed.Reference
            orderby report.At descending
            select new { Report = report, filed.Step, filed.Open, filed.Ending, filed.ChangedAt };
        if (filter.Ids.Count > 0)
        {
            // Asked for by number, nothing else counts.
            found = found.Where(one => filter.Ids.Contains(one.Report.RequestId));
        }
        else
        {
            var until = filter.Until ?? time.GetUtcNow();
            var since = filter.Since is { } from && from > until - Span ? from : until - Span;
            found = found.Where(one => one.Report.At >= since && one.Report.At <= until);
            if (filter.Services.Count > 0)
            {
                found = found.Where(one => filter.Services.Contains(one.Report.ServiceCode));
            }

            if (filter.Open is { } open)
            {
                found = found.Where(one => one.Open == open);
            }
        }

        var rows = await found.Take(Most).ToListAsync(cancellationToken);
        return [.. rows.Select(one => Told(one.Report, one.Open, Words(one.Step, one.Ending), one.ChangedAt))];
    }

    private IReadOnlyList<(string Name, object? Value)> Told(CitizenReportRow report, bool open, string notes, DateTimeOffset changedAt) =>
    [
        ("service_request_id", report.RequestId),
        ("status", open ? "open" : "closed"),
        ("status_notes", notes),
        ("service_name", options.Services.FirstOrDefault(service => service.Code == report.ServiceCode)?.Name ?? report.ServiceCode),
        ("service_code", report.ServiceCode),
        ("description", report.Description),
        ("agency_responsible", null),
        ("service_notice", null),
        ("requested_datetime", Instant(report.At)),
        ("updated_datetime", Instant(changedAt)),
        ("expected_datetime", null),
        ("address", report.Address.Length > 0 ? report.Address : null),
        ("address_id", report.AddressId),
        ("zipcode", null),
        ("lat", report.Latitude),
        ("long", report.Longitude),
        ("media_url", report.MediaUrl),
    ];

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Words(CaseStep step, CaseEnding? ending) => (step, ending) switch
    {
        (_, CaseEnding.Merged) => "dealt with together with another report",
        (_, CaseEnding.Voided) => "nothing was found that had to be dealt with",
        (_, CaseEnding.Forced) => "closed without being dealt with",
        (_, not null) or (CaseStep.Closed or CaseStep.Assessed, _) => "dealt with",
        (CaseStep.Reported, _) => "received",
        (CaseStep.Filed, _) => "on file",
        (CaseStep.Dispatched, _) => "given to a department",
        (CaseStep.Handling, _) => "being dealt with",
        _ => "dealt with, to be inspected",
    };
}

/// <summary>Which reports.</summary>
internal sealed record CitizenFilter
{
    public IReadOnlyList<string> Ids { get; init; } = [];

    public IReadOnlyList<string> Services { get; init; } = [];

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Open ones, closed ones, or both.</summary>
    public bool? Open { get; init; }
}
