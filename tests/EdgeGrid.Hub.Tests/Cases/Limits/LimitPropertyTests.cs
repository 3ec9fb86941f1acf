using CsCheck;
using EdgeGrid.Hub.Cases.Limits;
using static EdgeGrid.Hub.Tests.Cases.Limits.Calendars;

namespace EdgeGrid.Hub.Tests.Cases.Limits;

public sealed class LimitPropertyTests
{
    private const long Iterations = 5000;

    private static readonly WorkCalendar[] All =
    [
        City, CityByWholeDays, AroundTheClock("Europe/Berlin"), AroundTheClock("Pacific/Apia"), Nights("Europe/Berlin"), Nights("Australia/Lord_Howe"), Nights("Asia/Shanghai"),
    ];

    private static readonly Gen<WorkCalendar> Calendar = Gen.Int[0, All.Length - 1].Select(i => All[i]);

    // Around the changes of the clock, and Samoa's lost day.
    private static readonly Gen<DateTimeOffset> Instant = Gen.OneOf(
        Offset(At("2026-03-27 00:00", 0), 5), Offset(At("2026-10-23 00:00", 0), 5), Offset(At("2011-12-28 00:00", 0), 5), Offset(At("2026-01-01 00:00", 0), 365), Offset(At("2028-02-25 00:00", 0), 8));

    private static readonly Gen<HandlingLimit> Limit = Gen.Select(Gen.Int[1, 3000], Gen.Enum<LimitUnit>(), (hundredths, unit) => new HandlingLimit(hundredths / 100m, unit));

    private static readonly Gen<(WorkCalendar Calendar, HandlingLimit Limit, DateTimeOffset From)> Running = Gen.Select(Calendar, Limit, Instant);

    [Fact]
    public void Count_FromAToC_IsThatFromAToBAndFromBToC() => Gen.Select(Running, Gen.Long[0, TimeSpan.TicksPerDay * 5], Gen.Long[0, TimeSpan.TicksPerDay * 5]).Sample(
        (running, first, second) =>
        {
            var (calendar, limit, a) = running;
            var (b, c) = (a.AddTicks(first), a.AddTicks(first + second));
            var (ab, bc, ac) = (calendar.Count(limit.Unit, a, b), calendar.Count(limit.Unit, b, c), calendar.Count(limit.Unit, a, c));
            Assert.Equal(ac, ab + bc);
            Assert.True(ab >= 0 && bc >= 0);
        },
        iter: Iterations);

    [Fact]
    public void DueAt_IsTheFirstInstantAtWhichTheShareIsOne() => Running.Sample(
        running =>
        {
            var clock = new LimitClock(running.Calendar, running.Limit, running.From);
            var due = clock.DueAt!.Value;
            Assert.True(clock.ShareAt(due) >= 1);
            Assert.True(clock.ShareAt(due.AddTicks(-1)) < 1);
            Assert.Equal(LimitLight.Red, clock.LightAt(due));
            Assert.NotEqual(LimitLight.Red, clock.LightAt(due.AddTicks(-1)));

            // A clock that jumps over both turns from green to red.
            Assert.Equal(clock.YellowAt < due ? LimitLight.Yellow : LimitLight.Red, clock.LightAt(clock.YellowAt!.Value));
            Assert.Equal(LimitLight.Green, clock.LightAt(clock.YellowAt.Value.AddTicks(-1)));
        },
        iter: Iterations);

    [Fact]
    public void LongerLimit_IsNeverDueEarlier_AndALaterStartNeitherIs() => Gen.Select(Running, Gen.Int[0, 500], Gen.Long[0, TimeSpan.TicksPerDay * 3]).Sample(
        (running, more, later) =>
        {
            var (calendar, limit, from) = running;
            var due = new LimitClock(calendar, limit, from).DueAt;
            Assert.True(new LimitClock(calendar, limit with { Amount = limit.Amount + (more / 100m) }, from).DueAt >= due);
            Assert.True(new LimitClock(calendar, limit, from.AddTicks(later)).DueAt >= due);
        },
        iter: Iterations);

    [Fact]
    public void Share_AsTimeGoesOn_NeverFallsAndStandsStillInPauses() => Gen.Select(Running, Gen.Long[1, TimeSpan.TicksPerDay * 2].Array[4], Gen.Long[0, TimeSpan.TicksPerDay * 9].Array[2]).Sample(
        (running, steps, looks) =>
        {
            var (a, b) = (running.From.AddTicks(steps[0]), running.From.AddTicks(steps[0] + steps[1]));
            var (c, d) = (b.AddTicks(steps[2]), b.AddTicks(steps[2] + steps[3]));
            var clock = new LimitClock(running.Calendar, running.Limit, running.From, [new Pause(a, b), new Pause(c, d)]);
            var (one, other) = (running.From.AddTicks(looks.Min()), running.From.AddTicks(looks.Max()));
            Assert.True(clock.ShareAt(one) <= clock.ShareAt(other));
            Assert.Equal(clock.ShareAt(a), clock.ShareAt(b));
            Assert.Equal(clock.ShareAt(c), clock.ShareAt(d));
            Assert.True(clock.ShareAt(clock.DueAt!.Value) >= 1 && clock.ShareAt(clock.DueAt.Value.AddTicks(-1)) < 1);
        },
        iter: Iterations);

    [Fact]
    public void Pause_OfSoMuchCountedTime_MovesTheDueInstantByExactlyThat() => Gen.Select(Running, Gen.Double[0, 0.99], Gen.Long[1, TimeSpan.TicksPerDay * 4]).Sample(
        (running, share, length) =>
        {
            var (calendar, limit, from) = running;
            var due = new LimitClock(calendar, limit, from).DueAt!.Value;
            var pause = new Pause(from.AddTicks((long)((due - from).Ticks * share)), from.AddTicks((long)((due - from).Ticks * share) + length));
            var counted = calendar.Count(limit.Unit, pause.From > calendar.CountedFrom(limit.Unit, from) ? pause.From : calendar.CountedFrom(limit.Unit, from), pause.To!.Value);

            var moved = new LimitClock(calendar, limit, from, [pause]).DueAt!.Value;

            // What counts between the two is what the pause left out: of working days to a tick, which counts several parts.
            var difference = Math.Abs(calendar.Count(limit.Unit, due, moved) - counted);
            var tick = limit.Unit == LimitUnit.WorkingDay ? HandlingLimit.DayParts / TimeSpan.TicksPerHour : 0;

            // Natural days go by the clock on the wall, which may jump over the instant.
            Assert.True(difference <= tick || (limit.Unit == LimitUnit.NaturalDay && calendar.Local.Zone.SupportsDaylightSavingTime), $"{difference} parts");
        },
        iter: Iterations);

    private static Gen<DateTimeOffset> Offset(DateTimeOffset from, int days) => Gen.Long[0, TimeSpan.TicksPerDay * days].Select(ticks => from.AddTicks(ticks));
}
