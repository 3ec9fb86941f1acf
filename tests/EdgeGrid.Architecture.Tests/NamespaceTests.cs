using System.Text.RegularExpressions;
using EdgeGrid.Testing;

namespace EdgeGrid.Architecture.Tests;

/// <summary>Which room may know which library, and which room which other.</summary>
public sealed partial class NamespaceTests
{
    [Theory]
    [InlineData("LiteDB", "edge-agent", "edge-agent/Outbox")]
    [InlineData("MQTTnet", "edge-agent", "edge-agent/Publishing")]
    [InlineData("MQTTnet", "hub", "hub/Broker", "hub/Ingest")]
    [InlineData("MQTTnet", "device-drivers", "device-drivers/EdgeGrid.Devices.Mqtt")]
    [InlineData("MQTTnet", "simulators/EdgeGrid.Simulation", "simulators/EdgeGrid.Simulation/Neighbours")]
    [InlineData("OpenCvSharp", "device-drivers", "device-drivers/EdgeGrid.Devices.Camera")]
    [InlineData("Npgsql", "hub", "hub/Storage", "hub/Configuration")]
    [InlineData("MudBlazor", "hub", "hub/Console")]
    [InlineData("EdgeGrid.Hub.Ingest", "hub/Console")]
    [InlineData("EdgeGrid.Hub.Broker", "hub/Console")]
    [InlineData("EdgeGrid.Hub.Storage", "hub/Console")]
    [InlineData("EdgeGrid.Hub.Console", "hub", "hub/Console")]
    public void Name_OutsideItsRooms_IsNotUsed(string name, string house, params string[] rooms)
    {
        // Where a house is put together (its host) every room may be named; nowhere else.
        var strangers = Sources(house)
            .Where(file => !rooms.Any(room => file.Path.StartsWith(room + "/", StringComparison.Ordinal)))
            .Where(file => !(name.StartsWith("EdgeGrid.", StringComparison.Ordinal) && file.IsHost))
            .Where(file => Regex.IsMatch(file.Code, $@"\b{Regex.Escape(name)}\b(?!\.Tests)", RegexOptions.None, TimeSpan.FromSeconds(5)))
            .Select(file => file.Path);
        Assert.Empty(strangers);
    }

    [Fact]
    public void EdgeAgent_RoomsBeforeTheBoundary_KnowNothingOfPublishing()
    {
        foreach (var room in new[] { "Sampling", "Filtering", "Detection", "Actuation", "Outbox" })
        {
            Assert.All(
                Sources($"edge-agent/{room}"),
                file => Assert.DoesNotContain("EdgeGrid.Agent.Publishing", file.Code, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Manager")]
    [InlineData("Helper")]
    [InlineData("Helpers")]
    [InlineData("Utils")]
    [InlineData("Common")]
    [InlineData("Impl")]
    public void Type_Name_SaysWhatItIs(string vagueEnding)
    {
        var vague = new[] { "contracts", "device-drivers", "edge-agent", "hub", "simulators", "benchmarks", "tests" }
            .SelectMany(Sources)
            .SelectMany(file => TypeName().Matches(file.Code).Select(match => match.Groups["type"].Value))
            .Where(type => type.EndsWith(vagueEnding, StringComparison.Ordinal));
        Assert.Empty(vague);
    }

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum) (?<type>[A-Z]\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline, 5000)]
    private static partial Regex Comment();

    private static IEnumerable<(string Path, string Code, bool IsHost)> Sources(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Select(path => (Full: path, Relative: Path.GetRelativePath(Repository.Root, path)))
            .Where(path => !path.Relative.Split('/').Any(part => part is "bin" or "obj" or "Migrations"))
            .Select(path => (path.Relative, Comment().Replace(File.ReadAllText(path.Full), ""), IsHost(path.Relative)));

    private static bool IsHost(string path) =>
        Path.GetFileName(path) is "AgentHost.cs" or "HubHost.cs" or "Program.cs" || path.Contains("/Commands/", StringComparison.Ordinal);
}
