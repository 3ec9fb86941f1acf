using System.Xml.Linq;
using EdgeGrid.Testing;

namespace EdgeGrid.Architecture.Tests;

/// <summary>The table "who may reference whom" of docs/architecture.md.</summary>
public sealed class ProjectGraphTests
{
    // Every product project, with what it may reference: projects of ours, and packages that mark a boundary.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["EdgeGrid.Contracts"] = [],
        ["EdgeGrid.Devices"] = ["System.Device.Gpio", "System.IO.Ports"],
        ["EdgeGrid.Devices.Camera"] = ["EdgeGrid.Devices", "OpenCvSharp4", "OpenCvSharp4.official.runtime.linux-x64"],
        ["EdgeGrid.Devices.Mqtt"] = ["EdgeGrid.Devices", "MQTTnet"],
        ["EdgeGrid.Agent"] =
        [
            "EdgeGrid.Contracts", "EdgeGrid.Devices", "EdgeGrid.Devices.Camera", "EdgeGrid.Devices.Mqtt", "LiteDB", "MQTTnet",
            "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Hosting.Systemd", "Polly.Core",
            "System.CommandLine", "System.Formats.Cbor", "Spectre.Console",
        ],
        ["EdgeGrid.Hub"] =
        [
            "EdgeGrid.Contracts", "MQTTnet", "MQTTnet.Server", "Microsoft.EntityFrameworkCore.Sqlite",
            "Microsoft.EntityFrameworkCore.Design", "Microsoft.AspNetCore.OpenApi", "MudBlazor", "Vizor.ECharts",
            "NetTopologySuite", "NetTopologySuite.IO.GeoJSON4STJ", "Npgsql.EntityFrameworkCore.PostgreSQL", "Polly.Core",
            "System.CommandLine",
        ],
        ["EdgeGrid.Simulation"] =
        [
            "EdgeGrid.Devices", "EdgeGrid.Devices.Camera", "System.Device.Gpio", "OpenCvSharp4", "MQTTnet", "MQTTnet.Server",
            "NetTopologySuite", "NetTopologySuite.IO.GeoJSON4STJ",
        ],
        ["EdgeGrid.Simulator"] =
        [
            "EdgeGrid.Simulation", "EdgeGrid.Agent", "EdgeGrid.Hub", "EdgeGrid.Contracts", "EdgeGrid.Devices",
            "Microsoft.Extensions.Hosting", "MQTTnet", "Spectre.Console", "System.CommandLine",
        ],
    };

    private static readonly string[] ProductFolders = ["contracts", "device-drivers", "edge-agent", "hub", "simulators"];

    public static TheoryData<string> ProductProjects() => [.. Allowed.Keys];

    [Fact]
    public void Products_InTheRepository_AreExactlyTheDesigned()
    {
        Assert.Equal(Allowed.Keys.Order(), Projects(ProductFolders).Select(Path.GetFileNameWithoutExtension).Order());
    }

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void Product_References_OnlyWhatItMay(string project)
    {
        var file = Projects(ProductFolders).Single(path => Path.GetFileNameWithoutExtension(path) == project);
        Assert.Empty(References(file).Except(Allowed[project]));
    }

    [Fact]
    public void Simulation_IsReferenced_ByTheSimulatorTestsAndBenchmarksOnly()
    {
        var others = Projects(ProductFolders).Where(path => Path.GetFileNameWithoutExtension(path) is not "EdgeGrid.Simulator");
        Assert.All(others, path => Assert.DoesNotContain("EdgeGrid.Simulation", References(path)));
    }

    [Fact]
    public void EveryProduct_HasOneTestProject()
    {
        var tests = Projects(["tests"]).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        Assert.All(Allowed.Keys, product => Assert.Contains($"{product}.Tests", tests));
    }

    [Fact]
    public void EveryProject_IsInTheSolution()
    {
        var solution = File.ReadAllText(Repository.PathOf("EdgeGrid.sln")).Replace('\\', '/');
        Assert.All(
            Projects([.. ProductFolders, "tests", "benchmarks"]),
            path => Assert.Contains(Path.GetRelativePath(Repository.Root, path), solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Versions_StandInOnePlace()
    {
        var withVersion = Projects([.. ProductFolders, "tests", "benchmarks"])
            .Where(path => XDocument.Load(path).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null));
        Assert.Empty(withVersion);
    }

    private static IEnumerable<string> Projects(string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories));

    private static IEnumerable<string> References(string project)
    {
        var document = XDocument.Load(project);
        return document.Descendants("ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value))
            .Concat(document.Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value));
    }
}
