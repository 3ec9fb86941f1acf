using EdgeGrid.Torture.Scenarios;

namespace EdgeGrid.Torture;

/// <summary>Every scenario. A new one is one file and one line here.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        AgentKill.Scenario,
        HubKill.Scenario,
        BrokerKill.Scenario,
        Cable.Scenario,
        Storm.Scenario,
        Clock.Scenario,
        PowerCut.Scenario,
        Corrupt.Scenario,
        DiskFull.Scenario,
        Revise.Scenario,
    ];
}
