using System.Text.Json;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>The rules that count now, and where they are changed.</summary>
internal sealed class DispatchRuleBook(WriteGate gate, StaffDirectory directory, GridRegistry grids, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private volatile VersionedRules _now = new(0, new DispatchRules());

    /// <summary>Version 0 is that nobody has made any.</summary>
    public VersionedRules Now => _now;

    /// <summary>Called after each change.</summary>
    public Action? Changed { get; set; }

    /// <summary>Reads what counts, once, at the start.</summary>
    public async Task LoadAsync(HubDb db, CancellationToken cancellationToken)
    {
        if (await db.Set<DispatchRulesRow>().AsNoTracking().OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken) is { } row)
        {
            _now = Read(row);
        }
    }

    /// <summary>The rules of a version; null when there are none.</summary>
    public static async Task<VersionedRules?> OfAsync(HubDb db, long version, CancellationToken cancellationToken) =>
        await db.Set<DispatchRulesRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Version == version, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Puts other rules in place of those that count.</summary>
    /// <param name="rules">All of them.</param>
    /// <param name="expected">The version that the caller has seen.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<RulesOutcome> ChangeAsync(DispatchRules rules, long expected, Caller by, CancellationToken cancellationToken)
    {
        var problems = DispatchRulesCheck.Problems(rules, directory.Now, grids);
        if (problems.Count > 0)
        {
            return new RulesOutcome(Now, problems);
        }

        var changed = await gate.WriteAsync(
            async db =>
            {
                var last = await db.Set<DispatchRulesRow>().MaxAsync(row => (long?)row.Version, cancellationToken) ?? 0;
                if (last != expected)
                {
                    return null;
                }

                db.Add(new DispatchRulesRow { Version = last + 1, At = time.GetUtcNow(), By = by.Name, Definition = JsonSerializer.Serialize(rules, Json) });
                return new VersionedRules(last + 1, rules);
            },
            cancellationToken);
        if (changed is null)
        {
            return new RulesOutcome(Now, [], Stale: true);
        }

        _now = changed;
        Changed?.Invoke();
        return new RulesOutcome(changed, []);
    }

    private static VersionedRules Read(DispatchRulesRow row) => new(
        row.Version,
        JsonSerializer.Deserialize<DispatchRules>(row.Definition, Json) ?? throw new InvalidOperationException($"Version {row.Version} of the rules of dispatch is empty."));
}

/// <summary>Rules with their version.</summary>
internal sealed record VersionedRules(long Version, DispatchRules Rules)
{
    /// <summary>The rule of a case; null when none fits.</summary>
    public DispatchRule? For(DispatchSubject subject) => Rules.Rules.FirstOrDefault(rule => rule.Fits(subject));
}

/// <summary>What became of a change.</summary>
/// <param name="Now">What counts now.</param>
/// <param name="Problems">Why it was not done.</param>
/// <param name="Stale">Somebody else has changed them.</param>
internal sealed record RulesOutcome(VersionedRules Now, IReadOnlyList<Phrase> Problems, bool Stale = false);
