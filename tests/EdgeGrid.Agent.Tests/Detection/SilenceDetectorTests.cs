using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Detection;

public sealed class SilenceDetectorTests
{
    [Fact]
    public void Alert_WhenASensorStopsAnswering_SaysSinceWhenAndWhatWasLast()
    {
        using var rig = Rig();

        rig.GiveEachSecond(Quantity.Smoke, 0.02, 0.01);
        for (var second = 0; second < 60; second++)
        {
            rig.Fail(Quantity.Smoke);
            rig.Pass(1);
        }

        Assert.Equal(AlertTransition.Raised, Assert.Single(rig.Transitions));
        Assert.Equal("No value for 15 s; last 0.01 dB/m. Not responding.", rig.Last.Measured);
        Assert.Equal(AlertKind.SensorSilent, rig.Last.Kind);
    }

    [Theory]
    [InlineData(DeviceFault.OpenCircuit, "Line open circuit.")]
    [InlineData(DeviceFault.ShortCircuit, "Line short-circuited.")]
    public void Alert_OfASupervisedLineThatIsDamaged_SaysHow(DeviceFault fault, string words)
    {
        using var rig = new PipelineRig(PipelineRig.Device(Quantity.Contact) with { Detect = new DetectOptions() });

        rig.GiveEachSecond(Quantity.Contact, 0, 0);
        for (var second = 0; second < 20; second++)
        {
            rig.Fail(Quantity.Contact, fault);
            rig.Pass(1);
        }

        Assert.Equal(AlertKind.SensorSilent, Assert.Single(rig.Alerts).Kind);
        Assert.EndsWith(words, rig.Last.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public void Alert_OfADeviceThatNeverWorked_IsRaisedOnce()
    {
        using var rig = Rig();

        rig.Pass(3600);

        Assert.Equal("No value for 15 s; none since the gateway started. Nothing was heard.", Assert.Single(rig.Alerts).Measured);
    }

    [Fact]
    public void Alert_OfWhatTheDeviceMayLack_IsRaisedOnlyWhereItWasAskedForAlone()
    {
        using var rig = MayLackBattery(Quantity.Smoke, Quantity.Battery);
        using var other = MayLackBattery(Quantity.Battery);

        for (var second = 0; second < 60; second++)
        {
            rig.Give(Quantity.Smoke, 0.01);
            rig.Pass(1);
        }

        other.Pass(60);

        Assert.Empty(rig.Alerts);
        Assert.Single(other.Alerts);
    }

    [Fact]
    public void Alert_WhenASensorGivesOnlyNonsense_IsRaised()
    {
        using var rig = Rig(filter: new FilterOptions { Max = 10 });

        rig.GiveEachSecond(Quantity.Smoke, [0.01, .. Enumerable.Repeat(99.0, 20)]);

        Assert.Equal("No value for 15 s; last 0.01 dB/m. Its values are not plausible.", Assert.Single(rig.Alerts).Measured);
    }

    [Fact]
    public void Alert_OfOneGoodAnswerAmongFaults_DoesNotClear_AndAFewInARowDo()
    {
        using var rig = Rig();

        rig.Pass(20);
        rig.Give(Quantity.Smoke, 0.01);
        rig.Fail(Quantity.Smoke);
        rig.Give(Quantity.Smoke, 0.01);
        Assert.Equal([AlertTransition.Raised], rig.Transitions);
        rig.GiveEachSecond(Quantity.Smoke, 0.01, 0.01);

        Assert.Equal([AlertTransition.Raised, AlertTransition.Cleared], rig.Transitions);
        Assert.StartsWith("Values again after 21 s", rig.Last.Measured);
    }

    [Fact]
    public void Alert_WhileASensorWarmsUp_WaitsForTenMinutes()
    {
        using var rig = Rig();

        for (var second = 0; second < 599; second++)
        {
            rig.Fail(Quantity.Smoke, DeviceFault.WarmingUp);
            rig.Pass(1);
        }

        Assert.Empty(rig.Alerts);
        rig.Pass(1);
        Assert.EndsWith("Still warming up.", Assert.Single(rig.Alerts).Measured);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Alert_OfASaturatedSensor_IsRaisedOnlyWhenNoLevelTellsOfIt(bool hasLevels)
    {
        var level = new LevelOptions { Kind = AlertKind.Smoke, Steps = [new LevelStep(0.5, WarningLevel.Red, TimeSpan.Zero)] };
        using var rig = Rig(level: hasLevels ? level : null);

        for (var second = 0; second < 30; second++)
        {
            rig.Fail(Quantity.Smoke, DeviceFault.Saturated);
            rig.Pass(1);
        }

        Assert.Equal(hasLevels ? AlertKind.Smoke : AlertKind.SensorSilent, Assert.Single(rig.Alerts).Kind);
    }

    [Fact]
    public void Alert_OfAButtonThatNobodyPresses_IsNotRaised()
    {
        var device = PipelineRig.Device(Quantity.Sos);
        using var rig = new PipelineRig(device with { Detect = new DetectOptions { Sos = new SosOptions() } });

        rig.Pass(3600);

        Assert.Empty(rig.Alerts);
    }

    private static PipelineRig MayLackBattery(params Quantity[] measures)
    {
        var device = PipelineRig.Device(measures);
        return new PipelineRig(device with { Kind = device.Kind with { MayLack = [Quantity.Battery] }, Detect = new DetectOptions() });
    }

    private static PipelineRig Rig(FilterOptions? filter = null, LevelOptions? level = null) => new(PipelineRig.Device(Quantity.Smoke) with
    {
        Filter = filter ?? new FilterOptions(),
        Detect = new DetectOptions { Level = level },
    });
}
