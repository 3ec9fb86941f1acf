using EdgeGrid.Agent.Tests.Configuration.Revisions;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Centre;

public sealed class ConfigurationOfTheHubTests
{
    [Fact]
    public async Task Revision_ThatStands_IsAppliedAndReported()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();
        Assert.Equal((0, ConfigurationState.Local, 0), (rig.Reports[0].Revision, rig.Reports[0].State, rig.Reports[0].InForce));

        await rig.WantAsync(1, Desired.Document(CentreRig.Methane, ""));

        await rig.ReportsAsync(1, ConfigurationState.Applied);
        var last = rig.Reports[^1];
        Assert.Equal(1, last.InForce);
        Assert.NotEqual(rig.Reports[0].Hash, last.Hash);
        await Eventually.HoldsAsync("the status has the devices of the revision", () => rig.Hub.LastStatus is { Online: true, Devices: [{ Name: "kitchen" }] } status && status.ConfigHash == last.Hash);
    }

    [Fact]
    public async Task Revision_WithProblems_IsRefusedAndTheOneBeforeRunsOn()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();

        await rig.WantAsync(1, """{ "devices": [ { "name": "x", "kind": "mq9" } ], "outputs": [], "hub": {} }""");

        await rig.ReportsAsync(1, ConfigurationState.Refused);
        Assert.Equal(["devices[0].kind", "hub"], rig.Reports[^1].Problems.Select(problem => problem.Path).Order());
        Assert.Equal(0, rig.Reports[^1].InForce);
        rig.Site.MethanePercentLel.MoveTo(30, TimeSpan.Zero);
        await Eventually.HoldsAsync("it still warns", () => rig.Site.Siren.IsOn);
    }

    [Fact]
    public async Task Revision_WithWhichTheAgentCannotStart_IsRolledBack()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();
        var lives = 0;
        rig.Building = () =>
        {
            if (++lives == 1)
            {
                throw new InvalidOperationException("the pipeline cannot be put together");
            }
        };

        await rig.WantAsync(1, Desired.Document(CentreRig.Methane, ""));

        await rig.ReportsAsync(1, ConfigurationState.RolledBack);
        Assert.Contains("the pipeline cannot be put together", rig.Reports[^1].Reason);
        Assert.Equal(0, rig.Reports[^1].InForce);
        await Eventually.HoldsAsync("the devices before run again", () => rig.Hub.LastStatus is { Online: true, Devices.Count: 3 });
    }

    [Fact]
    public async Task Revision_WithWhichTheHubIsNotReached_IsRolledBack()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();
        rig.Building = () => rig.Hub.LetsIn = (_, _) => false;
        await rig.WantAsync(1, Desired.Document(CentreRig.Methane, ""));
        await Eventually.HoldsAsync("it is tried", () => !rig.Hub.LetsIn(null, null));
        rig.Building = () => rig.Hub.LetsIn = (_, _) => true;

        await rig.ReportsAsync(1, ConfigurationState.RolledBack);

        Assert.Contains("not reached", rig.Reports[^1].Reason);
    }

    [Fact]
    public async Task Alert_RaisedWhenARevisionIsApplied_GoesOnUnderItsIdAndEnds()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();
        rig.Site.MethanePercentLel.MoveTo(30, TimeSpan.Zero);
        await Eventually.HoldsAsync("it is raised", () => rig.Alerts.Count == 1 && rig.Site.Siren.IsOn);

        await rig.WantAsync(1, Desired.Document(CentreRig.Methane, CentreRig.Siren));
        await rig.ReportsAsync(1, ConfigurationState.Applied);
        await Eventually.HoldsAsync("the siren is on again", () => rig.Site.Siren.IsOn);
        rig.Site.MethanePercentLel.MoveTo(2, TimeSpan.Zero);

        await Eventually.HoldsAsync("it is cleared", () => rig.Alerts.Any(alert => alert.Data.Transition == AlertTransition.Cleared));
        Assert.Equal([AlertTransition.Raised, AlertTransition.Cleared], rig.Alerts.Select(alert => alert.Data.Transition));
        Assert.Single(rig.Alerts.Select(alert => alert.Data.AlertId).Distinct());
        Assert.Contains("not above", rig.Alerts[^1].Data.Measured);
        await Eventually.HoldsAsync("the siren is off", () => !rig.Site.Siren.IsOn);
    }

    [Fact]
    public async Task Alert_OfADeviceThatARevisionTakesAway_EndsInWords()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();
        rig.Site.MethanePercentLel.MoveTo(30, TimeSpan.Zero);
        await Eventually.HoldsAsync("it is raised", () => rig.Alerts.Count == 1);

        await rig.WantAsync(1, Desired.Document(CentreRig.Smoke, CentreRig.Siren));

        await Eventually.HoldsAsync("it ends", () => rig.Alerts.Count == 2);
        Assert.Equal((AlertTransition.Cleared, rig.Alerts[0].Data.AlertId), (rig.Alerts[1].Data.Transition, rig.Alerts[1].Data.AlertId));
        Assert.Contains("configuration has changed", rig.Alerts[1].Data.Measured);
    }
}
