using System.Text.Json;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Tracking;

/// <summary>Every look at positions is on record before it is answered: here for whoever was looked at, and in the audit trail.</summary>
internal sealed class PositionLooks(WriteGate gate, IDbContextFactory<HubDb> store, TimeProvider time)
{
    /// <summary>What the audit trail calls a look, one that was refused too.</summary>
    public const string LookedAt = "look at positions";

    private const int MaxWhy = 500;

    /// <summary>Puts a look on record. One that shows nobody is none.</summary>
    /// <param name="by">Who looks.</param>
    /// <param name="why">Through what.</param>
    /// <param name="people">Whose positions they see.</param>
    /// <param name="cancellationToken">Gives up before the commit: then nothing may be shown.</param>
    /// <param name="requestId">As the answer tells it; empty when the hub itself looks.</param>
    public async Task RecordAsync(Caller by, string why, IReadOnlyCollection<string> people, CancellationToken cancellationToken, string requestId = "")
    {
        if (people.Count > 0)
        {
            var whose = people.Count == 1 ? $"person {people.Single()}" : $"{people.Count} people, {why}";
            await gate.WriteAsync(
                db =>
                {
                    db.Add(RowOf(by, why, people));
                    db.Add(Audit.Entry(by, LookedAt, whose, StatusCodes.Status200OK, requestId, time.GetUtcNow()));
                    return Task.FromResult(true);
                },
                cancellationToken);
        }
    }

    /// <summary>Who looked at somebody's positions, newest first.</summary>
    public async Task<IReadOnlyList<PositionLookRow>> OfAsync(string person, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var word = $" {person} ";
        return await db.Set<PositionLookRow>().AsNoTracking()
            .Where(row => row.People.Contains(word) && (before == null || row.Id < before))
            .OrderByDescending(row => row.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    private PositionLookRow RowOf(Caller by, string why, IReadOnlyCollection<string> people) => new()
    {
        At = time.GetUtcNow(),
        By = by.Name,
        Role = JsonSerializer.Serialize(by.Role).Trim('"'),
        Why = why.Length <= MaxWhy ? why : why[..MaxWhy],
        Count = people.Count,
        People = $" {string.Join(' ', people)} ",
    };
}
