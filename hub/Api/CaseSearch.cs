using System.Collections.Frozen;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
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

/// <summary>Finds cases so that a million of them are no harder to look through than a thousand: each way in reads one index, newest first.</summary>
internal static class CaseSearch
{
    /// <summary>A word that more cases have is common.</summary>
    private const int Common = 1000;

    /// <summary>The cases that are asked for, newest first, at most so many.</summary>
    public static async Task<IReadOnlyList<CaseRow>> NewestAsync(HubDb db, CaseFilter filter, int limit, CancellationToken cancellationToken)
    {
        var cases = db.Cases.AsNoTracking();
        var narrowed = Narrowed(cases, filter);
        if (await NumbersAsync(db, filter, cancellationToken) is not { } numbers)
        {
            narrowed = filter.Before is { } before ? narrowed.Where(row => row.CaseId.CompareTo(before) < 0) : narrowed;
            return await narrowed.OrderByDescending(row => row.CaseId).Take(limit).ToListAsync(cancellationToken);
        }

        // The words and the person lead; of their cases the store looks at one after the other, until there are enough.
        numbers = filter.Before is { } last ? numbers.Where(number => number.CompareTo(last) < 0) : numbers;
        var page = numbers.Where(number => narrowed.Any(row => row.CaseId == number)).OrderByDescending(number => number).Take(limit);
        return await cases.Where(row => page.Contains(row.CaseId)).OrderByDescending(row => row.CaseId).ToListAsync(cancellationToken);
    }

    private static IQueryable<CaseRow> Narrowed(IQueryable<CaseRow> cases, CaseFilter filter)
    {
        cases = filter.Step is { } step ? cases.Where(row => row.Step == step) : cases;
        cases = filter.Level is { } level ? cases.Where(row => row.Level == level) : cases;
        cases = filter.Department is { } department ? cases.Where(row => row.Department == department) : cases;
        cases = filter.Grid is { } grid ? cases.Where(row => row.Grid == grid) : cases;
        cases = filter.Category is { } category ? cases.Where(row => row.Category == category) : cases;
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

    /// <summary>The numbers of the cases with these words and of this person; null when neither is asked for.</summary>
    private static async Task<IQueryable<string>?> NumbersAsync(HubDb db, CaseFilter filter, CancellationToken cancellationToken)
    {
        var texts = db.Set<CaseWordRow>().AsNoTracking();
        var numbers = filter.Assignee is { } assignee
            ? db.Set<CaseAssigneeRow>().AsNoTracking().Where(row => row.Assignee == assignee).Select(row => row.CaseId)
            : null;
        if (filter.Text is null || IsNumber(filter.Text))
        {
            return numbers;
        }

        var words = await RarestFirstAsync(texts, SearchWords.Of(filter.Text), cancellationToken);
        if (words.Count == 0)
        {
            // Only signs and spaces, or a single Chinese character: no case has that as a word.
            return texts.Where(row => false).Select(row => row.CaseId);
        }

        foreach (var word in words)
        {
            numbers = numbers is null
                ? texts.Where(row => row.Word == word).Select(row => row.CaseId)
                : numbers.Where(number => texts.Any(row => row.Word == word && row.CaseId == number));
        }

        return numbers;
    }

    private static async Task<IReadOnlyList<string>> RarestFirstAsync(IQueryable<CaseWordRow> texts, FrozenSet<string> words, CancellationToken cancellationToken)
    {
        var counted = new List<(string Word, int Count)>();
        foreach (var word in words)
        {
            counted.Add((word, words.Count == 1 ? 0 : await texts.Where(row => row.Word == word).Take(Common).CountAsync(cancellationToken)));
        }

        return [.. counted.OrderBy(one => one.Count).Select(one => one.Word)];
    }

    private static bool IsNumber(string? text) => text?.Length >= 4 && text.All(letter => char.IsAsciiDigit(letter) || letter == '-');
}
