using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>Whom a case has reached since it was filed, and how often that led to nothing: read from its events, so nothing is forgotten.</summary>
/// <param name="Tried">Everyone whom it reached.</param>
/// <param name="Misses">How often nobody answered, or everybody refused.</param>
/// <param name="Returned">Whoever had accepted it has given it back since: it needs a person who thinks, not another round.</param>
internal sealed record DispatchPast(IReadOnlySet<string> Tried, int Misses, bool Returned)
{
    /// <summary>How the reason begins when a deadline has passed.</summary>
    public const string NoAnswer = "nobody answered";

    private static readonly string[] Types = [nameof(CaseFiled), nameof(CaseDispatched), nameof(CaseRefused), nameof(CaseReturned), nameof(CaseHandedOver), nameof(DispatchEscalated)];

    public static async Task<DispatchPast> ReadAsync(HubDb db, string caseId, CancellationToken cancellationToken)
    {
        var rows = await db.CaseEvents.AsNoTracking().Where(row => row.CaseId == caseId && Types.Contains(row.Type)).OrderBy(row => row.Version).ToListAsync(cancellationToken);
        var (tried, misses, returned) = (new HashSet<string>(), 0, false);
        foreach (var happened in rows.Select(row => CaseEventJson.Read(row).Happened))
        {
            switch (happened)
            {
                case CaseFiled:
                    tried.Clear();
                    (misses, returned) = (0, false);
                    break;
                case CaseDispatched dispatched:
                    tried.UnionWith(dispatched.Reached);
                    returned = false;
                    break;
                case CaseHandedOver over:
                    tried.Add(over.To);
                    break;
                case DispatchEscalated escalated:
                    tried.Add(escalated.To);
                    misses += escalated.Why.En.StartsWith(NoAnswer, StringComparison.Ordinal) ? 1 : 0;
                    break;
                case CaseReturned:
                    returned = true;
                    break;
                case CaseRefused:
                    misses++;
                    break;
            }
        }

        return new DispatchPast(tried, misses, returned);
    }
}
