using EdgeGrid.Hub.Cases.Limits;
using static EdgeGrid.Hub.Tests.Cases.Limits.Calendars;

namespace EdgeGrid.Hub.Tests.Cases.Limits;

/// <summary>Examples worked out by hand. 23 November 2026 is a Monday.</summary>
public sealed class LimitClockTests
{
    [Theory]
    [InlineData("5 working-hour", "2026-11-23 16:00", "2026-11-24 11:30")] // two on Monday, three on Tuesday
    [InlineData("1 working-day", "2026-11-23 16:00", "2026-11-24 16:00")]
    [InlineData("0.5 working-day", "2026-11-23 08:30", "2026-11-23 14:15")] // half of 7.5 hours is 3:45
    [InlineData("4 working-hour", "2026-11-23 13:00", "2026-11-23 18:00")] // begins in the lunch break
    [InlineData("1 working-day", "2026-11-23 13:00", "2026-11-24 12:00")] // the morning was over, and is over
    [InlineData("4 working-hour", "2026-11-27 22:00", "2026-11-30 14:30")] // begins on Friday night
    [InlineData("1 working-day", "2026-11-27 22:00", "2026-11-30 18:00")] // all of Monday
    [InlineData("1 working-day", "2026-11-23 07:00", "2026-11-23 18:00")] // begins before work: all of that day
    [InlineData("1 working-day", "2026-10-03 10:00", "2026-10-08 18:00")] // begins on a holiday
    [InlineData("7 working-day", "2026-09-28 10:00", "2026-10-13 10:00")] // 29, 30, holiday, 8, 9, Saturday the 10th made up, 12, 13
    [InlineData("1 working-day", "2026-09-18 17:00", "2026-09-20 17:00")] // Sunday the 20th is worked
    [InlineData("2 urgent-hour", "2026-11-27 23:30", "2026-11-28 01:30")]
    [InlineData("3 natural-day", "2026-09-30 10:00", "2026-10-03 10:00")]
    [InlineData("1 natural-day", "2028-02-28 10:00", "2028-02-29 10:00")]
    [InlineData("2 natural-day", "2028-02-28 10:00", "2028-03-01 10:00")]
    [InlineData("1 working-day", "2028-02-28 10:00", "2028-02-29 10:00")] // a Monday
    public void Limit_CountedFromTheInstantItself_IsDueWhenAHandCountsItDue(string limit, string from, string due) =>
        Assert.Equal(Shanghai(due), new LimitClock(City, HandlingLimit.Parse(limit), Shanghai(from)).DueAt);

    [Theory]
    [InlineData("1 working-day", "2026-11-23 16:00", "2026-11-24 18:00")]
    [InlineData("1 working-day", "2026-11-23 07:00", "2026-11-24 18:00")] // the day of the beginning does not count
    [InlineData("1 working-day", "2026-11-27 22:00", "2026-11-30 18:00")]
    [InlineData("1 working-day", "2026-10-03 10:00", "2026-10-08 18:00")]
    [InlineData("20 working-day", "2026-09-28 10:00", "2026-10-30 18:00")] // 2 in September, then 8, 9, 10, 12–16, 19–23, 26–30
    [InlineData("3 natural-day", "2026-09-30 10:00", "2026-10-04 00:00")]
    [InlineData("5 working-hour", "2026-11-23 16:00", "2026-11-24 11:30")] // hours go by the clock all the same
    public void Limit_CountedByWholeDays_IsDueAtTheEndOfItsLastDay(string limit, string from, string due) =>
        Assert.Equal(Shanghai(due), new LimitClock(CityByWholeDays, HandlingLimit.Parse(limit), Shanghai(from)).DueAt);

    [Fact]
    public void Light_OfFiveWorkingHours_TurnsAfterFourAndAfterFive()
    {
        var clock = new LimitClock(City, new HandlingLimit(5, LimitUnit.WorkingHour), Shanghai("2026-11-23 16:00"));
        var (yellow, red) = (Shanghai("2026-11-24 10:30"), Shanghai("2026-11-24 11:30"));

        Assert.Equal((yellow, red), (clock.YellowAt, clock.DueAt));
        Assert.Equal((LimitLight.Green, LimitLight.Yellow), (clock.LightAt(yellow.AddTicks(-1)), clock.LightAt(yellow)));
        Assert.Equal((LimitLight.Yellow, LimitLight.Red), (clock.LightAt(red.AddTicks(-1)), clock.LightAt(red)));
        Assert.Equal((yellow, red, null), (clock.NextChangeAfter(Shanghai("2026-11-23 16:00")), clock.NextChangeAfter(yellow), clock.NextChangeAfter(red)));
        Assert.Equal(0.4, clock.ShareAt(Shanghai("2026-11-23 23:00")));
        Assert.Equal(2, clock.ShareAt(Shanghai("2026-11-25 09:00")));
    }

    [Fact]
    public void Clock_WhilePaused_StandsStillAndGoesOnAfter()
    {
        var (from, pause) = (Shanghai("2026-11-23 16:00"), Shanghai("2026-11-24 09:00"));
        var limit = new HandlingLimit(5, LimitUnit.WorkingHour);

        var paused = new LimitClock(City, limit, from, [new Pause(pause, null)]);
        var resumed = new LimitClock(City, limit, from, [new Pause(pause, Shanghai("2026-11-26 10:00"))]);

        Assert.True(paused.IsPaused);
        Assert.Null(paused.DueAt);
        Assert.Null(paused.NextChangeAfter(from));
        Assert.Equal(0.5, paused.ShareAt(Shanghai("2026-12-24 11:00")));
        Assert.Equal(Shanghai("2026-11-26 14:30"), resumed.DueAt);
        Assert.Equal(0.5, resumed.ShareAt(Shanghai("2026-11-26 10:00")));
    }

    [Fact]
    public void Clock_PausedOverANight_IsDueAsIfItHadNotBeen()
    {
        var clock = new LimitClock(City, new HandlingLimit(1, LimitUnit.WorkingDay), Shanghai("2026-11-23 16:00"), [new Pause(Shanghai("2026-11-23 19:00"), Shanghai("2026-11-24 08:00"))]);

        Assert.Equal(Shanghai("2026-11-24 16:00"), clock.DueAt);
    }

    [Fact]
    public void Clock_PausedTwice_LeavesBothOut()
    {
        var clock = new LimitClock(
            City,
            new HandlingLimit(1, LimitUnit.WorkingDay),
            Shanghai("2026-11-23 10:00"),
            [new Pause(Shanghai("2026-11-23 11:00"), Shanghai("2026-11-23 15:00")), new Pause(Shanghai("2026-11-24 08:00"), Shanghai("2026-11-25 09:30"))]);

        // One hour before the first pause and three after it make four of Monday's 7.5; the other 3.5 begin on Wednesday at 9:30.
        Assert.Equal(Shanghai("2026-11-25 15:00"), clock.DueAt);
    }

    [Fact]
    public void Clock_ExtendedToAnInstant_IsDueThereAndALaterPauseMovesItByItsLength()
    {
        var (from, to) = (Shanghai("2026-11-23 10:00"), Shanghai("2026-11-28 22:00"));
        var before = new Pause(Shanghai("2026-11-24 10:00"), Shanghai("2026-11-25 10:00"));

        var extended = LimitClock.Until(City, (from, Shanghai("2026-11-26 09:00"), to), [before]);
        var paused = LimitClock.Until(City, (from, Shanghai("2026-11-26 09:00"), to), [before, new Pause(Shanghai("2026-11-26 12:00"), Shanghai("2026-11-26 15:00"))]);

        // From Monday 10:00 to Saturday 22:00 are 132 hours, less the 24 of the pause: on Thursday at 10:00 48 of 108 have passed.
        Assert.Equal((to, to.AddHours(3)), (extended.DueAt, paused.DueAt));
        Assert.Equal(48.0 / 108, extended.ShareAt(Shanghai("2026-11-26 10:00")), 1e-12);
    }

    [Theory]
    [InlineData("1 natural-day", "2026-03-28 10:00", 1, "2026-03-29 10:00", 2)] // 23 hours
    [InlineData("1 natural-day", "2026-03-28 02:30", 1, "2026-03-29 03:00", 2)] // there is no 02:30: the instant of the jump
    [InlineData("1 natural-day", "2026-10-24 02:30", 2, "2026-10-25 02:30", 2)] // it comes twice: the first
    [InlineData("1 natural-day", "2026-10-24 10:00", 2, "2026-10-25 10:00", 1)] // 25 hours
    [InlineData("24 urgent-hour", "2026-10-24 10:00", 2, "2026-10-25 09:00", 1)]
    [InlineData("24 urgent-hour", "2026-03-28 10:00", 1, "2026-03-29 11:00", 2)]
    public void Limit_OverAChangeOfTheClock_IsDueByTheClockOnTheWall(string limit, string from, double offset, string due, double dueOffset) =>
        Assert.Equal(At(due, dueOffset), new LimitClock(AroundTheClock("Europe/Berlin"), HandlingLimit.Parse(limit), At(from, offset)).DueAt);

    [Fact]
    public void NightShift_InWhichTheClockIsSet_WorksTheHoursThatThereAre()
    {
        var nights = Nights("Europe/Berlin");

        Assert.Equal(5 * TimeSpan.TicksPerHour, nights.Count(LimitUnit.WorkingHour, At("2026-03-29 00:00", 1), At("2026-03-29 12:00", 2)));
        Assert.Equal(7 * TimeSpan.TicksPerHour, nights.Count(LimitUnit.WorkingHour, At("2026-10-25 00:00", 2), At("2026-10-25 12:00", 1)));
        Assert.Equal(At("2026-10-25 06:00", 1), new LimitClock(nights, new HandlingLimit(7, LimitUnit.WorkingHour), At("2026-10-25 00:00", 2)).DueAt);
    }

    [Fact]
    public void Day_ThatAZoneSkippedWhenItChangedSides_IsNotCountedAndEndsNothingTwice()
    {
        // Samoa went from -10 to +14 at the end of 29 December 2011: it had no 30 December.
        var apia = AroundTheClock("Pacific/Apia");

        Assert.Equal(At("2011-12-31 00:00", 14), new LimitClock(apia, new HandlingLimit(1, LimitUnit.NaturalDay), At("2011-12-29 10:00", -10)).DueAt);
        Assert.Equal(At("2011-12-31 10:00", 14), new LimitClock(apia, new HandlingLimit(1, LimitUnit.WorkingDay), At("2011-12-29 10:00", -10)).DueAt);
        Assert.Equal(0, apia.Count(LimitUnit.WorkingHour, apia.Local.InstantOf(new DateOnly(2011, 12, 30), TimeSpan.Zero), apia.Local.InstantOf(new DateOnly(2011, 12, 31), TimeSpan.Zero)));
    }

    [Fact]
    public void Limit_ThatHolidaysSwallow_IsUnreachableAndNeverRed()
    {
        var never = new WorkCalendar(TimeZoneInfo.Utc, Week("09:00-17:00", DayOfWeek.Monday), [(new DateOnly(2026, 11, 24), new DateOnly(2040, 1, 1))], new Dictionary<DateOnly, DayOfWeek>());

        var clock = new LimitClock(never, new HandlingLimit(1, LimitUnit.WorkingHour), At("2026-11-24 09:00", 0));

        Assert.True(clock.IsUnreachable);
        Assert.Null(clock.NextChangeAfter(At("2026-11-24 09:00", 0)));
        Assert.Equal(LimitLight.Green, clock.LightAt(At("2036-01-01 00:00", 0)));
    }
}
