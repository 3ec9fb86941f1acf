using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Contracts;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests.Configuration.Revisions;

public sealed class RevisionDeskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private readonly CollectedLog<RevisionDesk> _log = new();
    private readonly ConfigurationResult _file;

    public RevisionDeskTests()
    {
        var options = ConfigurationText.Valid(ConfigurationText.Of());
        _file = new ConfigurationResult(options with { Data = options.Data with { Folder = _folder.File("data") } }, []);
        Directory.CreateDirectory(_folder.File("data"));
    }

    private string StateFile => _folder.File("data/configuration/revisions.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Take_ValidDocument_RunsFromTheNextStartAndInEveryLaterProcess()
    {
        Assert.True(Desk().Take(Desired.Message(1, Desired.Document(outputs: "")), Desired.Gateway));

        var next = Desk();
        var options = next.Choose(_file);
        next.Stand(reachedHub: true);

        Assert.Empty(options.Outputs);
        Assert.Equal("m", Assert.Single(options.Devices).Name);
        Assert.Equal((_file.Options!.Gateway, _file.Options.Hub), (options.Gateway, options.Hub));
        Assert.NotEqual(_file.Options.Hash, options.Hash);
        var report = Desk(chosen: true).Report(Desired.Gateway);
        Assert.Equal((1, ConfigurationState.Applied, 1, options.Hash), (report.Revision, report.State, report.InForce, report.Hash));
    }

    [Theory]
    [InlineData("gateway", """{ "id": "gw-2" }""")]
    [InlineData("hub", """{ "url": "mqtt://elsewhere:1883" }""")]
    [InlineData("data", """{ "folder": "/tmp" }""")]
    public void Take_SectionOfTheTechnicians_IsRefusedForThatReason(string section, string value)
    {
        var desk = Desk();

        Assert.False(desk.Take(Desired.Message(1, $$"""{ "{{section}}": {{value}}, "devices": [], "outputs": [] }"""), Desired.Gateway));

        var report = desk.Report(Desired.Gateway);
        Assert.Equal((1, ConfigurationState.Refused, 0), (report.Revision, report.State, report.InForce));
        var problem = Assert.Single(report.Problems);
        Assert.Equal(section, problem.Path);
        Assert.Contains("the technician's file alone", problem.Message);
    }

    [Fact]
    public void Take_DocumentWithManyMistakes_TellsAllOfThemWithTheirPaths()
    {
        var desk = Desk();
        const string document = """
            { "devices": [ { "name": "m", "kind": "mq4", "bus": "i2c:1", "adress": "0x48", "channel": 0,
                "detect": { "level": { "steps": [ { "above": 60, "level": "yellow", "onDelay": "1m" } ] } } },
                { "name": "m", "kind": "nothing" } ], "outpust": [] }
            """;

        desk.Take(Desired.Message(1, document), Desired.Gateway);

        string[] wanted = ["devices[0].adress", "devices[0].detect.level.steps[0].above", "devices[0].detect.level.steps[0].onDelay", "devices[1].kind", "devices[1].name", "outpust"];
        Assert.Equal(wanted.Order(), desk.Report(Desired.Gateway).Problems.Select(problem => problem.Path).Order());
    }

    [Theory]
    [InlineData("""{ "devices": [] }""", "outputs")]
    [InlineData("""{ "outputs": [] }""", "devices")]
    [InlineData("""{ "devices": null, "outputs": [] }""", "devices")]
    [InlineData("""{ "devices": [ { "name": "c", "kind": "camera", "source": "rtsp://user:secret@10.0.0.7/live" } ], "outputs": [] }""", "devices[0].source")]
    [InlineData("""{ "devices": [ { "name": "c", "kind": "camera", "source": "rtsp://user:p@ss/word@10.0.0.7/live" } ], "outputs": [] }""", "devices[0].source")]
    [InlineData("[]", "")]
    public void Take_DocumentThatIsNotWholeOrHoldsAPassword_IsRefused(string document, string path)
    {
        var desk = Desk();

        Assert.False(desk.Take(Desired.Message(1, document), Desired.Gateway));

        Assert.Equal(path, Assert.Single(desk.Report(Desired.Gateway).Problems).Path);
        Assert.DoesNotContain("secret", _log.Text);
        Assert.DoesNotContain("secret", File.ReadAllText(StateFile));
    }

    [Fact]
    public void Take_OlderRevisionThatComesLate_ChangesNothing()
    {
        var desk = Desk();
        desk.Take(Desired.Message(7, Desired.Document()), Desired.Gateway);

        Assert.False(desk.Take(Desired.Message(6), Desired.Gateway));
        Assert.False(desk.Take(Desired.Message(7), Desired.Gateway));

        Assert.Equal(7, desk.State.InForce!.Number);
        Assert.Contains("mq4", desk.State.InForce.Document);
    }

    [Fact]
    public void Take_RevisionWithTheDocumentInForce_IsAppliedWithoutANewStart()
    {
        var desk = Desk();
        Start(desk, Desired.Message(1));

        Assert.False(desk.Take(Desired.Message(2), Desired.Gateway));

        var report = desk.Report(Desired.Gateway);
        Assert.Equal((2, ConfigurationState.Applied, 2), (report.Revision, report.State, report.InForce));
    }

    [Fact]
    public void Take_DocumentOfAnotherHash_IsRefused()
    {
        var desk = Desk();

        Assert.False(desk.Take(Desired.Message(1, hash: new string('0', 64)), Desired.Gateway));

        Assert.Equal(ConfigurationState.Refused, desk.State.Outcome);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"gateway":"gw-1","revision":1}""")]
    [InlineData("""{"gateway":"gw-1","revision":0,"hash":"","at":"2026-11-25T08:00:00Z","document":{}}""")]
    [InlineData("""{"gateway":"gw-2","revision":1,"hash":"","at":"2026-11-25T08:00:00Z","document":{}}""")]
    public void Take_MessageThatIsNone_IsLoggedAndChangesNothing(string message)
    {
        var desk = Desk();

        Assert.False(desk.Take(System.Text.Encoding.UTF8.GetBytes(message), Desired.Gateway));

        Assert.Equal((0, true), (desk.State.Heard, _log.Has(1507)));
        Assert.False(File.Exists(StateFile));
    }

    [Fact]
    public void Take_HugeMessage_IsNotEvenParsed()
    {
        var desk = Desk();
        var huge = Desired.Message(1, $$"""{ "devices": [], "outputs": [], "filler": "{{new string('x', DesiredConfiguration.MaxBytes)}}" }""");

        Assert.False(desk.Take(huge, Desired.Gateway));

        Assert.Equal(0, desk.State.Heard);
        Assert.Contains("larger than", _log.Text);
    }

    [Fact]
    public void Take_DiskThatTakesNothing_RunsOnWithWhatThereIs()
    {
        File.WriteAllText(_folder.File("data/configuration"), "a file stands where the folder belongs");
        var desk = Desk();

        Assert.False(desk.Take(Desired.Message(1), Desired.Gateway));

        Assert.Equal((0, true), (desk.State.Heard, _log.Has(1506)));
        Assert.Same(_file.Options!.Hash, desk.Choose(_file).Hash);
    }

    [Fact]
    public void Choose_TrialThatEndedEachProcess_GoesBackToTheLastGoodOne()
    {
        Start(Desk(), Desired.Message(1, Desired.Document()));
        Desk().Take(Desired.Message(2), Desired.Gateway);
        for (var start = 0; start < RevisionState.MostStarts; start++)
        {
            Assert.Empty(Desk().Choose(_file).Devices);
        }

        var desk = Desk();

        Assert.Single(desk.Choose(_file).Devices);
        var report = desk.Report(Desired.Gateway);
        Assert.Equal((2, ConfigurationState.RolledBack, 1), (report.Revision, report.State, report.InForce));
        Assert.Contains("ended 3 times", report.Reason);
        Assert.False(desk.Take(Desired.Message(2), Desired.Gateway));
    }

    [Fact]
    public void Choose_StartThatCannotBeCounted_RunsTheLastGoodOne()
    {
        Desk().Take(Desired.Message(1), Desired.Gateway);
        var stored = File.ReadAllBytes(StateFile);
        var desk = Desk();
        Directory.Delete(_folder.File("data/configuration"), recursive: true);
        File.WriteAllText(_folder.File("data/configuration"), "");

        Assert.Single(desk.Choose(_file).Devices);

        Assert.NotEmpty(stored);
        Assert.Equal(ConfigurationState.RolledBack, desk.Report(Desired.Gateway).State);
    }

    [Fact]
    public void Choose_RevisionThatNoLongerFits_RunsTheTechniciansFileAndSaysWhy()
    {
        Start(Desk(), Desired.Message(1));
        var file = new RevisionFile(_folder.File("data"), _log);
        const string ofALaterAgent = """{"devices":[],"outputs":[],"more":1}""";
        file.Write(file.Read() with { Good = new Revision(1, DesiredConfiguration.HashOf(ofALaterAgent), ofALaterAgent) });
        var desk = Desk();

        Assert.Single(desk.Choose(_file).Devices);

        var report = desk.Report(Desired.Gateway);
        Assert.Equal((ConfigurationState.RolledBack, 0, "more"), (report.State, report.InForce, Assert.Single(report.Problems).Path));
    }

    [Fact]
    public void Read_FileWithAnyBitChanged_IsSetAsideAndTheTechniciansFileRuns()
    {
        Start(Desk(), Desired.Message(1));
        var stored = File.ReadAllBytes(StateFile);
        var dice = new Random(20261125);
        for (var round = 0; round < 300; round++)
        {
            var changed = (byte[])stored.Clone();
            changed[dice.Next(changed.Length)] ^= (byte)(1 << dice.Next(8));
            File.WriteAllBytes(StateFile, changed);

            Assert.Single(Desk().Choose(_file).Outputs);
            Assert.True(File.Exists(StateFile + ".aside"));
            File.Delete(StateFile + ".aside");
        }
    }

    [Fact]
    public void Keep_TechniciansFile_HoldsAgainstTheHubUntilHeLetsGo()
    {
        Start(Desk(), Desired.Message(1));
        var file = new RevisionFile(_folder.File("data"), _log);
        file.Write(file.Read().KeepLocal(_time.GetUtcNow()));
        var kept = Desk();

        Assert.False(kept.Take(Desired.Message(2), Desired.Gateway));
        Assert.Single(kept.Choose(_file).Devices);
        var report = kept.Report(Desired.Gateway);
        Assert.Equal((2, ConfigurationState.Local, 0), (report.Revision, report.State, report.InForce));
        Assert.Contains("agent configuration hub", report.Reason);

        file.Write(RevisionState.LetGo(_time.GetUtcNow()));
        Assert.True(Desk().Take(Desired.Message(2), Desired.Gateway));
    }

    // As if each came from a process of its own.
    private RevisionDesk Desk(bool chosen = false)
    {
        var desk = new RevisionDesk(
            new RevisionContext(new AgentConfiguration(Drivers.All, new SimulatedHardware()), new RevisionFile(_folder.File("data"), _log), _time, _log), _file.Options!);
        if (chosen)
        {
            desk.Choose(_file);
        }

        return desk;
    }

    private void Start(RevisionDesk desk, byte[] message)
    {
        Assert.True(desk.Take(message, Desired.Gateway));
        desk.Choose(_file);
        desk.Stand(reachedHub: true);
    }
}
