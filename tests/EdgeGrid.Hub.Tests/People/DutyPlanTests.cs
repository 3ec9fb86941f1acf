using EdgeGrid.Hub.People;

namespace EdgeGrid.Hub.Tests.People;

public sealed class DutyPlanTests
{
    /// <summary>A Monday.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Shift_OverMidnight_IsOneTimeOfDuty()
    {
        var plan = PlanOf([new Shift { Person = "w-1", Days = ["mon"], From = "22:00", Until = "06:00" }]);

        var night = plan.At(Monday.AddHours(26));

        Assert.Equal((true, Monday.AddHours(22), Monday.AddHours(30)), (night.OnDuty, night.From, night.Until));
        Assert.False(plan.At(Monday.AddHours(21)).OnDuty);
        Assert.False(plan.At(Monday.AddHours(30)).OnDuty);
    }

    [Theory]
    [InlineData("mon")]
    [InlineData("monday")]
    public void Day_OfAShift_MayBeWrittenShortOrWhole(string day) =>
        Assert.True(PlanOf([new Shift { Person = "w-1", Days = [day], From = "08:00", Until = "12:00" }]).At(Monday.AddHours(9)).OnDuty);

    [Fact]
    public void OffDuty_BeforeAShift_HoldsUntilItBegins()
    {
        var plan = PlanOf([SomeStaff.Shift("w-1")]);

        Assert.Equal(new DutySpan(false, Monday, Monday.AddHours(8)), plan.At(Monday));
    }

    [Fact]
    public void Exception_OfADay_TakesThePlaceOfItsShifts()
    {
        var plan = PlanOf(
            [SomeStaff.Shift("w-1")],
            new ShiftException { Person = "w-1", Day = new DateOnly(2026, 11, 23) },
            new ShiftException { Person = "w-1", Day = new DateOnly(2026, 11, 24), From = "12:00", Until = "14:00" });

        Assert.False(plan.At(Monday.AddHours(10)).OnDuty);
        Assert.False(plan.At(Monday.AddHours(24 + 10)).OnDuty);
        Assert.True(plan.At(Monday.AddHours(24 + 13)).OnDuty);
        Assert.True(plan.At(Monday.AddHours(48 + 10)).OnDuty);
    }

    [Fact]
    public void Shift_WithAFirstAndALastDay_IsOnlyBetweenThem()
    {
        var plan = PlanOf([SomeStaff.Shift("w-1") with { FirstDay = new DateOnly(2026, 11, 24), LastDay = new DateOnly(2026, 11, 24) }]);

        Assert.Equal([false, true, false], new[] { 10, 34, 58 }.Select(hours => plan.At(Monday.AddHours(hours)).OnDuty));
    }

    [Fact]
    public void Shift_InTheHourThatTheClockSkips_BeginsWhenThereIsATime()
    {
        // In Berlin 02:00 becomes 03:00 on 2026-03-29, and 03:00 becomes 02:00 on 2026-10-25.
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var staff = new Staff(
            new StaffFile { Rosters = [SomeStaff.Roster(SomeStaff.Shift("w-1", "02:30", "04:00"), SomeStaff.Shift("w-2", "22:00", "06:00"))] },
            berlin);

        var skipped = staff.PlanOf("w-1").Between(new DateOnly(2026, 3, 29), new DateOnly(2026, 3, 29)).Single();
        var longer = staff.PlanOf("w-2").Between(new DateOnly(2026, 10, 24), new DateOnly(2026, 10, 24)).Single();

        Assert.Equal((new DateTime(2026, 3, 29, 1, 0, 0), new DateTime(2026, 3, 29, 2, 0, 0)), (skipped.From.UtcDateTime, skipped.Until.UtcDateTime));
        Assert.Equal(TimeSpan.FromHours(9), longer.Until - longer.From);
    }

    [Fact]
    public void Deputy_InTheirTerm_ActsForSomebody()
    {
        var staff = SomeStaff.Of(new StaffFile
        {
            People =
            [
                SomeStaff.Person("l-1") with { Deputies = [new DeputyTerm("l-2", Monday, Monday.AddDays(1))] },
                SomeStaff.Person("l-2") with { Deputies = [new DeputyTerm("l-3", Monday.AddHours(12), Monday.AddDays(2))] },
                SomeStaff.Person("l-3"),
            ],
        });

        Assert.Equal(["l-2", "l-3", "l-1"], new[] { 1, 13, 25 }.Select(hours => staff.ActingFor("l-1", Monday.AddHours(hours))?.Id));
    }

    private static DutyPlan PlanOf(Shift[] shifts, params ShiftException[] exceptions) =>
        SomeStaff.Of(new StaffFile { Rosters = [SomeStaff.Roster(shifts) with { Exceptions = exceptions }] }).PlanOf("w-1");
}
