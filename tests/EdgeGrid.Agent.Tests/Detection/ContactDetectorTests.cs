using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Detection;

public sealed class ContactDetectorTests
{
    [Fact]
    public void Alert_WhenTheContactStaysClosed_IsRaisedAfterItsOnDelayAndClearedAfterItsOffDelay()
    {
        using var rig = Rig();

        rig.GiveEachSecond(Quantity.Contact, [0, 1, 1, 1, .. new double[12]]);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Cleared], rig.Transitions);
        Assert.Equal(["Smoke alarm contact closed for 1 s", "Smoke alarm contact open for 10 s"], rig.Alerts.Select(alert => alert.Measured));
    }

    [Fact]
    public void Alert_ClockSetBetweenRaisingAndClearing_BeganInTheTimeOfTheNewClock()
    {
        using var rig = Rig();
        rig.GiveEachSecond(Quantity.Contact, 0, 1, 1, 1);
        var raised = rig.Alerts[0].RaisedAt;

        rig.Wall += TimeSpan.FromDays(20_000);
        rig.GiveEachSecond(Quantity.Contact, new double[12]);

        Assert.Equal(raised + TimeSpan.FromDays(20_000), rig.Alerts[1].RaisedAt);
    }

    [Fact]
    public void Alert_WhenTheContactBounces_IsNotRaised()
    {
        using var rig = Rig();

        for (var i = 0; i < 100; i++)
        {
            rig.Give(Quantity.Contact, i % 3 == 0 ? 0 : 1);
            rig.Pass(0.25);
        }

        Assert.Empty(rig.Alerts);
    }

    [Fact]
    public void Alert_WhenTheLineBreaks_DoesNotClear()
    {
        using var rig = Rig();

        rig.GiveEachSecond(Quantity.Contact, 1, 1, 0, 0, 0);
        rig.Fail(Quantity.Contact, DeviceFault.OpenCircuit);
        rig.Pass(60);

        Assert.Equal([AlertTransition.Raised], rig.Transitions);
    }

    [Fact]
    public void Alert_OfANormallyClosedContact_SaysOpen()
    {
        var device = Device();
        using var rig = new PipelineRig(device with
        {
            Kind = device.Kind with { Options = [new DeviceOption("normally", OptionType.Text, "")] },
            Settings = new DeviceSettings(new Dictionary<string, object?> { ["normally"] = "closed" }),
        });

        rig.GiveEachSecond(Quantity.Contact, 1, 1);

        Assert.Equal("Smoke alarm contact open for 1 s", rig.Last.Measured);
    }

    [Theory]
    [InlineData(AlertKind.Smoke, "Smoke alarm contact closed")]
    [InlineData(AlertKind.Gas, "Gas alarm contact closed")]
    [InlineData(AlertKind.Fire, "Fire alarm contact closed")]
    [InlineData(AlertKind.Intrusion, "Intrusion contact closed")]
    [InlineData(AlertKind.DeviceFault, "Tamper or fault contact closed")]
    public void Alert_OfEachKind_SaysWhatTheContactIs(AlertKind kind, string words)
    {
        using var rig = new PipelineRig(Device(kind));

        rig.GiveEachSecond(Quantity.Contact, 0, 1, 1);

        Assert.Equal(kind, rig.Last.Kind);
        Assert.StartsWith(words, rig.Last.Measured, StringComparison.Ordinal);
    }

    private static PipelineRig Rig() => new(Device());

    private static DeviceOptions Device(AlertKind kind = AlertKind.Smoke)
    {
        var device = PipelineRig.Device(Quantity.Contact);
        return device with
        {
            Detect = device.Detect with
            {
                Contact = new ContactOptions { Kind = kind, Level = WarningLevel.Orange, OnDelay = TimeSpan.FromSeconds(1) },
            },
        };
    }
}
