using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Access;

/// <summary>
/// The audit trail: who did what, on what, when, and what became of it. Never what was sent or answered: that stands
/// where it belongs, and may be a secret or personal.
/// </summary>
internal sealed class Audit(WriteGate gate, IDbContextFactory<HubDb> store, TimeProvider time)
{
    public const int MaxLimit = 500;

    private const int MaxText = 256;

    /// <summary>Puts an entry at the end of the trail; on the disk when it returns.</summary>
    public Task WriteAsync(Caller caller, string what, string target, int outcome, string requestId, CancellationToken cancellationToken) => gate.WriteAsync(
        db =>
        {
            db.Add(Entry(caller, what, target, outcome, requestId, time.GetUtcNow()));
            return Task.FromResult(true);
        },
        cancellationToken);

    /// <summary>An entry for who writes it along with something else, in one transaction.</summary>
    public static AuditRow Entry(Caller caller, string what, string target, int outcome, string requestId, DateTimeOffset at) => new()
    {
        At = at,
        Who = Bounded(caller.Name),
        Role = caller.Role,
        What = Bounded(what),
        Target = Bounded(target),
        Outcome = outcome,
        RequestId = requestId,
    };

    /// <summary>The trail, newest first.</summary>
    public async Task<AuditPage> ReadAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(filter.Limit, 1, MaxLimit);
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<AuditRow>().AsNoTracking()
            .Where(row => filter.Before == null || row.Id < filter.Before)
            .Where(row => filter.Who == null || row.Who == filter.Who)
            .Where(row => filter.Target == null || row.Target == filter.Target)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var entries = rows.Take(limit).Select(row => new AuditView(row.Id, row.At, row.Who, row.Role, row.What, row.Target, row.Outcome, row.RequestId)).ToList();
        return new AuditPage(entries, rows.Count > limit ? entries[^1].Id : null);
    }

    private static string Bounded(string text) => text.Length <= MaxText ? text : text[..MaxText];
}

/// <summary>Which part of the trail.</summary>
internal sealed record AuditFilter(long? Before, string? Who, string? Target, int Limit);

/// <summary>A page of the trail.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null at the end.</param>
internal sealed record AuditPage(IReadOnlyList<AuditView> Entries, long? Next);

/// <summary>An entry of the trail.</summary>
/// <param name="Id">Its place.</param>
/// <param name="At">When.</param>
/// <param name="Who">Who wanted it.</param>
/// <param name="Role">As what.</param>
/// <param name="What">What was wanted.</param>
/// <param name="Target">On what.</param>
/// <param name="Outcome">The status of the answer.</param>
/// <param name="RequestId">As the answer told it.</param>
internal sealed record AuditView(long Id, DateTimeOffset At, string Who, Role Role, string What, string Target, int Outcome, string RequestId);
