using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Tests.Centre;

public sealed class EndTests
{
    [Fact]
    public async Task Agent_ToldToEndBeforeItHasStarted_EndsWithoutAFailure()
    {
        await using var rig = new CentreRig();
        await rig.Hub.StartAsync();

        await rig.LiveToldToEndAsync();

        Assert.DoesNotContain(rig.Reports, report => report.State == ConfigurationState.RolledBack);
    }
}
