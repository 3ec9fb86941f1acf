using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Detection;

public sealed class AlertHandoverTests
{
    private static readonly DeviceOptions Methane = PipelineRig.Device(Quantity.Methane) with
    {
        Detect = new DetectOptions
        {
            Level = new LevelOptions
            {
                Kind = AlertKind.Gas,
                Steps = [new LevelStep(10, WarningLevel.Yellow, TimeSpan.Zero), new LevelStep(25, WarningLevel.Orange, TimeSpan.Zero)],
                OffDelay = TimeSpan.Zero,
            },
            Silence = new SilenceOptions { After = TimeSpan.FromDays(1) },
        },
    };

    [Theory]
    [InlineData(12, 5, AlertTransition.Raised, AlertTransition.Cleared)]
    [InlineData(12, 30, AlertTransition.Raised, AlertTransition.Escalated)]
    [InlineData(30, 12, AlertTransition.Raised)]
    [InlineData(12, 12, AlertTransition.Raised)]
    public void NextLife_OfARaisedAlert_TellsOnlyWhatIsNewUnderTheSameId(double before, double after, params AlertTransition[] transitions)
    {
        var (raised, first) = Life(before);
        using var next = new PipelineRig(first.Next, Methane);
        next.Pipeline.Resume(next.Now);

        next.Give(Quantity.Methane, after);
        next.Pass(5);

        Assert.Equal(transitions[1..], next.Transitions);
        Assert.All(next.Alerts, alert => Assert.Equal(raised.AlertId, alert.AlertId));
    }

    [Fact]
    public void NextLife_ThatNoLongerWatches_EndsTheAlertOnce()
    {
        var (raised, first) = Life(30);
        using var next = new PipelineRig(first.Next, PipelineRig.Device(Quantity.Contact));

        next.Pipeline.Resume(next.Now);
        next.Pass(5);

        Assert.Equal((raised.AlertId, AlertTransition.Cleared), (next.Last.AlertId, next.Last.Transition));
        Assert.Single(next.Alerts);
    }

    [Fact]
    public void NextLife_ThatNeverGotToRun_PassesOnWhatItWasGiven()
    {
        var (raised, first) = Life(30);
        var failed = first.Next;
        _ = failed.Claim(raised.Device, raised.Kind);

        Assert.Equal(raised.AlertId, failed.Next.Claim(raised.Device, raised.Kind)?.Alert.AlertId);
    }

    private static (Alert Raised, AlertHandover Handover) Life(double value)
    {
        using var rig = new PipelineRig(Methane);
        rig.Give(Quantity.Methane, value);
        rig.Pass(1);
        rig.Pipeline.HandOver();
        return (rig.Alerts[0], rig.Handover);
    }
}
