using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.People;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>Finds everything that is wrong with rules, at once.</summary>
internal static class DispatchRulesCheck
{
    private const int MostMinutes = 7 * 24 * 60;
    private const int MostReached = 20;
    private const int MostRules = 1000;

    public static IReadOnlyList<string> Problems(DispatchRules rules, Staff staff, GridRegistry grids) =>
    [
        .. Whole(rules),
        .. Each("answerMinutes", rules.AnswerMinutes, MostMinutes),
        .. Each("reach", rules.Reach, MostReached),
        .. rules.Rules.GroupBy(rule => rule.Id).Where(same => same.Count() > 1).Select(same => $"rule {StaffCheck.Shown(same.Key)} stands {same.Count()} times"),
        .. rules.Rules.SelectMany(rule => Of(rule, staff, grids).Select(problem => $"rule {StaffCheck.Shown(rule.Id)}: {problem}")),
    ];

    private static IEnumerable<string> Whole(DispatchRules rules)
    {
        if (string.IsNullOrWhiteSpace(rules.Centre) || rules.Centre.Length > Needs.Short)
        {
            yield return $"'centre' is the name of an account, 1 to {Needs.Short} characters";
        }

        if (rules.Rules.Count > MostRules)
        {
            yield return $"{rules.Rules.Count} rules are more than {MostRules}";
        }

        var weights = rules.Weights;
        if (new[] { weights.MetresPerOpenCase, weights.MetresOutsideGrid, weights.MetresOtherRole, weights.MetresNotSeen }.Any(weight => !(weight is >= 0 and <= 1_000_000)))
        {
            yield return "'weights' are metres, 0 to 1000000";
        }
    }

    private static IEnumerable<string> Each(string what, PerLevel numbers, int most)
    {
        if (new[] { numbers.Red, numbers.Orange, numbers.Yellow, numbers.Blue }.Any(number => number < 1 || number > most))
        {
            yield return $"'{what}' are 1 to {most} for each level";
        }
    }

    private static IEnumerable<string> Of(DispatchRule rule, Staff staff, GridRegistry grids)
    {
        if (!GridCell.IsCode(rule.Id))
        {
            yield return "an id is 1 to 32 letters, digits or hyphens";
        }

        if (!staff.Departments.ContainsKey(rule.Department))
        {
            yield return $"there is no department {StaffCheck.Shown(rule.Department)}";
        }

        foreach (var grid in rule.Grids.Where(grid => !grid.EndsWith('*') && grids.Locate(grid, null) != grid))
        {
            yield return $"there is no grid {StaffCheck.Shown(grid)}";
        }

        if (rule.Task?.Length > Needs.Line)
        {
            yield return $"a task is at most {Needs.Line} characters";
        }
    }
}
