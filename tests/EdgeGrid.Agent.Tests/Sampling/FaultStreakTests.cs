using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Sampling;

public sealed class FaultStreakTests
{
    [Fact]
    public void Next_OneOrTwoBadAnswers_AreNoise()
    {
        var streak = new FaultStreak();

        Assert.Equal(DeviceHealth.Working, streak.Next(DeviceFault.None));
        Assert.Null(streak.Next(DeviceFault.BadChecksum));
        Assert.Null(streak.Next(DeviceFault.BadChecksum));
        Assert.Equal(DeviceHealth.Working, streak.Next(DeviceFault.None));
        Assert.Null(streak.Next(DeviceFault.BadChecksum));
    }

    [Theory]
    [InlineData(DeviceFault.NotResponding, DeviceHealth.Failed)]
    [InlineData(DeviceFault.BadChecksum, DeviceHealth.Degraded)]
    [InlineData(DeviceFault.OutOfRange, DeviceHealth.Degraded)]
    [InlineData(DeviceFault.Saturated, DeviceHealth.Degraded)]
    [InlineData(DeviceFault.OpenCircuit, DeviceHealth.Degraded)]
    [InlineData(DeviceFault.NoFix, DeviceHealth.Degraded)]
    [InlineData(DeviceFault.NoPicture, DeviceHealth.Degraded)]
    [InlineData(DeviceFault.ShortCircuit, DeviceHealth.Degraded)]
    public void Next_ThreeInARow_AreAFinding(DeviceFault fault, DeviceHealth health)
    {
        var streak = new FaultStreak();
        streak.Next(fault);
        streak.Next(fault);

        Assert.Equal(health, streak.Next(fault));
        Assert.NotEmpty(FaultStreak.Explain(fault));
    }

    [Fact]
    public void Next_WarmingUp_IsToldAtOnce() => Assert.Equal(DeviceHealth.Degraded, new FaultStreak().Next(DeviceFault.WarmingUp));

    [Fact]
    public void Next_OneFaultAndAnotherInTurn_AreAFinding()
    {
        var streak = new FaultStreak();
        streak.Next(DeviceFault.NotResponding);
        streak.Next(DeviceFault.BadChecksum);

        Assert.Equal(DeviceHealth.Degraded, streak.Next(DeviceFault.NotResponding));
        Assert.Equal(DeviceHealth.Degraded, streak.Next(DeviceFault.BadChecksum));
    }

    // A receiver without satellites that misses a sentence is not gone.
    [Fact]
    public void Next_OneMissingAnswerAfterManyOtherFaults_IsNoFailure()
    {
        var streak = new FaultStreak();
        for (var i = 0; i < 10; i++)
        {
            streak.Next(DeviceFault.NoFix);
        }

        Assert.Equal(DeviceHealth.Degraded, streak.Next(DeviceFault.NotResponding));
        Assert.Equal(DeviceHealth.Degraded, streak.Next(DeviceFault.NotResponding));
        Assert.Equal(DeviceHealth.Failed, streak.Next(DeviceFault.NotResponding));
    }

    [Fact]
    public void Next_AfterWarmingUp_BeginsAnew()
    {
        var streak = new FaultStreak();
        streak.Next(DeviceFault.NotResponding);
        streak.Next(DeviceFault.NotResponding);
        streak.Next(DeviceFault.WarmingUp);

        Assert.Null(streak.Next(DeviceFault.NotResponding));
    }
}
