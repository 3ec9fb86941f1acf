using EdgeGrid.Contracts;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Tests.People;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tracking;

namespace EdgeGrid.Hub.Tests.Tracking;

public sealed class WhereaboutsTests
{
    private static readonly Position Place = new(34.2440, 117.1940);

    [Fact]
    public void Nearest_OfSeveral_IsByWayLoadCellAndRole()
    {
        var all = Of(SomeStaff.Person("near"), SomeStaff.Person("busy"), SomeStaff.Person("own", posts: new GridPost("g-1", GridRole.Worker)), SomeStaff.Person("far"));
        See(all, "near", 100);
        See(all, "busy", 10);
        See(all, "own", 350);
        See(all, "far", 900);
        all.Load(new Dictionary<string, int> { ["busy"] = 2 });

        var found = all.Nearest(Query(count: 4), Records.Noon);

        // 350; 100 + 300 outside; 10 + 300 + 800; 900 + 300.
        Assert.Equal(["own", "near", "busy", "far"], found.Select(one => one.Person));
        Assert.Equal("10 m away, seen 0 min ago; 2 open cases; from another grid; on duty", found[2].Why(Records.Noon).En);
        Assert.Equal("相距350米,0分钟前定位;无在办案卷;本网格网格员;在岗", found[0].Why(Records.Noon).Zh);
    }

    [Fact]
    public void Nearest_WhoIsOffDuty_IsNotFound()
    {
        var all = Of(SomeStaff.Person("w-1"));
        See(all, "w-1", 10);

        Assert.Single(all.Nearest(Query(), Records.Noon.AddMinutes(9)));
        Assert.Empty(all.Nearest(Query(), Records.Noon.AddHours(7)));
    }

    [Fact]
    public void Nearest_WithAPositionThatIsOld_IsTakenToBeInTheirGrid()
    {
        var all = Of(SomeStaff.Person("w-1", posts: new GridPost("g-2", GridRole.Worker)));
        See(all, "w-1", 10);

        var (fresh, old) = (all.Nearest(Query(), Records.Noon.AddMinutes(10)), all.Nearest(Query(), Records.Noon.AddMinutes(11)));

        Assert.Equal((10.0, (DateTimeOffset?)Records.Noon), (Math.Round(fresh[0].Metres), fresh[0].SeenAt));
        Assert.Equal((2224.0, null), (Math.Round(old[0].Metres), old[0].SeenAt));
        Assert.Equal("2224 m away by the centre of their grid, no fresh position; no open case; from another grid; on duty", old[0].Why(Records.Noon).En);
        Assert.StartsWith("距所属网格中心2224米,无最新定位;", old[0].Why(Records.Noon).Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Nearest_OfADepartmentAndRole_IsNobodyElse()
    {
        var all = Of(SomeStaff.Person("other"), SomeStaff.Person("right", "urban", posts: new GridPost("g-2", GridRole.Leader)), SomeStaff.Person("wrong", "urban"));
        See(all, "other", 10);
        See(all, "right", 500);
        See(all, "wrong", 10);

        var found = all.Nearest(Query(count: 3) with { Department = "urban", Roles = [GridRole.Leader, GridRole.Worker] }, Records.Noon);

        Assert.Equal(["right"], found.Select(one => one.Person));
        Assert.Empty(all.Nearest(Query() with { Department = "urban", Roles = [GridRole.Leader], Except = new HashSet<string> { "right" } }, Records.Noon));
    }

    [Fact]
    public void Nearest_AmongManyAnywhere_IsWhatLookingAtEachFinds()
    {
        var random = new Random(7);
        var people = Enumerable.Range(0, 2000).Select(index => SomeStaff.Person($"p-{index:D4}", posts: new GridPost(index % 3 == 0 ? "g-1" : "g-2", GridRole.Worker))).ToArray();
        var all = Of(people);
        var places = people.Select(person => (person.Id, At: new Position(34.2 + (random.NextDouble() * 0.4), 117.1 + (random.NextDouble() * 0.4)))).ToDictionary(one => one.Id, one => one.At);
        foreach (var (id, at) in places)
        {
            all.See(new Fix(id, Records.Noon.AddMinutes(-1), new Position(34, 117), "g-2", "", false), Records.Noon);
            all.See(new Fix(id, Records.Noon, at, "g-2", "", false), Records.Noon);
        }

        var loads = people.ToDictionary(person => person.Id, _ => random.Next(4));
        all.Load(loads);
        for (var i = 0; i < 200; i++)
        {
            var query = Query(count: 5) with { Latitude = 34.15 + (random.NextDouble() * 0.5), Longitude = 117.05 + (random.NextDouble() * 0.5) };

            var expected = people
                .Select(person => (person.Id, Cost: PlaceIndex.Metres(query.Latitude, query.Longitude, places[person.Id].Latitude, places[person.Id].Longitude) + (400 * loads[person.Id]) + (person.Posts[0].Grid == "g-1" ? 0 : 300)))
                .OrderBy(one => one.Cost).Take(5).Select(one => one.Id);
            Assert.Equal(expected, all.Nearest(query, Records.Noon).Select(one => one.Person));
        }
    }

    [Fact]
    public void Nearest_ByASimulatedPosition_IsOnlyForWhatIsSimulated()
    {
        var all = Of(SomeStaff.Person("w-1", posts: new GridPost("g-2", GridRole.Worker)));
        all.See(new Fix("w-1", Records.Noon, Place, "g-1", "gw-1:tracker", Simulated: true), Records.Noon);

        Assert.Null(all.Nearest(Query(), Records.Noon)[0].SeenAt);
        Assert.Equal(Records.Noon, all.Nearest(Query() with { Simulated = true }, Records.Noon)[0].SeenAt);
    }

    [Fact]
    public void Positions_OfWhoGoesOffDuty_AreForgotten()
    {
        var all = Of(SomeStaff.Person("w-1"));
        See(all, "w-1", 10);

        Assert.Single(all.OnDuty(Records.Noon, _ => true));
        all.Sweep(Records.Noon.AddHours(7));

        // Back on duty the next day, nobody knows where.
        Assert.Empty(all.OnDuty(Records.Noon.AddHours(22), _ => true));
        Assert.Empty(all.Nearest(Query(), Records.Noon.AddHours(22)));
    }

    [Fact]
    public void Positions_WhenTheStaffChanges_StayWithWhoStays()
    {
        var all = Of(SomeStaff.Person("w-1"), SomeStaff.Person("w-2"));
        See(all, "w-1", 10);
        See(all, "w-2", 20);

        all.Take(StaffOf(SomeStaff.Person("w-2")));

        Assert.Equal(["w-2"], all.OnDuty(Records.Noon, _ => true).Select(one => one.Person.Id));
        Assert.Equal(["w-2"], all.Nearest(Query(count: 2), Records.Noon).Select(one => one.Person));
    }

    private static Whereabouts Of(params Person[] people)
    {
        var all = new Whereabouts(grid => grid == "g-2" ? new Position(Place.Latitude + 0.02, Place.Longitude) : null, TimeSpan.FromMinutes(10));
        all.Take(StaffOf(people));
        return all;
    }

    private static Staff StaffOf(params Person[] people) =>
        SomeStaff.Of(new StaffFile { People = people, Rosters = [SomeStaff.Roster([.. people.Select(person => SomeStaff.Shift(person.Id))])] });

    private static void See(Whereabouts all, string person, double metresNorth) =>
        all.See(new Fix(person, Records.Noon, new Position(Place.Latitude + (metresNorth / 111_195), Place.Longitude), "g-1", "", false), Records.Noon);

    private static NearestQuery Query(int count = 1) => new() { Latitude = Place.Latitude, Longitude = Place.Longitude, Grid = "g-1", Count = count };
}
