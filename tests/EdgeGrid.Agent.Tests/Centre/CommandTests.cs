using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Simulation.Video;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Centre;

public sealed class CommandTests
{
    [Fact]
    public async Task Silence_OfASiren_LastsUntilANewAlertSounds()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();
        rig.Site.MethanePercentLel.MoveTo(30, TimeSpan.Zero);
        await Eventually.HoldsAsync("the siren is on", () => rig.Site.Siren.IsOn);

        var answer = await rig.AskAsync(CentreRig.Command(CommandNames.Silence, """{"for":"10m"}"""));

        Assert.Equal(CommandOutcome.Done, answer.Outcome);
        Assert.Contains("siren off for 10m", answer.Words);
        Assert.False(rig.Site.Siren.IsOn);

        rig.Site.SmokeAlarm.Active = true;
        await Eventually.HoldsAsync("a new alert sounds", () => rig.Site.Siren.IsOn);
    }

    [Fact]
    public async Task Silence_ThatIsOver_LetsWhatIsStillRaisedSoundAgain()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();
        rig.Site.MethanePercentLel.MoveTo(30, TimeSpan.Zero);
        await Eventually.HoldsAsync("the siren is on", () => rig.Site.Siren.IsOn);

        await rig.AskAsync(CentreRig.Command(CommandNames.Silence, """{"for":"400ms"}"""));

        await Eventually.HoldsAsync("it sounds again", () => rig.Site.Siren.IsOn);
    }

    [Fact]
    public async Task Silence_OfWhatIsNoSounder_IsRefusedAndTheValveStays()
    {
        await using var rig = new CentreRig(outputs: """{ "name": "valve", "kind": "relay", "chip": "gpio:0", "pin": 22, "on": ["gas"], "atLeast": "orange" }""");
        await rig.StartAsync();
        rig.Site.MethanePercentLel.MoveTo(30, TimeSpan.Zero);
        await Eventually.HoldsAsync("the valve is closed", () => rig.Site.Siren.IsOn);

        var answer = await rig.AskAsync(CentreRig.Command(CommandNames.Silence, """{"for":"10m"}"""));

        Assert.Equal(CommandOutcome.Refused, answer.Outcome);
        Assert.True(rig.Site.Siren.IsOn);
    }

    [Theory]
    [InlineData("open-the-doors", null, "There is no command \"open-the-doors\"")]
    [InlineData("silence", null, "\"for\" is missing")]
    [InlineData("silence", """{"for":"31m"}""", "at most 30m")]
    [InlineData("silence", """{"for":"-1m"}""", "at most 30m")]
    [InlineData("silence", """{"for":600}""", "is no text")]
    [InlineData("silence", """{"for":"10m","output":"siren"}""", "no argument \"output\"")]
    [InlineData("silence", """[]""", "no object")]
    [InlineData("snapshot", """{"camera":"stairs"}""", "no camera")]
    [InlineData("snapshot", """{"camera":"nowhere"}""", "no device \"nowhere\"")]
    [InlineData("test", """{"device":"nowhere"}""", "no device \"nowhere\"")]
    [InlineData("test", """{}""", "\"device\" is missing")]
    [InlineData("restart", """{"now":"yes"}""", "no argument \"now\"")]
    public async Task Command_UnknownOrWithWrongArguments_IsRefusedInWords(string name, string? arguments, string words)
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();

        var answer = await rig.AskAsync(CentreRig.Command(name, arguments));

        Assert.Equal(CommandOutcome.Refused, answer.Outcome);
        Assert.Contains(words, answer.Words);
    }

    [Fact]
    public async Task Command_AfterItsValidity_IsNotCarriedOut()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();

        var answer = await rig.AskAsync(CentreRig.Command(CommandNames.Test, """{"device":"kitchen"}""", validSeconds: -1));

        Assert.Equal(CommandOutcome.Expired, answer.Outcome);
        Assert.Empty(rig.Alerts);
    }

    [Fact]
    public async Task Command_ValidForLongerThanAny_IsRefused()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();

        var answer = await rig.AskAsync(CentreRig.Command(CommandNames.Restart, validSeconds: 86_400));

        Assert.Equal(CommandOutcome.Refused, answer.Outcome);
    }

    [Fact]
    public async Task Test_OfADevice_IsMarkedAndEndsAndSwitchesNothing()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();

        var answer = await rig.AskAsync(CentreRig.Command(CommandNames.Test, """{"device":"kitchen"}"""));

        Assert.Equal(CommandOutcome.Done, answer.Outcome);
        await Eventually.HoldsAsync("both transitions have come", () => rig.Alerts.Count == 2);
        Assert.Equal([AlertTransition.Raised, AlertTransition.Cleared], rig.Alerts.Select(alert => alert.Data.Transition));
        Assert.All(rig.Alerts, alert => Assert.True(alert is { Simulated: true, Data: { Test: true, Kind: AlertKind.Gas, Device: "kitchen", Actions.Count: 0 } }));
        Assert.All(rig.Hub.Alerts, message => Assert.Equal("true", message.Properties[UserProperties.Simulated]));
        Assert.StartsWith("TEST", rig.Alerts[0].Data.Measured, StringComparison.Ordinal);
        Assert.False(rig.Site.Siren.IsOn);
    }

    [Fact]
    public async Task Snapshot_OfACamera_ComesAsEvidenceUnderTheCommandsId()
    {
        using var folder = new TemporaryFolder();
        var clip = folder.File("clip.avi");
        ClipRenderer.Render(clip, new ClipScript { Width = 320, Height = 180, Length = TimeSpan.FromSeconds(2), Noise = 4, Events = [] });
        await using var rig = new CentreRig($$"""{ "name": "street", "kind": "camera", "source": "{{clip}}", "loop": true }""");
        await rig.StartAsync();
        await Eventually.HoldsAsync("the camera is open", () => rig.Hub.LastStatus?.Devices[0].Health is DeviceHealth.Working or DeviceHealth.Degraded, seconds: 20);
        var command = CentreRig.Command(CommandNames.Snapshot, """{"camera":"street"}""");

        var answer = await rig.AskAsync(command);

        Assert.Equal((CommandOutcome.Done, true), (answer.Outcome, answer.Words.Contains(command.Id, StringComparison.Ordinal)));
        await Eventually.HoldsAsync("the picture has come", () => rig.Hub.Messages.Any(message => message.Leaf == Topics.EvidenceLeaf));
        var evidence = rig.Hub.Messages.First(message => message.Leaf == Topics.EvidenceLeaf);
        Assert.Equal((command.Id, true), (evidence.Properties[UserProperties.AlertId], evidence.Payload.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF])));
    }

    [Fact]
    public async Task Command_SentTwiceAndAgainAfterARestart_IsCarriedOutOnce()
    {
        await using var rig = new CentreRig();
        await rig.StartAsync();
        var test = CentreRig.Command(CommandNames.Test, """{"device":"kitchen"}""");
        await rig.AskAsync(test);
        await rig.AskAsync(test);

        var restart = CentreRig.Command(CommandNames.Restart);
        Assert.Equal(CommandOutcome.Done, (await rig.AskAsync(restart)).Outcome);
        await Eventually.HoldsAsync("the next life is there", () => Lives(rig) == 2 && rig.Hub.LastStatus is { Online: true });
        await rig.SendAsync(test);
        await rig.SendAsync(restart);
        await rig.AskAsync(CentreRig.Command(CommandNames.Silence, """{"for":"1s"}"""));

        Assert.Equal(2, rig.Alerts.Count);
        Assert.Equal(2, Lives(rig));
        Assert.Single(rig.Answers.Where(answer => answer.Id == test.Id).Select(answer => (answer.Outcome, answer.Words, answer.At)).Distinct());
    }

    [Fact]
    public async Task Command_BegunByAProcessThatWasKilled_IsNotCarriedOutAgain()
    {
        await using var rig = new CentreRig();
        var command = CentreRig.Command(CommandNames.Test, """{"device":"kitchen"}""");
        Directory.CreateDirectory(rig.DataFolder);
        File.WriteAllText(Path.Combine(rig.DataFolder, "commands.json"), $$"""[{"id":"{{command.Id}}","validUntil":"{{command.ValidUntil:O}}"}]""");
        await rig.StartAsync();

        var answer = await rig.AskAsync(command);

        Assert.Equal(CommandOutcome.Failed, answer.Outcome);
        Assert.Contains("nobody knows", answer.Words);
        Assert.Empty(rig.Alerts);
    }

    private static int Lives(CentreRig rig) => rig.Hub.Messages
        .Where(message => message.Leaf == Topics.StatusLeaf)
        .Select(message => JsonSerializer.Deserialize(message.Payload, WireJson.Default.GatewayStatus)!)
        .Where(status => status.Online)
        .Select(status => status.StartedAt)
        .Distinct()
        .Count();
}
