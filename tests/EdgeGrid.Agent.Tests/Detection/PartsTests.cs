using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Detection;

/// <summary>A device of many parts, each of which warns by itself: a fire alarm panel.</summary>
public sealed class PartsTests
{
    private static readonly DeviceOptions Panel = PipelineRig.Device(Quantity.Fire, Quantity.Trouble) with
    {
        Kind = new DeviceKind("panel", "", [Quantity.Fire, Quantity.Trouble], [], (_, _) => throw new NotSupportedException())
        {
            Parts = new PartKind("detector", "10-2", _ => true),
        },
        Parts = [new PartOptions("10-2", "Stairwell, third floor", new Position(34.25, 117.2))],
        Detect = new DetectOptions { Silence = new SilenceOptions { After = TimeSpan.FromMinutes(1) } },
    };

    [Fact]
    public void Parts_ThatReportFire_EachRaiseAnAlertOfTheirOwnWhereTheyAre()
    {
        using var rig = new PipelineRig(Panel);

        rig.GivePart("10-2", Quantity.Fire, 1, new Remark("smoke detector"));
        rig.GivePart("7-1", Quantity.Fire, 1);
        rig.GivePart("10-2", Quantity.Fire, 1);

        Assert.Equal(["device/10-2", "device/7-1"], rig.Alerts.Select(alert => alert.Device));
        Assert.Equal(["Stairwell, third floor", "kitchen"], rig.Alerts.Select(alert => alert.Place));
        Assert.Equal([new Position(34.25, 117.2), null], rig.Alerts.Select(alert => alert.Position));
        Assert.All(rig.Alerts, alert => Assert.Equal((AlertKind.Fire, WarningLevel.Red, AlertTransition.Raised), (alert.Kind, alert.Level, alert.Transition)));
        Assert.Equal("Fire reported: smoke detector", rig.Alerts[0].Measured);
    }

    [Fact]
    public void Part_ThatIsOverItsFire_ClearsItsAlertAlone()
    {
        using var rig = new PipelineRig(Panel);
        rig.GivePart("10-2", Quantity.Fire, 1);
        rig.GivePart("7-1", Quantity.Fire, 1);

        rig.GivePart("7-1", Quantity.Fire, 0);
        rig.Pass(11);
        rig.GivePart("7-1", Quantity.Fire, 0);

        var cleared = Assert.Single(rig.Alerts, alert => alert.Transition == AlertTransition.Cleared);
        Assert.Equal("device/7-1", cleared.Device);
    }

    [Fact]
    public void Part_OutOfOrder_RaisesTroubleOnlyWhenItLasts()
    {
        using var rig = new PipelineRig(Panel);
        rig.GivePart("10-2", Quantity.Trouble, 1);
        rig.Pass(4);
        Assert.Empty(rig.Alerts);

        rig.Pass(2);

        Assert.Equal((AlertKind.DeviceFault, WarningLevel.Yellow), (Assert.Single(rig.Alerts).Kind, rig.Last.Level));
    }

    [Fact]
    public void Part_ThatIsKnownAndNeverHeard_IsSilentAndOthersAreNot()
    {
        using var rig = new PipelineRig(Panel);

        rig.Pass(120);

        Assert.Equal(("device/10-2", AlertKind.SensorSilent), (Assert.Single(rig.Alerts).Device, rig.Last.Kind));
    }

    [Fact]
    public void Part_ThatSpeaksOnlyWhenSomethingChanges_IsNeverSilent()
    {
        using var rig = new PipelineRig(Panel with { Kind = Panel.Kind with { Parts = Panel.Kind.Parts! with { Beats = part => part == "panel" } } });
        rig.GivePart("10-2", Quantity.Fire, 0);
        rig.GivePart("panel", Quantity.Fire, 0);

        rig.Pass(120);

        Assert.Equal("device/panel", Assert.Single(rig.Alerts).Device);
    }

    [Fact]
    public void History_OfAPart_IsStoredAsItWasAndNobodyDecidesOnIt()
    {
        using var rig = new PipelineRig(Panel);
        var then = rig.Now with { At = rig.Wall.AddHours(-1) };

        rig.GiveHistory("7-1", Quantity.Fire, 1, then);

        Assert.Empty(rig.Alerts);
        Assert.Equal((then, 1), (Assert.Single(rig.Outbox.Readings).At, rig.Outbox.Readings[0].Value));
    }

    [Fact]
    public void Level_OfADeviceWithSeveralSeries_IsOfItsFirst()
    {
        var levels = new LevelOptions { Kind = AlertKind.Gas, Steps = [new LevelStep(10, WarningLevel.Orange, TimeSpan.Zero)] };
        var device = PipelineRig.Device(Quantity.Fire, Quantity.CombustibleGas, Quantity.Temperature) with { Detect = new DetectOptions { Level = levels } };
        using var rig = new PipelineRig(device);

        rig.Give(Quantity.Temperature, 25);
        rig.Pass(1);
        Assert.Empty(rig.Alerts);

        rig.Give(Quantity.CombustibleGas, 25);
        Assert.Equal(AlertKind.Gas, Assert.Single(rig.Alerts).Kind);
    }

    [Fact]
    public void Alert_OfAPartInTheNextLife_GoesOnUnderItsId()
    {
        AlertHandover handover;
        using (var first = new PipelineRig(Panel))
        {
            first.GivePart("7-1", Quantity.Fire, 1);
            first.Pipeline.HandOver();
            handover = first.Handover.Next;
        }

        using var next = new PipelineRig(handover, Panel);
        next.Pipeline.Resume(next.Now);
        next.GivePart("7-1", Quantity.Fire, 1);
        Assert.Empty(next.Alerts);

        next.GivePart("7-1", Quantity.Fire, 0);
        next.Pass(11);
        next.GivePart("7-1", Quantity.Fire, 0);

        Assert.Equal((AlertTransition.Cleared, "device/7-1"), (Assert.Single(next.Alerts).Transition, next.Last.Device));
    }
}
