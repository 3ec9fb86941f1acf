using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Cases;

/// <summary>Commands that two cases take at once, or neither: in one transaction.</summary>
internal sealed class CaseRelations(HubDb db, CaseJournal journal, CaseActor by, DateTimeOffset now)
{
    /// <summary>True when a command is about two cases.</summary>
    public static bool IsAbout(CaseCommand command) => command is LinkCase or UnlinkCase or MergeCase or SplitCase;

    /// <summary>Carries it out on both, the named one first; or on neither, and says why.</summary>
    public async Task<(CaseOutcome[] Done, Refusal? Rejection)> ExecuteAsync(string caseId, CaseCommand command, Func<Task<string>> nextNumber, CancellationToken cancellationToken)
    {
        var state = await journal.StateAsync(db, caseId, cancellationToken)
            ?? throw new InvalidOperationException($"Case {caseId} has a row but no events: rebuild the projections.");
        if (command is SplitCase split)
        {
            return await SplitAsync(state, split, nextNumber, cancellationToken);
        }

        var (otherId, mirrored) = command switch
        {
            LinkCase link => (link.Other, new LinkCase(caseId, link.Reason)),
            UnlinkCase unlink => (unlink.Other, (CaseCommand)new UnlinkCase(caseId, unlink.Reason)),
            MergeCase merge => (merge.Into, RelationDecisions.Absorption(state, merge)),
            _ => throw new InvalidOperationException($"{command.GetType().Name} is not about two cases."),
        };
        if (CaseDecider.Decide(state, command, by, now).Rejection is { } rejection)
        {
            return ([], rejection);
        }

        var other = otherId == caseId ? state : await journal.StateAsync(db, otherId ?? "", cancellationToken);
        if (CaseDecider.Decide(other, mirrored, by, now).Rejection is { } others)
        {
            return ([], other is null ? CaseRefusals.NoOther(otherId ?? "") : CaseRefusals.Other(otherId!, others));
        }

        var done = await journal.ExecuteAsync(db, caseId, command, by, now, cancellationToken);
        var there = await journal.ExecuteAsync(db, otherId!, mirrored, by, now, cancellationToken);
        if (command is MergeCase)
        {
            await db.Alerts.Where(row => row.CaseId == caseId).ExecuteUpdateAsync(set => set.SetProperty(row => row.CaseId, otherId), cancellationToken);
        }

        return ([done, there], null);
    }

    private async Task<(CaseOutcome[] Done, Refusal? Rejection)> SplitAsync(CaseState state, SplitCase split, Func<Task<string>> nextNumber, CancellationToken cancellationToken)
    {
        if (CaseDecider.Decide(state, split, by, now).Rejection is { } rejection)
        {
            return ([], rejection);
        }

        var rule = split.Category is { } category ? await RuleBook.RuleAtAsync(db, category, now, cancellationToken) : null;
        split = split with { Into = await nextNumber(), Level = rule?.Rule.Level };
        var opening = RelationDecisions.Opening(state, split);
        var done = await journal.ExecuteAsync(db, state.CaseId, split, by, now, cancellationToken);
        var there = await CaseJournal.OpenAsync(db, split.Into, [opening], by, now, cancellationToken);
        foreach (var (gateway, alertId) in opening.Part.Alerts.Select(alert => alert.Key))
        {
            await db.Alerts.Where(row => row.Gateway == gateway && row.AlertId == alertId).ExecuteUpdateAsync(set => set.SetProperty(row => row.CaseId, split.Into), cancellationToken);
        }

        return ([done, there], null);
    }
}
