using System.Globalization;
using EdgeGrid.Contracts;
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
            select new { Report = report, filed.Step, filed.ChangedAt };
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
                found = open ? found.Where(one => one.Step < CaseStep.Closed) : found.Where(one => one.Step >= CaseStep.Closed);
            }
        }

        var rows = await found.Take(Most).ToListAsync(cancellationToken);
        return [.. rows.Select(one => Told(one.Report, one.Step, one.ChangedAt))];
    }

    private IReadOnlyList<(string Name, object? Value)> Told(CitizenReportRow report, CaseStep step, DateTimeOffset changedAt) =>
    [
        ("service_request_id", report.RequestId),
        ("status", step < CaseStep.Closed ? "open" : "closed"),
        ("status_notes", Words(step)),
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

    private static string Words(CaseStep step) => step switch
    {
        CaseStep.Reported => "received",
        CaseStep.Filed => "on file",
        CaseStep.Dispatched => "given to a department",
        CaseStep.Handling => "being dealt with",
        CaseStep.FedBack => "dealt with, to be inspected",
        _ => "closed",
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
