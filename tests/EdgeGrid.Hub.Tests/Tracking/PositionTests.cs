using System.Net;
using System.Net.Http.Json;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Tests.People;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tracking;
using EdgeGrid.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static EdgeGrid.Hub.Tests.Tracking.SomeoneOnDuty;

namespace EdgeGrid.Hub.Tests.Tracking;

/// <summary>Positions that people tell of themselves, and who may look at them.</summary>
public sealed class PositionTests
{
    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public async Task Positions_ToldOnDuty_AreShownWithTheName()
    {
        await using var rig = await StartAsync(_time);

        var told = await TellAsync(rig, (Noon, 34.244, 117.194));
        var shown = Assert.Single((await GetAsync(rig, "/api/v1/positions?bbox=117,34,118,35")).GetProperty("items").EnumerateArray().ToArray());

        Assert.Equal((1, 0), (told.GetProperty("stored").GetInt32(), told.GetProperty("offDuty").GetInt32()));
        Assert.Equal(("w-1", "Name of w-1", 34.244), (shown.GetProperty("person").GetString(), shown.GetProperty("name").GetString(), shown.GetProperty("latitude").GetDouble()));
        Assert.Equal(0, (await GetAsync(rig, "/api/v1/positions?bbox=118,34,119,35")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Positions_AfterARestart_AreShownWhileTheyAreFresh()
    {
        using var folder = new TemporaryFolder();
        await using (var rig = await StartAsync(_time, folder))
        {
            await TellAsync(rig, (Noon, 34.244, 117.194));
        }

        _time.Advance(TimeSpan.FromMinutes(5));
        await using var again = await HubRig.StartAsync(options => options with { Time = _time }, folder);

        Assert.Single((await GetAsync(again, "/api/v1/positions?bbox=117,34,118,35")).GetProperty("items").EnumerateArray().ToArray());
    }

    [Fact]
    public async Task Positions_WhenTheShiftEnds_AreShownNoMore()
    {
        await using var rig = await StartAsync(_time);
        await TellAsync(rig, (Noon, 34.244, 117.194));

        _time.SetUtcNow(Evening);

        Assert.Equal(0, (await GetAsync(rig, "/api/v1/positions?bbox=117,34,118,35")).GetProperty("items").GetArrayLength());
        Assert.Single((await GetAsync(rig, "/api/v1/people/w-1/track")).GetProperty("points").EnumerateArray().ToArray());
    }

    [Fact]
    public async Task Looks_AtPositions_AreOnRecordBeforeTheAnswer()
    {
        await using var rig = await StartAsync(_time);
        await TellAsync(rig, (Noon, 34.244, 117.194));

        await GetAsync(rig, "/api/v1/positions?grid=unassigned");
        var shown = await rig.Http.GetAsync("/api/v1/people/w-1/track");
        await GetAsync(rig, "/api/v1/positions?grid=nowhere");

        var looks = (await GetAsync(rig, "/api/v1/people/w-1/looks")).GetProperty("items").EnumerateArray().Select(look => (look.GetProperty("by").GetString(), look.GetProperty("role").GetString(), look.GetProperty("why").GetString()));
        Assert.Equal(
            [("administrator", "administrator", "GET /api/v1/people/w-1/track"), ("administrator", "administrator", "GET /api/v1/positions?grid=unassigned")],
            looks);
        var trail = (await GetAsync(rig, "/api/v1/audit")).GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("what").GetString() == "look at positions");
        Assert.All(trail, entry => Assert.Equal("person w-1", entry.GetProperty("target").GetString()));
        Assert.Equal(2, trail.Count());
        Assert.Equal(shown.Headers.GetValues("X-Request-Id").Single(), trail.First().GetProperty("requestId").GetString());
    }

    [Fact]
    public async Task Look_ThatIsRefused_IsOnTheTrail()
    {
        await using var rig = await StartAsync(_time);

        var refused = await rig.HttpAs(Role.Worker).GetAsync("/api/v1/people/w-1/track");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var entry = (await GetAsync(rig, "/api/v1/audit")).GetProperty("entries")[0];
        Assert.Equal(
            ("worker", "look at positions", "/api/v1/people/w-1/track", 403, refused.Headers.GetValues("X-Request-Id").Single()),
            (entry.GetProperty("who").GetString(), entry.GetProperty("what").GetString(), entry.GetProperty("target").GetString(), entry.GetProperty("outcome").GetInt32(), entry.GetProperty("requestId").GetString()));
    }

    [Fact]
    public async Task Look_ThatCannotBeRecorded_ShowsNothing()
    {
        await using var rig = await StartAsync(_time);
        await TellAsync(rig, (Noon, 34.244, 117.194));

        rig.Execute("CREATE TRIGGER no_looks BEFORE INSERT ON position_looks BEGIN SELECT RAISE(ABORT, 'full'); END");
        var response = await rig.Http.GetAsync("/api/v1/people/w-1/track");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("34.244", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Track_Asked_IsPagedByTime()
    {
        await using var rig = await StartAsync(_time);
        await TellAsync(rig, (Noon.AddMinutes(-3), 34.1, 117.1), (Noon.AddMinutes(-2), 34.2, 117.1), (Noon.AddMinutes(-1), 34.3, 117.1), (Noon.AddMinutes(-1), 34.4, 117.1));

        var first = await GetAsync(rig, "/api/v1/people/w-1/track?limit=2");
        var rest = await GetAsync(rig, $"/api/v1/people/w-1/track?limit=2&from={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}");

        Assert.Equal([34.1, 34.2], first.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("latitude").GetDouble()));
        Assert.Equal([34.3], rest.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("latitude").GetDouble()));
    }

    [Fact]
    public async Task Positions_KeptLongEnough_AreDeleted()
    {
        await using var rig = await StartAsync(_time);
        await TellAsync(rig, (Noon, 34.1, 117.1));
        _time.Advance(TimeSpan.FromDays(29));
        await TellAsync(rig, (_time.GetUtcNow(), 34.2, 117.1));

        _time.Advance(TimeSpan.FromDays(1.5));
        await rig.Hub.Services.GetRequiredService<PositionSweep>().SweepAsync(CancellationToken.None);

        Assert.Equal([34.2], (await PositionsAsync(rig)).Select(row => row.Latitude));
    }

    [Fact]
    public async Task Person_TakenOut_LeavesNoPositions()
    {
        await using var rig = await StartAsync(_time);
        await TellAsync(rig, (Noon, 34.1, 117.1));

        var directory = rig.Directory();
        await directory.ChangeAsync(StaffKind.Roster, "day", null, directory.VersionOf(StaffKind.Roster, "day"), Some.Administrator, CancellationToken.None);
        var outcome = await directory.ChangeAsync(StaffKind.Person, "w-1", null, directory.VersionOf(StaffKind.Person, "w-1"), Some.Administrator, CancellationToken.None);

        Assert.Empty(outcome.Problems);
        Assert.Empty(await PositionsAsync(rig));
    }

    [Fact]
    public async Task Positions_ThatCannotBe_AreRefusedWithTheReason()
    {
        await using var rig = await StartAsync(_time);

        var told = await TellAsync(rig, (Noon.AddHours(1), 34.1, 117.1), (Noon.AddDays(-31), 34.1, 117.1), (Noon, 91, 117.1), (Noon, 34.1, 117.1));
        var nothing = await rig.Http.PostAsJsonAsync("/api/v1/positions", new { positions = Array.Empty<object>() });
        var nowhere = await rig.Http.GetAsync("/api/v1/positions?bbox=1,2,3");

        Assert.Equal(
            ["position 1 is in the future: set the clock of the device", "position 2 is older than positions are kept", "position 3 is not on earth"],
            told.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()));
        Assert.Equal(1, told.GetProperty("stored").GetInt32());
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (nothing.StatusCode, nowhere.StatusCode));
    }

    [Fact]
    public async Task Position_OfAnAccountThatIsNobodys_IsRefused()
    {
        await using var rig = await HubRig.StartAsync(options => options with { Time = _time });

        var response = await rig.Http.PostAsJsonAsync("/api/v1/positions", new { positions = new[] { new { at = Noon, latitude = 34.1, longitude = 117.1 } } });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }
}
