using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Citizens;

/// <summary>Citizens' reports as anyone may see them: what, where, when and how it stands; never by whom, in whatever words.</summary>
internal sealed class CitizenQueries(CitizenOptions options, StaffDirectory staff, IDbContextFactory<HubDb> store, TimeProvider time)
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
            orderby report.At descending, report.RequestId
            select new { Report = report, Case = filed, LimitDueAt = db.CaseLimits().Where(stage => stage.CaseId == filed.CaseId).OrderByDescending(stage => stage.DueAt).Select(stage => stage.DueAt).FirstOrDefault() };
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
                found = found.Where(one => one.Case.Open == open);
            }
        }

        var skipped = (int)Math.Min((filter.Page - 1L) * filter.PageSize, int.MaxValue);
        var rows = await found.Skip(skipped).Take(filter.PageSize).ToListAsync(cancellationToken);
        return [.. rows.Select(one => Told(one.Report, one.Case, one.Case.DueAt ?? one.LimitDueAt))];
    }

    private IReadOnlyList<(string Name, object? Value)> Told(CitizenReportRow report, CaseRow filed, DateTimeOffset? dueAt) =>
    [
        ("service_request_id", report.RequestId),
        ("status", filed.Open ? "open" : "closed"),
        ("status_notes", Words(filed.Step, filed.Ending)),
        ("service_name", options.Services.FirstOrDefault(service => service.Code == report.ServiceCode)?.Name ?? report.ServiceCode),
        ("service_code", report.ServiceCode),
        ("description", report.Description),
        ("agency_responsible", filed.Department is { } department ? staff.Now.Departments.GetValueOrDefault(department)?.Name ?? department : null),
        ("service_notice", null),
        ("requested_datetime", Instant(report.At)),
        ("updated_datetime", Instant(filed.ClosedAt ?? filed.ChangedAt)),
        ("expected_datetime", dueAt is { } due ? Instant(due) : null),
        ("address", report.Address.Length > 0 ? report.Address : null),
        ("address_id", report.AddressId),
        ("zipcode", null),
        ("lat", report.Latitude),
        ("long", report.Longitude),
        ("media_url", report.MediaUrl),
    ];

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Phrase Words(CaseStep step, CaseEnding? ending) => (step, ending) switch
    {
        (_, CaseEnding.Merged) => new("dealt with together with another report", "已与其他上报合并处理"),
        (_, CaseEnding.Voided) => new("nothing was found that had to be dealt with", "未发现需要处理的问题"),
        (_, CaseEnding.Forced) => new("closed without being dealt with", "未处理即结案"),
        (_, not null) or (CaseStep.Closed or CaseStep.Assessed, _) => new("dealt with", "已处理"),
        (CaseStep.Reported, _) => new("received", "已收到"),
        (CaseStep.Filed, _) => new("on file", "已立案"),
        (CaseStep.Dispatched, _) => new("given to a department", "已派遣给部门"),
        (CaseStep.Handling, _) => new("being dealt with", "处理中"),
        _ => new("dealt with, to be inspected", "已处理,待核查"),
    };
}

/// <summary>Which reports.</summary>
internal sealed record CitizenFilter
{
    public IReadOnlyList<string> Ids { get; init; } = [];

    public IReadOnlyList<string> Services { get; init; } = [];

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = CitizenQueries.Most;

    /// <summary>Open ones, closed ones, or both.</summary>
    public bool? Open { get; init; }
}
