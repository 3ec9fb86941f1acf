using System.CommandLine;
using EdgeGrid.Agent;
using EdgeGrid.Agent.Commands;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Agent.Outbox;

namespace EdgeGrid.Torture.Rig;

/// <summary>The agent's own command line with one difference: a revision has to stand for a second in place of half a minute.</summary>
internal static class HastyAgent
{
    public const string Name = "hasty-agent";

    private static readonly RevisionPace Pace = new() { StandsAfter = TimeSpan.FromSeconds(1), HubWithin = TimeSpan.FromMinutes(1) };

    /// <summary>Not for people: what `revise` starts.</summary>
    public static Command ToCommand()
    {
        NativeHeap.KeepOne();
        LiteDbFinalizers.Survive();
        return new Command(Name, "An agent that is quick to trust, for revise.") { Hidden = true, Subcommands = { RunCommand.Make(Pace) } };
    }
}
