using System.Text.RegularExpressions;
using EdgeGrid.Testing;

namespace EdgeGrid.Architecture.Tests;

/// <summary>docs/operations.md lists every log event there is, and no other.</summary>
public sealed partial class OperationsTests
{
    [Fact]
    public void LogEvents_InTheCode_AreThoseOfTheDocument()
    {
        var inCode = new[] { "edge-agent", "hub" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(path => CodeEvent().Matches(File.ReadAllText(path)))
            .Select(match => $"{match.Groups["id"].Value} {match.Groups["level"].Value}");
        var listed = DocumentEvent().Matches(File.ReadAllText(Repository.PathOf("docs", "operations.md")))
            .Select(match => $"{match.Groups["id"].Value} {match.Groups["level"].Value}");
        Assert.Equal(inCode.Order(), listed.Order());
    }

    [GeneratedRegex(@"LoggerMessage\((?<id>\d{4}), LogLevel\.(?<level>[A-Za-z]+),", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CodeEvent();

    [GeneratedRegex(@"^\| (?<id>\d{4}) \| (?<level>[A-Za-z]+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex DocumentEvent();
}
