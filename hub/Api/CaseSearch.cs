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
    /// <summary>The cases that are asked for, newest first.</summary>
    public static IQueryable<CaseRow> NewestFirst(HubDb db, CaseFilter filter)
    {
        var cases = Narrowed(db.Cases.AsNoTracking(), filter);
        if (NumbersOf(db, filter) is { } numbers)
        {
            // The rare words and people lead, and the store reads only their cases.
            return
                from number in filter.Before is { } last ? numbers.Where(number => number.CompareTo(last) < 0) : numbers
                join row in cases on number equals row.CaseId
                orderby number descending
                select row;
        }

        cases = filter.Before is { } before ? cases.Where(row => row.CaseId.CompareTo(before) < 0) : cases;
        return cases.OrderByDescending(row => row.CaseId);
    }

    private static IQueryable<CaseRow> Narrowed(IQueryable<CaseRow> cases, CaseFilter filter)
    {
        cases = filter.Step is { } step ? cases.Where(row => row.Step == step) : cases;
        cases = filter.Level is { } level ? cases.Where(row => row.Level == level) : cases;
        cases = filter.Open is { } open ? cases.Where(row => row.Open == open) : cases;
        cases = filter.Department is { } department ? cases.Where(row => row.Department == department) : cases;
        cases = filter.Grid is { } grid ? cases.Where(row => row.Grid == grid) : cases;
        cases = filter.Category is { } category ? cases.Where(row => row.Category == category) : cases;
        if (!IsNumber(filter.Text))
        {
            return cases;
        }

        // The beginning of a number: a range of the key. ':' is what follows '9'.
        var (from, end) = (filter.Text!, filter.Text + ":");
        return cases.Where(row => row.CaseId.CompareTo(from) >= 0 && row.CaseId.CompareTo(end) < 0);
    }

    /// <summary>The numbers of the cases with these words and of this person; null when neither is asked for.</summary>
    private static IQueryable<string>? NumbersOf(HubDb db, CaseFilter filter)
    {
        var assignees = db.Set<CaseAssigneeRow>();
        var texts = db.Set<CaseWordRow>();
        var numbers = filter.Assignee is { } assignee ? assignees.Where(row => row.Assignee == assignee).Select(row => row.CaseId) : null;
        if (filter.Text is null || IsNumber(filter.Text))
        {
            return numbers;
        }

        var words = SearchWords.Of(filter.Text).OrderByDescending(word => word.Length).ToList();
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

    private static bool IsNumber(string? text) => text?.Length >= 4 && text.All(letter => char.IsAsciiDigit(letter) || letter == '-');
}
