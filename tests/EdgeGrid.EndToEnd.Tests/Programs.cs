namespace EdgeGrid.EndToEnd.Tests;

/// <summary>The programs, as <see cref="Testing.RunningProcess.StartProgram"/> finds them.</summary>
internal static class Programs
{
    public const string Agent = "edge-agent/EdgeGrid.Agent";

    public const string Hub = "hub/EdgeGrid.Hub";

    public const string Simulator = "simulators/EdgeGrid.Simulator/EdgeGrid.Simulator";
}
