using System.Text;
using CsCheck;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Configuration;

public sealed class ConfigurationParserTests
{
    private static readonly AgentConfiguration Configuration = new(Drivers.All, new SimulatedHardware());

    [Fact]
    public void Read_AnyBytes_AnswersWithOptionsOrProblems() =>
        Gen.Byte.Array[0, 200].Sample(bytes => HasOneOfBoth(Configuration.Read(bytes, "fuzz")), time: 1);

    [Fact]
    public void Read_ExampleWithBytesChanged_AnswersWithOptionsOrProblems()
    {
        var example = File.ReadAllBytes(Repository.PathOf("deploy", "examples", "building.jsonc"));

        Gen.Select(Gen.Int[0, example.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                var changed = (byte[])example.Clone();
                foreach (var (at, value) in changes)
                {
                    changed[at] = value;
                }

                return HasOneOfBoth(Configuration.Read(changed, "fuzz"));
            },
            time: 2);
    }

    [Fact]
    public void Read_ExampleWithValuesExchanged_AnswersWithOptionsOrProblems()
    {
        var example = File.ReadAllText(Repository.PathOf("deploy", "examples", "building.jsonc"));
        string[] parts = ["0", "-1", "1e999", "1e18", "0.5", "\"\"", "\"0x\"", "\"9999999h\"", "\".s\"", "true", "null", "[]", "{}", "[[]]", "\"\\ud800\"", "\"gas\"", "\"mq4\"", "\"25:00\""];
        var places = new List<(int Start, int Length)>();
        for (var colon = example.IndexOf(": ", StringComparison.Ordinal); colon >= 0; colon = example.IndexOf(": ", colon + 1, StringComparison.Ordinal))
        {
            var end = example.IndexOfAny([',', '}', '\n'], colon);
            places.Add((colon + 2, end - colon - 2));
        }

        Gen.Select(Gen.Int[0, places.Count - 1], Gen.Int[0, parts.Length - 1]).Sample(
            change =>
            {
                var (start, length) = places[change.Item1];
                var changed = example.Remove(start, length).Insert(start, parts[change.Item2]);
                return HasOneOfBoth(Configuration.Read(Encoding.UTF8.GetBytes(changed), "fuzz"));
            },
            time: 2);
    }

    [Fact]
    public void Read_NestedDeeply_IsRefusedNotOverflowed() =>
        Assert.Contains("JSON", Assert.Single(ConfigurationText.Read(new string('[', 100_000)).Problems).Message);

    private static bool HasOneOfBoth(ConfigurationResult result) =>
        result.Options is not null ? result.Problems.Count == 0 : result.Problems.Count > 0 && result.Explain().Length > 0;
}
