using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>Finds everything that is wrong with rules, at once.</summary>
internal static class DispatchRulesCheck
{
    private const int MostMinutes = 7 * 24 * 60;
    private const int MostReached = 20;
    private const int MostRules = 1000;

    public static IReadOnlyList<Phrase> Problems(DispatchRules rules, Staff staff, GridRegistry grids) =>
    [
        .. Whole(rules),
        .. Each("answerMinutes", rules.AnswerMinutes, MostMinutes),
        .. Each("reach", rules.Reach, MostReached),
        .. rules.Rules.GroupBy(rule => rule.Id).Where(same => same.Count() > 1).Select(same => new Phrase(
            $"rule {StaffCheck.Shown(same.Key)} stands {same.Count()} times",
            $"规则{StaffCheck.Shown(same.Key)}出现{same.Count()}次")),
        .. rules.Rules.SelectMany(rule => Of(rule, staff, grids).Select(problem => new Phrase(
            $"rule {StaffCheck.Shown(rule.Id)}: {problem}",
            $"规则{StaffCheck.Shown(rule.Id)}:{problem}"))),
    ];

    private static IEnumerable<Phrase> Whole(DispatchRules rules)
    {
        if (string.IsNullOrWhiteSpace(rules.Centre) || rules.Centre.Length > Needs.Short)
        {
            yield return new($"'centre' is the name of an account, 1 to {Needs.Short} characters", $"'centre'为账号名称,1至{Needs.Short}个字符");
        }

        if (rules.Rules.Count > MostRules)
        {
            yield return new($"{rules.Rules.Count} rules are more than {MostRules}", $"规则有{rules.Rules.Count}条,最多{MostRules}条");
        }

        var weights = rules.Weights;
        if (new[] { weights.MetresPerOpenCase, weights.MetresOutsideGrid, weights.MetresOtherRole, weights.MetresNotSeen }.Any(weight => !(weight is >= 0 and <= 1_000_000)))
        {
            yield return new("'weights' are metres, 0 to 1000000", "'weights'以米为单位,0至1000000");
        }
    }

    private static IEnumerable<Phrase> Each(string what, PerLevel numbers, int most)
    {
        if (new[] { numbers.Red, numbers.Orange, numbers.Yellow, numbers.Blue }.Any(number => number < 1 || number > most))
        {
            yield return new($"'{what}' are 1 to {most} for each level", $"'{what}'每个等级为1至{most}");
        }
    }

    private static IEnumerable<Phrase> Of(DispatchRule rule, Staff staff, GridRegistry grids)
    {
        if (!GridCell.IsCode(rule.Id))
        {
            yield return new("an id is 1 to 32 letters, digits or hyphens", "编号为1至32个字母、数字或连字符");
        }

        if (!staff.Departments.ContainsKey(rule.Department))
        {
            yield return new($"there is no department {StaffCheck.Shown(rule.Department)}", $"没有部门{StaffCheck.Shown(rule.Department)}");
        }

        foreach (var grid in rule.Grids.Where(grid => !grid.EndsWith('*') && grids.Locate(grid, null) != grid))
        {
            yield return new($"there is no grid {StaffCheck.Shown(grid)}", $"没有网格{StaffCheck.Shown(grid)}");
        }

        if (rule.Task?.Length > Needs.Line)
        {
            yield return new($"a task is at most {Needs.Line} characters", $"任务内容最多{Needs.Line}个字符");
        }
    }
}
