using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Dispatch;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Whether what people name in reports and commands is there: departments, people, categories, cells. Where the district has
/// none of a kind yet, there is nothing to hold a name against. The hub itself is not asked: what its rules say stands,
/// also when a department has gone since.
/// </summary>
internal sealed class CaseNames(StaffDirectory directory, DispatchRuleBook rules, TokenFile tokens, GridRegistry grids, TimeProvider time)
{
    /// <summary>What is not known of a report; null when all of it is.</summary>
    public async Task<Refusal?> UnknownAsync(HubDb db, string category, string? grid, CancellationToken cancellationToken)
    {
        var unknown = new List<Refusal>();
        Add(unknown, await CategoryAsync(db, category, cancellationToken));
        var cells = grids.Current.Map;
        if (grid is not null && grid != GridCell.Unassigned && cells.Cells.Count > 0 && cells.Cell(grid) is null)
        {
            unknown.Add(CaseRefusals.Unknown("grid", grid, Some(cells.Cells.Select(cell => cell.Code))));
        }

        return unknown.Count == 0 ? null : Refusal.Of(unknown);
    }

    /// <summary>A command with its people called as cases call them; or what of it is not known.</summary>
    public async Task<(CaseCommand Command, Refusal? Unknown)> ReadAsync(HubDb db, CaseCommand command, CancellationToken cancellationToken)
    {
        var unknown = new List<Refusal>();
        var read = command switch
        {
            DispatchCase dispatch => dispatch with
            {
                Department = Department(unknown, dispatch.Department)!,
                Worker = Person(unknown, "worker", dispatch.Worker),
                Assignees = dispatch.Assignees?.Select(one => Person(unknown, "assignees", one)!).ToList(),
            },
            HandOverCase over => over with { To = Person(unknown, "to", over.To)!, Department = Department(unknown, over.Department) },
            EscalateDispatch escalate => escalate with { To = Person(unknown, "to", escalate.To)! },
            AskVerification ask => ask with { Assignee = Person(unknown, "assignee", ask.Assignee)! },
            AskInspection ask => ask with { Assignee = Person(unknown, "assignee", ask.Assignee)! },
            _ => command,
        };
        if (command is SplitCase { Category: { } category })
        {
            Add(unknown, await CategoryAsync(db, category, cancellationToken));
        }

        return (read, unknown.Count == 0 ? null : Refusal.Of(unknown));
    }

    private async Task<Refusal?> CategoryAsync(HubDb db, string code, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return string.IsNullOrWhiteSpace(code) || await RuleBook.HasCategoryAsync(db, code, now, cancellationToken) ? null
            : await RuleBook.CategoriesAsync(db, now, cancellationToken) is { Count: > 0 } known ? CaseRefusals.Unknown("category", code, Some(known))
            : null;
    }

    private string? Department(List<Refusal> unknown, string? id)
    {
        var departments = directory.Now.Departments;
        if (!string.IsNullOrWhiteSpace(id) && departments.Count > 0 && !departments.ContainsKey(id))
        {
            unknown.Add(CaseRefusals.Unknown("department", id, Some(departments.Keys)));
        }

        return id;
    }

    /// <summary>Whoever has a token may be asked as well: the centre, an office, a supervisor.</summary>
    private string? Person(List<Refusal> unknown, string field, string? name)
    {
        var staff = directory.Now;
        if (string.IsNullOrWhiteSpace(name) || staff.People.Count == 0)
        {
            return name;
        }

        if ((staff.WithAccount(name) ?? staff.People.GetValueOrDefault(name)) is { } person)
        {
            return DispatchPlanner.AssigneeOf(person);
        }

        if (name != rules.Now.Rules.Centre && !tokens.Holders.Any(holder => holder.Name == name && holder.Role.Grant(Permission.ReadCases)))
        {
            unknown.Add(CaseRefusals.Unknown(field, name, Some(staff.File.People.Select(DispatchPlanner.AssigneeOf))));
        }

        return name;
    }

    private static void Add(List<Refusal> unknown, Refusal? one)
    {
        if (one is not null)
        {
            unknown.Add(one);
        }
    }

    /// <summary>The first of what is known, for whoever misspelt it.</summary>
    private static string Some(IEnumerable<string> known)
    {
        const int shown = 8;
        var first = known.Order(StringComparer.Ordinal).Take(shown + 1).ToList();
        return string.Join(", ", first.Take(shown)) + (first.Count > shown ? ", …" : "");
    }
}
