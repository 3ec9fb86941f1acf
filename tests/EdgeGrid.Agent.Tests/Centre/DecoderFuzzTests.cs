using System.Text;
using System.Text.Json;
using CsCheck;
using EdgeGrid.Agent.Centre;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Agent.Tests.Configuration.Revisions;
using EdgeGrid.Contracts;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Centre;

/// <summary>Whatever comes from a broker is understood or refused, and throws nothing.</summary>
public sealed class DecoderFuzzTests
{
    private static readonly AgentConfiguration Configuration = new(Drivers.All, new SimulatedHardware());
    private static readonly AgentOptions Technicians = ConfigurationText.Valid(ConfigurationText.Of());
    private static readonly string Leaf = $"{Topics.CommandsLeaf}/{CommandNames.Silence}";

    [Fact]
    public void Desired_AnyBytes_IsReadOrRefused() =>
        Gen.Byte.Array[0, 300].Sample(bytes => HasOneAtMost(DesiredReader.Read(bytes, Desired.Gateway)), time: 1);

    [Fact]
    public void Desired_SampleWithBytesChanged_IsReadOrRefused() => Changed("config-desired.json").Sample(bytes => HasOneAtMost(DesiredReader.Read(bytes, Desired.Gateway)), time: 2);

    [Fact]
    public void Command_AnyBytes_IsReadOrRefused() => Gen.Byte.Array[0, 300].Sample(bytes => ReadsOrRefuses(bytes), time: 1);

    [Fact]
    public void Command_SampleWithBytesChanged_IsReadOrRefused() => Changed("command-silence.json").Sample(bytes => ReadsOrRefuses(bytes), time: 2);

    [Fact]
    public void Document_ExampleWithBytesChanged_AnswersWithOptionsOrProblems()
    {
        var document = Encoding.UTF8.GetBytes(Desired.Document());
        Gen.Select(Gen.Int[0, document.Length - 1], Gen.Byte[32, 126]).Array[1, 4].Sample(
            changes =>
            {
                var changed = (byte[])document.Clone();
                foreach (var (at, value) in changes)
                {
                    changed[at] = value;
                }

                var result = Configuration.Overlay(Technicians, Encoding.UTF8.GetString(changed), "fuzz");
                return result.Options is not null == (result.Problems.Count == 0);
            },
            time: 2);
    }

    private static Gen<byte[]> Changed(string sample)
    {
        var bytes = File.ReadAllBytes(Repository.PathOf("contracts", "samples", "v1", sample));
        return Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[1, 4].Select(changes =>
        {
            var changed = (byte[])bytes.Clone();
            foreach (var (at, value) in changes)
            {
                changed[at] = value;
            }

            return changed;
        });
    }

    private static bool HasOneAtMost((DesiredConfiguration? Desired, string? Trouble) read) => read.Desired is null || read.Trouble is null;

    private static bool ReadsOrRefuses(byte[] bytes)
    {
        var (command, trouble) = CommandReader.Read(new CentreMessage(Leaf, bytes, Topics.CommandAnswers(Desired.Gateway)), Desired.Gateway);
        if (command is not null)
        {
            _ = new CommandArguments(command.Arguments).Problem;
            Assert.True(command.Arguments is null || command.Arguments.Value.ValueKind != JsonValueKind.Undefined);
        }

        return command is null == (trouble is not null);
    }
}
