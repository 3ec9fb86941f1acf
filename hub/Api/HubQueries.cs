using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Api;

/// <summary>Everything that can be read: what the API shows. Safe to call from anywhere at once.</summary>
public sealed class HubQueries
{
    /// <summary>The most that one question answers.</summary>
    public const int MaxLimit = 500;

    private readonly IDbContextFactory<HubDb> _store;
    private readonly GridRegistry _grids;
    private readonly IdentityConflicts _conflicts;

    internal HubQueries(IDbContextFactory<HubDb> store, GridRegistry grids, IdentityConflicts conflicts)
    {
        _store = store;
        _grids = grids;
        _conflicts = conflicts;
    }

    /// <summary>The district's cells as a GeoJSON FeatureCollection, with the district's name as its own (properties <c>code</c>, <c>kind</c>, <c>name</c>, <c>street</c>, <c>community</c>); empty without a registry.</summary>
    public string GridsGeoJson => _grids.GeoJson;

    /// <summary>The newest transitions of alerts, newest first, with their places in the stream.</summary>
    public async Task<IReadOnlyList<AlertChanged>> RecentAlertsAsync(int limit = 50, CancellationToken cancellationToken = default)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        return await AlertsAsync(db, db.Alerts.AsNoTracking().OrderByDescending(row => row.Id).Take(Bounded(limit)), cancellationToken);
    }

    /// <summary>A page of the transitions of alerts, newest first.</summary>
    internal async Task<Page<AlertView>> AlertsAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        var rows = await AlertsAsync(db, db.Alerts.AsNoTracking().Where(row => before == null || row.Id < before).OrderByDescending(row => row.Id).Take(limit + 1), cancellationToken);
        return Page<AlertView>.Of(rows, limit, change => change.Alert, change => $"{change.StreamId}");
    }

    /// <summary>The transitions that were committed after one that is known, oldest first: what a reader who was away missed.</summary>
    public async Task<IReadOnlyList<AlertChanged>> AlertsAfterAsync(long streamId, int limit = MaxLimit, CancellationToken cancellationToken = default)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        return await AlertsAsync(db, db.Alerts.AsNoTracking().Where(row => row.Id > streamId).OrderBy(row => row.Id).Take(Bounded(limit)), cancellationToken);
    }

    /// <summary>The last place in the stream of alerts; 0 before the first.</summary>
    public async Task<long> LastAlertAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        return await db.Alerts.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
    }

    /// <summary>The newest transition of each alert that has not cleared, gravest and newest first.</summary>
    public async Task<IReadOnlyList<AlertView>> OpenAlertsAsync(int limit = 200, CancellationToken cancellationToken = default)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);

        // Newest by their cases: numbers of cases rise, and one index knows both. Only of these is the newest transition looked up.
        var newest = db.CaseAlerts.AsNoTracking()
            .Where(open => !open.Cleared)
            .OrderBy(open => open.Level).ThenByDescending(open => open.CaseId)
            .Take(Bounded(limit))
            .Select(open => db.Alerts.Where(row => row.Gateway == open.Gateway && row.AlertId == open.AlertId).Max(row => row.Id));
        var rows = db.Alerts.AsNoTracking()
            .Where(row => newest.Contains(row.Id))
            .OrderBy(row => row.Level).ThenByDescending(row => row.Id);
        return [.. (await AlertsAsync(db, rows, cancellationToken)).Select(change => change.Alert)];
    }

    /// <summary>How many alerts have not cleared, by level, and how many cases stand in each step.</summary>
    public async Task<HubCounts> CountsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        var alerts = await db.CaseAlerts.Where(row => !row.Cleared)
            .GroupBy(row => row.Level).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var cases = await db.Cases.Where(row => row.Step < CaseStep.Assessed)
            .GroupBy(row => row.Step).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);

        // Most cases are done with, and need not be counted: how many there are in all say the days' counters.
        var all = await db.CaseDays.SumAsync(row => row.Last, cancellationToken);
        if (all - cases.Values.Sum() is > 0 and var assessed)
        {
            cases[CaseStep.Assessed] = assessed;
        }

        return new HubCounts(alerts, cases);
    }

    /// <summary>Cases, newest first.</summary>
    public async Task<CasePage> CasesAsync(CaseFilter filter, CancellationToken cancellationToken = default)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        var limit = Bounded(filter.Limit);
        var rows = await CaseSearch.NewestAsync(db, filter, limit + 1, cancellationToken);
        var page = await WithLimitsAsync(db, rows.Take(limit).Select(row => row.ToView()).ToList(), cancellationToken);
        return new CasePage(page, rows.Count > limit ? page[^1].CaseId : null);
    }

    /// <summary>One case with its whole history; null when there is none of that number.</summary>
    public Task<CaseDetailView?> CaseAsync(string caseId, CancellationToken cancellationToken = default) => CaseAsync(caseId, Language.English, cancellationToken);

    /// <summary>One case with its whole history, the hub's own words in a language.</summary>
    internal async Task<CaseDetailView?> CaseAsync(string caseId, Language language, CancellationToken cancellationToken)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        var found = await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == caseId, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var events = await db.CaseEvents.AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.Version).ToListAsync(cancellationToken);
        var alerts = await AlertsAsync(db, db.Alerts.AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.Id), cancellationToken);
        return new CaseDetailView(
            (await WithLimitsAsync(db, [found.ToView()], cancellationToken))[0].In(language),
            [.. events.Select(row => new CaseEventView(row.Version, row.Type, row.At, row.By, CaseEventJson.Read(row).Happened.Text.In(language), JsonElement.Parse(row.Data)))],
            [.. alerts.Select(change => change.Alert)])
        {
            Attachments = found.Attachments == 0 ? [] : await AttachmentsAsync(db, caseId, cancellationToken),
        };
    }

    /// <summary>A picture that somebody added to a case, with its media type; null when there is none of that number.</summary>
    public async Task<(byte[] Image, string ContentType)?> AttachmentAsync(string caseId, int number, CancellationToken cancellationToken = default)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<CaseAttachmentRow>().AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == caseId && row.Number == number, cancellationToken);
        return found is null ? null : (found.Image, found.ContentType);
    }

    /// <summary>Every gateway that has announced itself, by id.</summary>
    public Task<IReadOnlyList<GatewayView>> GatewaysAsync(CancellationToken cancellationToken = default) => GatewaysAsync(Language.English, cancellationToken);

    /// <inheritdoc cref="GatewaysAsync(CancellationToken)"/>
    internal async Task<IReadOnlyList<GatewayView>> GatewaysAsync(Language language, CancellationToken cancellationToken)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        var rows = await db.Gateways.AsNoTracking().OrderBy(row => row.Gateway).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToView(_conflicts.Exists(row.Gateway), language))];
    }

    /// <summary>The newest picture of an alert, JPEG; null when there is none.</summary>
    public async Task<byte[]?> EvidenceAsync(string alertId, CancellationToken cancellationToken = default)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        return await db.Evidence.AsNoTracking()
            .Where(row => row.AlertId == alertId && db.Alerts.Any(alert => alert.AlertId == row.AlertId && alert.Gateway == row.Gateway))
            .OrderByDescending(row => row.Id)
            .Select(row => row.Jpeg)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Lines of the gateways' loss ledgers: the newest first, or those after one that is known, oldest first.</summary>
    public async Task<IReadOnlyList<LossView>> LossesAsync(LossFilter filter, CancellationToken cancellationToken = default)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        var losses = db.Losses.AsNoTracking();
        if (filter.Gateway?.ToString() is { } gateway)
        {
            losses = losses.Where(row => row.Gateway == gateway);
        }

        losses = filter.After is { } after
            ? losses.Where(row => row.Id > after).OrderBy(row => row.Id)
            : losses.OrderByDescending(row => row.Id);
        var rows = await losses.Take(Bounded(filter.Limit)).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToView())];
    }

    /// <summary>What could not be understood, newest first.</summary>
    public async Task<IReadOnlyList<QuarantineView>> QuarantineAsync(int limit = 50, CancellationToken cancellationToken = default) =>
        (await QuarantineAsync(null, limit, cancellationToken)).Items;

    /// <summary>A page of what could not be understood, newest first. What comes again meanwhile goes to the front.</summary>
    /// <param name="before">When the last of the page before came, and its id.</param>
    /// <param name="limit">So many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<Page<QuarantineView>> QuarantineAsync((DateTimeOffset At, long Id)? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _store.CreateDbContextAsync(cancellationToken);
        var rows = db.Quarantine.AsNoTracking();
        if (before is var (at, id))
        {
            rows = rows.Where(row => row.LastAt < at || (row.LastAt == at && row.Id < id));
        }

        var found = await rows.OrderByDescending(row => row.LastAt).ThenByDescending(row => row.Id).Take(Bounded(limit) + 1).ToListAsync(cancellationToken);
        return Page<QuarantineView>.Of(found, Bounded(limit), View, row => $"{row.LastAt.UtcTicks}-{row.Id}");

        static QuarantineView View(QuarantineRow row) =>
            new(row.Id, row.Topic, row.Gateway, row.Reason, row.Size, row.Count, row.FirstAt, row.LastAt, Convert.ToBase64String(row.Payload));
    }

    private static async Task<List<CaseView>> WithLimitsAsync(HubDb db, List<CaseView> cases, CancellationToken cancellationToken)
    {
        var ids = cases.Select(one => one.CaseId).ToArray();
        var first = await db.CaseLimits()
            .Where(row => EF.Parameter(ids).Contains(row.CaseId) && row.EndedAt == null && row.DueAt != null)
            .GroupBy(row => row.CaseId)
            .Select(limits => new { CaseId = limits.Key, DueAt = limits.Min(row => row.DueAt) })
            .ToDictionaryAsync(one => one.CaseId, one => one.DueAt, cancellationToken);
        return [.. cases.Select(one => first.GetValueOrDefault(one.CaseId) is { } due && !(one.DueAt < due) ? one with { DueAt = due } : one)];
    }

    private static async Task<IReadOnlyList<AttachmentView>> AttachmentsAsync(HubDb db, string caseId, CancellationToken cancellationToken) =>
        await db.Set<CaseAttachmentRow>().AsNoTracking()
            .Where(row => row.CaseId == caseId)
            .OrderBy(row => row.Number)
            .Select(row => new AttachmentView(row.Number, row.Purpose, row.ContentType, row.Size, row.At, row.By))
            .ToListAsync(cancellationToken);

    private static async Task<IReadOnlyList<AlertChanged>> AlertsAsync(HubDb db, IQueryable<AlertRow> rows, CancellationToken cancellationToken)
    {
        var found = await rows
            .Select(row => new { Row = row, HasEvidence = db.Evidence.Any(picture => picture.AlertId == row.AlertId && picture.Gateway == row.Gateway) })
            .ToListAsync(cancellationToken);
        return [.. found.Select(one => new AlertChanged(one.Row.Id, one.Row.ToView(one.HasEvidence)))];
    }

    private static int Bounded(int limit) => Math.Clamp(limit, 1, MaxLimit);
}

/// <summary>How much there is; what is missing is none.</summary>
/// <param name="OpenAlerts">Alerts that have not cleared, by level.</param>
/// <param name="Cases">Cases by the step they stand in.</param>
public sealed record HubCounts(IReadOnlyDictionary<WarningLevel, int> OpenAlerts, IReadOnlyDictionary<CaseStep, int> Cases);

/// <summary>Some cases, newest first.</summary>
/// <param name="Cases">As they stand now.</param>
/// <param name="Next">What to ask for to get the older ones; null when there are none.</param>
public sealed record CasePage(IReadOnlyList<CaseView> Cases, string? Next);

/// <summary>Something that could not be understood.</summary>
/// <param name="Id">Of the row.</param>
/// <param name="Topic">Where it was published.</param>
/// <param name="Gateway">Who sent it; empty when nobody knows.</param>
/// <param name="Reason">Why it was not understood.</param>
/// <param name="Size">In bytes, of the newest.</param>
/// <param name="Count">How many alike.</param>
/// <param name="FirstAt">When the first came.</param>
/// <param name="LastAt">When the newest came.</param>
/// <param name="Payload">The newest one's first 4 KB, base64.</param>
public sealed record QuarantineView(long Id, string Topic, string Gateway, string Reason, long Size, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt, string Payload);
