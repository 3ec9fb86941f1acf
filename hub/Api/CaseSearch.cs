using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Api;

/// <summary>Which cases are asked for.</summary>
public sealed record CaseFilter
{
    public CaseStep? Step { get; init; }

    public WarningLevel? Level { get; init; }

    /// <summary>Somebody has still to work on it, or nobody.</summary>
    public bool? Open { get; init; }

    public string? Department { get; init; }

    /// <summary>One of the people whom it reached.</summary>
    public string? Assignee { get; init; }

    public string? Grid { get; init; }

    public string? Category { get; init; }

    /// <summary>The beginning of its number, or words that all stand in its title, place, category or reference.</summary>
    public string? Text { get; init; }

    /// <summary>At most so many; <see cref="HubQueries.MaxLimit"/> at most.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Only cases older than the one with this number: <see cref="CasePage.Next"/> of the page before.</summary>
    public string? Before { get; init; }
}

/// <summary>
/// Finds cases so that a million of them are no harder to look through than a thousand: each way in reads one index, newest
/// first. Where several things are asked for, what is rarest leads, and of its cases the store looks at one after the
/// other: a common word with a filter that nothing matches would else be looked through from end to end.
/// </summary>
internal static class CaseSearch
{
    /// <summary>What fewer cases have need not be counted more exactly.</summary>
    private const int Few = 1_000;

    /// <summary>What more cases have is common, however many there are.</summary>
    private const int Common = 100_000;

    /// <summary>The cases that are asked for, newest first, at most so many.</summary>
    public static async Task<IReadOnlyList<CaseRow>> NewestAsync(HubDb db, CaseFilter filter, int limit, CancellationToken cancellationToken)
    {
        var cases = db.Cases.AsNoTracking();
        var narrowed = Narrowed(cases, filter);
        var sides = Words(db, filter);
        if (filter.Assignee is { } assignee)
        {
            sides.Add(db.Set<CaseAssigneeRow>().AsNoTracking().Where(row => row.Assignee == assignee).Select(row => row.CaseId));
        }

        if (sides.Count == 0)
        {
            narrowed = filter.Before is { } before ? narrowed.Where(row => row.CaseId.CompareTo(before) < 0) : narrowed;
            return await narrowed.OrderByDescending(row => row.CaseId).Take(limit).ToListAsync(cancellationToken);
        }

        if (narrowed != cases)
        {
            // Leads where a word is as common: whether a case has the word one index says, and of what category it is its row.
            sides.Insert(0, narrowed.Select(row => row.CaseId));
        }

        var numbers = (await RarestFirstAsync(sides, cancellationToken)).Aggregate((lead, other) => lead.Where(number => other.Any(one => one == number)));
        numbers = filter.Before is { } last ? numbers.Where(number => number.CompareTo(last) < 0) : numbers;
        var page = await numbers.OrderByDescending(number => number).Take(limit).ToListAsync(cancellationToken);
        return await cases.Where(row => EF.Parameter(page).Contains(row.CaseId)).OrderByDescending(row => row.CaseId).ToListAsync(cancellationToken);
    }

    private static IQueryable<CaseRow> Narrowed(IQueryable<CaseRow> cases, CaseFilter filter)
    {
        cases = filter.Step is { } step ? cases.Where(row => row.Step == step) : cases;
        cases = filter.Level is { } level ? cases.Where(row => row.Level == level) : cases;
        cases = filter.Department is { } department ? cases.Where(row => row.Department == department) : cases;
        cases = filter.Grid is { } grid ? cases.Where(row => row.Grid == grid) : cases;
        cases = filter.Category switch
        {
            null => cases,
            var category when RuleBook.KindOf(category) is { } kind => cases.Where(row => row.Kind == kind && row.Category == null),
            var category => cases.Where(row => row.Category == category),
        };
        cases = (filter.Open, filter) switch
        {
            (null, _) => cases,

            // Said of the step, or SQLite would take the index of all open (or all closed) cases in place of a better one.
            ({ } open, not { Department: null, Grid: null, Category: null }) => open ? cases.Where(row => row.Step < CaseStep.Closed) : cases.Where(row => row.Step >= CaseStep.Closed),
            ({ } open, _) => cases.Where(row => row.Open == open),
        };
        if (!IsNumber(filter.Text))
        {
            return cases;
        }

        // The beginning of a number: a range of the key. ':' is what follows '9'.
        var (from, end) = (filter.Text!, filter.Text + ":");
        return cases.Where(row => row.CaseId.CompareTo(from) >= 0 && row.CaseId.CompareTo(end) < 0);
    }

    /// <summary>For each word that is asked for: the numbers of the cases that have it.</summary>
    private static List<IQueryable<string>> Words(HubDb db, CaseFilter filter)
    {
        if (filter.Text is null || IsNumber(filter.Text))
        {
            return [];
        }

        var texts = db.Set<CaseWordRow>().AsNoTracking();
        var words = SearchWords.Of(filter.Text);
        return words.Count > 0
            ? [.. words.Select(word => texts.Where(row => row.Word == word).Select(row => row.CaseId))]

            // Only signs and spaces, or a single Chinese character: no case has that as a word.
            : [texts.Where(row => false).Select(row => row.CaseId)];
    }

    private static async Task<IEnumerable<IQueryable<string>>> RarestFirstAsync(List<IQueryable<string>> sides, CancellationToken cancellationToken)
    {
        if (sides.Count == 1)
        {
            return sides;
        }

        var counted = await CountAsync(Few);
        return (counted.Exists(side => side.Count < Few) ? counted : await CountAsync(Common)).OrderBy(side => side.Count).Select(side => side.Numbers);

        async Task<List<(IQueryable<string> Numbers, int Count)>> CountAsync(int atMost)
        {
            var counts = new List<(IQueryable<string>, int)>(sides.Count);
            foreach (var side in sides)
            {
                counts.Add((side, await side.Take(atMost).CountAsync(cancellationToken)));
            }

            return counts;
        }
    }

    /// <summary>True for what looks like a case's whole number.</summary>
    public static bool IsWholeNumber(string text) => text.Length >= 13 && text[8] == '-' && IsNumber(text);

    private static bool IsNumber(string? text) => text?.Length >= 4 && text.All(letter => char.IsAsciiDigit(letter) || letter == '-');
}
