using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Cases;

/// <summary>Takes a case through commands on a sheet of paper.</summary>
internal static class Play
{
    public const string CaseId = "20261123-000001";

    public static ReportedProblem Problem() => new()
    {
        Category = "0105",
        Description = "Rubbish beside the bins\nand it smells",
        Address = "Heping Road 18",
        Grid = GridCell.Unassigned,
        Source = ReportSource.Citizen,
        Reference = "call-7",
    };

    public static Decision Decide(CaseState? state, CaseCommand command, string by = "li") => Decide(state, command, CaseActor.Above(by));

    public static Decision Decide(CaseState? state, CaseCommand command, CaseActor by) => CaseDecider.Decide(state, command, by, Records.Noon);

    /// <summary>The state after events.</summary>
    public static CaseState? After(CaseState? state, IEnumerable<CaseEvent> events, string by = "li") =>
        events.Aggregate(state, (before, happened) => CaseState.After(before, new RecordedEvent(0, CaseId, (before?.Version ?? 0) + 1, Records.Noon, by, happened)));

    /// <summary>The state after a command that must be taken.</summary>
    public static CaseState Apply(CaseState? state, CaseCommand command, string by = "li")
    {
        var decision = Decide(state, command, by);
        Assert.Null(decision.Rejection);
        return After(state, decision.Events, by)!;
    }

    /// <summary>The state after commands that must be taken.</summary>
    public static CaseState Apply(IEnumerable<CaseCommand> commands, string by = "li") =>
        commands.Aggregate((CaseState?)null, (state, command) => Apply(state, command, by))!;
}
