using EdgeGrid.Hub.Console.Live;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Console.Live;

public sealed class LocalClockTests
{
    private readonly LocalClock _clock = new(new FakeTimeProvider(Some.Moment));

    [Fact]
    public void Short_Today_IsTheTimeOfTheBrowsersZone()
    {
        _clock.UseZone("Asia/Shanghai");

        Assert.Equal("22:41:07", _clock.Short(Some.Moment));
    }

    [Fact]
    public void Short_OnAnotherDayOfThatZone_SaysTheDay()
    {
        _clock.UseZone("Asia/Shanghai");

        Assert.Equal("22 Nov 23:59", _clock.Short(new DateTimeOffset(2026, 11, 22, 15, 59, 0, TimeSpan.Zero)));
        Assert.Equal("00:01:00", _clock.Short(new DateTimeOffset(2026, 11, 22, 16, 1, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Nowhere/Atlantis")]
    public void UseZone_Unknown_StaysInUtc(string? zone)
    {
        _clock.UseZone(zone);

        Assert.Equal("14:41:07", _clock.Short(Some.Moment));
    }

    [Fact]
    public void UseZone_Another_TellsThePage()
    {
        var told = 0;
        _clock.ZoneChanged += (_, _) => told++;

        _clock.UseZone("Asia/Shanghai");
        _clock.UseZone("Asia/Shanghai");

        Assert.Equal(1, told);
    }

    [Fact]
    public void Utc_AnyInstant_SaysItsZone() =>
        Assert.Equal("2026-11-23 14:41:07 UTC", LocalClock.Utc(Some.Moment.ToOffset(TimeSpan.FromHours(8))));
}
