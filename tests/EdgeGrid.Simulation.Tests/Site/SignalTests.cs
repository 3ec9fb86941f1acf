using EdgeGrid.Simulation.Site;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Simulation.Tests.Site;

public sealed class SignalTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Signal_LeftAlone_Stays() => Assert.Equal(3, new Signal(_time, 3).Value);

    [Fact]
    public void Signal_Moving_MovesEvenlyAndStops()
    {
        var gas = new Signal(_time, 0);
        gas.MoveTo(40, TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal(10, gas.Value, 6);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(40, gas.Value, 6);
    }

    [Fact]
    public void Signal_TurnedOnTheWay_StartsFromWhereItIs()
    {
        var gas = new Signal(_time, 0);
        gas.MoveTo(40, TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(5));
        gas.MoveTo(0, TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(10, gas.Value, 6);
    }
}
