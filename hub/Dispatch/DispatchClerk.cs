using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tracking;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>
/// Dispatches filed cases whose rule says so, and goes one further when nobody answers. Each is a command like a person's,
/// on the version that was looked at: what has happened meanwhile makes it stale, and the case is looked at again.
/// </summary>
internal sealed partial class DispatchClerk(DispatchPlanner planner, CaseDesk desk, HubStore store, PositionLooks looks, DispatchTools tools)
{
    /// <summary>Who acts when no person does.</summary>
    public static readonly Caller Self = new("dispatch", Role.Dispatcher) { IsHub = true };

    /// <summary>Does for one case what is to be done now.</summary>
    /// <returns>False when there was nothing to do, or it could not be done.</returns>
    public async Task<bool> AttendAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = store.CreateDbContext();
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(one => one.CaseId == caseId, cancellationToken) is not { Suspended: false } row)
        {
            return false;
        }

        var rule = planner.RuleOf(row);
        if (row.Step == CaseStep.Filed && rule is { Automatic: true })
        {
            return await DispatchAsync(row, rule, await DispatchPast.ReadAsync(db, caseId, cancellationToken), cancellationToken);
        }

        if (row is not { Step: CaseStep.Dispatched, AnswerBy: { } deadline } || (row.Simulated && rule is null))
        {
            // What is simulated goes to nobody whom no rule names, whoever began with it.
            return false;
        }

        if (deadline <= tools.Time.GetUtcNow())
        {
            return await EscalateAsync(row, rule, await DispatchPast.ReadAsync(db, caseId, cancellationToken), cancellationToken);
        }

        return rule is { Automatic: true } && await ReachMoreAsync(row, await DispatchPast.ReadAsync(db, caseId, cancellationToken), rule, cancellationToken);
    }

    private async Task<bool> DispatchAsync(CaseRow row, DispatchRule rule, DispatchPast past, CancellationToken cancellationToken)
    {
        var targets = past.Returned ? [] : planner.Next(row, rule, past.Tried, past.Misses, past.Misses == 0 ? planner.ReachOf(row) : 1);
        if (targets.Count == 0)
        {
            // It was given back, or everybody has refused, the centre too: a person has to decide.
            return false;
        }

        // A report may fill all that a task may say.
        var task = rule.Task ?? CaseOpening.Cut(row.Measured, Needs.Long - Needs.Line);
        Phrase how = targets[0].Step switch
        {
            DispatchStep.Nearest => new($"by rule {rule.Id}", $"按规则{rule.Id}"),
            DispatchStep.Centre when past.Tried.Count == 0 => new($"by rule {rule.Id}: nobody suitable is on duty, so it goes to the centre", $"按规则{rule.Id}:无合适的在岗人员,转由中心处理"),
            _ => new($"by rule {rule.Id}, to {targets[0].Why}", $"按规则{rule.Id},转交{targets[0].Why}"),
        };
        return await ActAsync(
            row,
            new DispatchCase(rule.Department, null, new($"{task} ({how})", $"{task}({how})"), DueAt: null, [.. targets.Select(target => target.Assignee)], planner.AnswerBy(row, targets[0])),
            targets,
            cancellationToken) is not null;
    }

    private async Task<bool> EscalateAsync(CaseRow row, DispatchRule? rule, DispatchPast past, CancellationToken cancellationToken)
    {
        if (planner.Next(row, rule, past.Tried, past.Misses + 1, 1) is not [var target])
        {
            return false;
        }

        Phrase next = target.Step switch
        {
            DispatchStep.Nearest => new("now the next nearest on duty", "改派下一名最近的在岗人员"),
            DispatchStep.Centre => new("now the centre, as there is nobody else on duty", "且无其他在岗人员,转由中心处理"),
            _ => new($"now {target.Why}", $"改派{target.Why}"),
        };
        var why = new Phrase($"{DispatchPast.NoAnswer} by {row.AnswerBy:yyyy-MM-dd HH:mm:ss} UTC; {next}", $"截至{row.AnswerBy:yyyy-MM-dd HH:mm:ss} UTC无人应答,{next}");
        return await ActAsync(
            row,
            new EscalateDispatch(target.Assignee, why, planner.AnswerBy(row, target)),
            [target],
            cancellationToken) is not null;
    }

    /// <summary>Its level has risen: more people are reached at once than when it was dispatched.</summary>
    private async Task<bool> ReachMoreAsync(CaseRow row, DispatchPast past, DispatchRule rule, CancellationToken cancellationToken)
    {
        var targets = planner.Next(row, rule, past.Tried, 0, planner.ReachOf(row) - past.Tried.Count).Where(target => target.Step == DispatchStep.Nearest).ToList();
        var why = new Phrase($"a case of this level reaches {planner.ReachOf(row)} at once", $"该等级的案卷同时派遣{planner.ReachOf(row)}人");
        foreach (var target in targets)
        {
            var version = await ActAsync(row, new EscalateDispatch(target.Assignee, why, planner.AnswerBy(row, target)), [target], cancellationToken);
            if (version is not { } next)
            {
                return false;
            }

            row.Version = next;
        }

        return targets.Count > 0;
    }

    /// <summary>The case's version after it; null when it was not done.</summary>
    private async Task<int?> ActAsync(CaseRow row, CaseCommand command, IReadOnlyList<DispatchTarget> targets, CancellationToken cancellationToken)
    {
        // The hub, too, has looked at where they are.
        await looks.RecordAsync(Self, $"dispatch of case {row.CaseId}", [.. targets.Where(target => target.Found is not null).Select(target => target.Person!.Id)], cancellationToken);
        var outcome = await desk.ExecuteAsync(row.CaseId, command, Self, row.Version, cancellationToken);
        switch (outcome.Answer)
        {
            case DeskAnswer.Done:
                Done(tools.Logger, row.CaseId, command.GetType().Name, targets[0].Step, targets.Count);
                return outcome.Case?.Version;
            case DeskAnswer.Stale:
                // What made it stale rings, and it is looked at again.
                return null;
            default:
                NotDone(tools.Logger, row.CaseId, command.GetType().Name, outcome.Why?.Text.En);
                return null;
        }
    }

    [LoggerMessage(2750, LogLevel.Information, "Case {CaseId}: {Command} to {Count}, {Step}")]
    private static partial void Done(ILogger logger, string caseId, string command, DispatchStep step, int count);

    [LoggerMessage(2751, LogLevel.Warning, "Case {CaseId} could not be dispatched ({Command}): {Reason}")]
    private static partial void NotDone(ILogger logger, string caseId, string command, string? reason);
}

/// <summary>What dispatch works with beside its own.</summary>
internal sealed record DispatchTools(TimeProvider Time, ILogger<DispatchClerk> Logger);
