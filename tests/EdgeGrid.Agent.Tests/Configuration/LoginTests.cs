using EdgeGrid.Agent.Configuration;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Configuration;

public sealed class LoginTests : IDisposable
{
    private const string Secret = "rtsp://guard:secret@192.0.2.10";

    private readonly TemporaryFolder _folder = new();
    private readonly AgentConfiguration _configuration = new(Drivers.All, new SimulatedHardware());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Revision_ThatNamesALogin_IsGivenTheFileAndHoldsNoSecret()
    {
        Directory.CreateDirectory(_folder.File("logins"));
        File.WriteAllText(_folder.File("logins/street"), Secret);

        var result = Overlay("street");

        Assert.True(result.Options is not null, result.Explain());
        Assert.Equal(_folder.File("logins/street"), result.Options.Devices[0].Settings.Text("login"));
        Assert.DoesNotContain("secret", result.Options.Devices[0].Settings.Text("source"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("street", "There is no login \"street\" at this gateway")]
    [InlineData("../passwords", "no name of a login")]
    [InlineData("/etc/passwd", "no name of a login")]
    public void Revision_WithALoginThatIsNotThere_IsRefusedWithItsPlace(string login, string words)
    {
        var result = Overlay(login);

        Assert.Null(result.Options);
        var problem = Assert.Single(result.Problems);
        Assert.Equal("devices[0].login", problem.Path);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://guard:secret@192.0.2.10/stream1")]
    [InlineData("rtsp://192.0.2.10/user=admin&password=secret&channel=1")]
    [InlineData("http://192.0.2.10/video?user=admin&PWD=secret")]
    public void Revision_WithAPasswordInAnAddress_IsRefused(string source)
    {
        var result = _configuration.Overlay(Technicians(), $$"""{ "devices": [ { "name": "street", "kind": "camera", "source": "{{source}}" } ], "outputs": [] }""", "revision 1");

        Assert.Contains("password", Assert.Single(result.Problems).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Explain(), StringComparison.Ordinal);
    }

    private ConfigurationResult Overlay(string login) => _configuration.Overlay(
        Technicians(),
        $$"""{ "devices": [ { "name": "street", "kind": "camera", "source": "rtsp://192.0.2.10/stream1", "login": "{{login}}" } ], "outputs": [] }""",
        "revision 1");

    private AgentOptions Technicians() => _configuration.Parse(ConfigurationText.Of("", ""), _folder.File("agent.jsonc")).Options!;
}
