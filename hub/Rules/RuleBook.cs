using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Rules;

/// <summary>Looks rules and calendars up by the instant: what held then holds for what began then.</summary>
internal static class RuleBook
{
    private const string AlertPrefix = "alert.";

    private const int MaxDepth = 8;

    /// <summary>The category of cases that a sensor opened is that of its kind: <c>alert.gas</c>.</summary>
    public static string CategoryOf(AlertKind kind) => AlertPrefix + ApiWords.Of(kind);

    /// <summary>The kind of such a category; null for any other.</summary>
    public static AlertKind? KindOf(string category) =>
        category.StartsWith(AlertPrefix, StringComparison.Ordinal) && ApiWords.TryParse<AlertKind>(category[AlertPrefix.Length..], out var kind) ? kind : null;

    /// <summary>The rule of a category, or of the category that it is a part of; null when there is none.</summary>
    public static async Task<(CaseRule Rule, int Version)?> RuleAtAsync(HubDb db, string category, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var code = category;
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            // In one question: it is asked for every case that is filed.
            var asked = code;
            var found = await InForce(db, at)
                .Where(row => (row.Section == CatalogueSection.Rule && row.Category == asked) || (row.Section == CatalogueSection.Category && row.Code == asked))
                .ToListAsync(cancellationToken);
            if (found.Where(row => row.Section == CatalogueSection.Rule).OrderByDescending(row => row.Code == asked).ThenBy(row => row.Code, StringComparer.Ordinal).FirstOrDefault() is { } rule)
            {
                return (CatalogueJson.Rule(rule), rule.Version);
            }

            if (found is not [var standing] || CatalogueJson.Category(standing).Parent is not { } parent)
            {
                return null;
            }

            code = parent;
        }

        return null;
    }

    /// <summary>True when the catalogue has such a category.</summary>
    public static Task<bool> HasCategoryAsync(HubDb db, string code, DateTimeOffset at, CancellationToken cancellationToken) =>
        InForce(db, at).AnyAsync(row => row.Section == CatalogueSection.Category && row.Code == code, cancellationToken);

    /// <summary>The codes of all categories.</summary>
    public static Task<List<string>> CategoriesAsync(HubDb db, DateTimeOffset at, CancellationToken cancellationToken) =>
        InForce(db, at).Where(row => row.Section == CatalogueSection.Category).Select(row => row.Code).ToListAsync(cancellationToken);

    /// <summary>The version of a calendar that holds at an instant; its first, where the rule that names it holds already.</summary>
    public static async Task<int> CalendarVersionAtAsync(HubDb db, string code, DateTimeOffset at, CancellationToken cancellationToken) =>
        await InForce(db, at).Where(row => row.Section == CatalogueSection.Calendar && row.Code == code).Select(row => (int?)row.Version).SingleOrDefaultAsync(cancellationToken)
        ?? await db.Catalogue().Where(row => row.Section == CatalogueSection.Calendar && row.Code == code).MinAsync(row => row.Version, cancellationToken);

    /// <summary>A version of a calendar.</summary>
    public static async Task<(CalendarSpec Spec, WorkCalendar Calendar)> CalendarAsync(HubDb db, string code, int version, CancellationToken cancellationToken)
    {
        var row = await db.Catalogue().AsNoTracking().SingleAsync(row => row.Section == CatalogueSection.Calendar && row.Code == code && row.Version == version, cancellationToken);
        var spec = CatalogueJson.Calendar(row);
        return (spec, spec.ToCalendar());
    }

    /// <summary>A version of a rule.</summary>
    public static async Task<CaseRule> RuleAsync(HubDb db, string code, int version, CancellationToken cancellationToken) =>
        CatalogueJson.Rule(await db.Catalogue().AsNoTracking().SingleAsync(row => row.Section == CatalogueSection.Rule && row.Code == code && row.Version == version, cancellationToken));

    private static IQueryable<CatalogueRow> InForce(HubDb db, DateTimeOffset at) =>
        db.Catalogue().AsNoTracking().Where(row =>
            row.EffectiveFrom <= at && !row.Removed
            && !db.Catalogue().Any(later => later.Section == row.Section && later.Code == row.Code && later.Version > row.Version && later.EffectiveFrom <= at));
}
