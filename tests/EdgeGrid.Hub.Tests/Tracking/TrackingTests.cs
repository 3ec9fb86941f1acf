using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.People;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tracking;
using EdgeGrid.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Tracking;

public sealed class TrackingTests
{
    /// <summary>Of a Monday; everyone works from 08:00 to 18:00.</summary>
    private static readonly DateTimeOffset Noon = Records.Noon;

    private static readonly DateTimeOffset Evening = Noon.AddHours(8);

    /// <summary>A latitude that is found wherever it is written.</summary>
    private const double Unmistakable = 34.71828182845904;

    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public async Task Positions_ToldOnDuty_AreShownWithTheName()
    {
        await using var rig = await StartAsync();

        var told = await TellAsync(rig, (Noon, 34.244, 117.194));
        var shown = Assert.Single((await GetAsync(rig, "/api/v1/positions?bbox=117,34,118,35")).GetProperty("items").EnumerateArray().ToArray());

        Assert.Equal((1, 0), (told.GetProperty("stored").GetInt32(), told.GetProperty("offDuty").GetInt32()));
        Assert.Equal(("w-1", "Name of w-1", 34.244), (shown.GetProperty("person").GetString(), shown.GetProperty("name").GetString(), shown.GetProperty("latitude").GetDouble()));
        Assert.Equal(0, (await GetAsync(rig, "/api/v1/positions?bbox=118,34,119,35")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Positions_OffDuty_AreNeitherStoredNorShownNorLogged()
    {
        await using var rig = await StartAsync();
        using var gateway = await rig.GatewayAsync("gw-7");

        _time.SetUtcNow(Evening);
        var told = await TellAsync(rig, (Evening, Unmistakable, 117.194));
        var ack = await SendAsync(gateway, Evening, Unmistakable);

        Assert.Equal((0, 1), (told.GetProperty("stored").GetInt32(), told.GetProperty("offDuty").GetInt32()));
        Assert.Equal(AckOutcome.Committed, ack.Outcome);
        Assert.Equal(0, (await GetAsync(rig, "/api/v1/positions?bbox=117,34,118,35")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await GetAsync(rig, "/api/v1/people/w-1/track")).GetProperty("points").GetArrayLength());
        Assert.DoesNotContain(rig.Log.Lines, line => line.Text.Contains("34.71828", StringComparison.Ordinal));

        // Nor as bytes anywhere in the store: what the tracker measured is gone from its block, what else was in it is not.
        Assert.Equal(["gw-7:meter:methane", "gw-7:meter:methane"], StoredNames(rig));
        Assert.Empty(await PositionsAsync(rig));
        Assert.False(Contains(rig, BitConverter.GetBytes(Unmistakable)), "little-endian");
        Assert.False(Contains(rig, [.. BitConverter.GetBytes(Unmistakable).Reverse()]), "big-endian");
    }

    [Fact]
    public async Task Alerts_OfATrackerOffDuty_SayNoPlaceUnlessSomebodyCallsForHelp()
    {
        await using var rig = await StartAsync();
        using var gateway = await rig.GatewayAsync("gw-7");
        var alert = Records.Alert(AlertKind.GridExit) with { Device = "tracker", Position = new Position(Unmistakable, 117.194) };

        _time.SetUtcNow(Evening);
        await gateway.SendAsync(alert with { SampledAt = Evening });
        await gateway.SendAsync(alert with { SampledAt = Evening, AlertId = Records.NewId(), Kind = AlertKind.Sos, Level = WarningLevel.Red, Position = new Position(34.1, 117.1) });
        await gateway.SendAsync(alert with { SampledAt = Evening, AlertId = Records.NewId(), Device = "meter", Position = new Position(34.3, 117.1) });

        var shown = (await rig.Hub.Queries.RecentAlertsAsync()).Select(change => change.Alert.Position?.Latitude);
        Assert.Equal([34.3, 34.1, null], shown);
        Assert.False(Contains(rig, BitConverter.GetBytes(Unmistakable)) || Contains(rig, [.. BitConverter.GetBytes(Unmistakable).Reverse()]) || Contains(rig, Encoding.ASCII.GetBytes("34.71828")));
    }

    [Fact]
    public async Task Readings_OfATrackersGateway_GoToQuarantineWithoutTheirContent()
    {
        await using var rig = await StartAsync();
        using var gateway = await rig.GatewayAsync("gw-7");

        var ack = await gateway.SendAsync(Topics.ReadingsLeaf, gateway.Next(), ContentTypes.SenmlJson, Encoding.UTF8.GetBytes($$"""[{"bn":"gw-7:","n":"tracker:lat","v":{{Unmistakable}},"vs":"both"}]"""));

        Assert.Equal(AckOutcome.Quarantined, ack.Outcome);
        Assert.Equal("", Assert.Single(await rig.Hub.Queries.QuarantineAsync()).Payload);
        Assert.False(Contains(rig, Encoding.ASCII.GetBytes("34.71828")));
    }

    [Fact]
    public async Task Positions_AfterARestart_AreShownWhileTheyAreFresh()
    {
        using var folder = new TemporaryFolder();
        await using (var rig = await StartAsync(folder))
        {
            await TellAsync(rig, (Noon, 34.244, 117.194));
        }

        _time.Advance(TimeSpan.FromMinutes(5));
        await using var again = await HubRig.StartAsync(options => options with { Time = _time }, folder);

        Assert.Single((await GetAsync(again, "/api/v1/positions?bbox=117,34,118,35")).GetProperty("items").EnumerateArray().ToArray());
    }

    [Fact]
    public async Task Positions_OfATrackerOnDuty_AreItsPersons()
    {
        await using var rig = await StartAsync();
        using var gateway = await rig.GatewayAsync("gw-7");
        var identity = gateway.Next(6);

        await SendAsync(gateway, Noon, 34.244, identity);
        var again = await SendAsync(gateway, Noon, 34.244, identity);

        Assert.Equal(AckOutcome.Duplicate, again.Outcome);
        var stored = Assert.Single(await PositionsAsync(rig));
        Assert.Equal(("w-1", Noon, 34.244, 117.194, "gw-7:tracker"), (stored.Person, stored.At, stored.Latitude, stored.Longitude, stored.Tracker));
        Assert.Single((await GetAsync(rig, "/api/v1/positions?bbox=117,34,118,35")).GetProperty("items").EnumerateArray().ToArray());
        Assert.Equal(6, StoredNames(rig).Count);
    }

    [Fact]
    public async Task Positions_WhenTheShiftEnds_AreShownNoMore()
    {
        await using var rig = await StartAsync();
        await TellAsync(rig, (Noon, 34.244, 117.194));

        _time.SetUtcNow(Evening);

        Assert.Equal(0, (await GetAsync(rig, "/api/v1/positions?bbox=117,34,118,35")).GetProperty("items").GetArrayLength());
        Assert.Single((await GetAsync(rig, "/api/v1/people/w-1/track")).GetProperty("points").EnumerateArray().ToArray());
    }

    [Fact]
    public async Task Looks_AtPositions_AreOnRecordBeforeTheAnswer()
    {
        await using var rig = await StartAsync();
        await TellAsync(rig, (Noon, 34.244, 117.194));

        await GetAsync(rig, "/api/v1/positions?grid=unassigned");
        await GetAsync(rig, "/api/v1/people/w-1/track");
        await GetAsync(rig, "/api/v1/positions?grid=nowhere");

        var looks = (await GetAsync(rig, "/api/v1/people/w-1/looks")).EnumerateArray().Select(look => (look.GetProperty("by").GetString(), look.GetProperty("role").GetString(), look.GetProperty("why").GetString()));
        Assert.Equal(
            [("administrator", "administrator", "GET /api/v1/people/w-1/track"), ("administrator", "administrator", "GET /api/v1/positions?grid=unassigned")],
            looks);
        var trail = (await GetAsync(rig, "/api/v1/audit")).GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("what").GetString() == "look at positions");
        Assert.All(trail, entry => Assert.Equal("person w-1", entry.GetProperty("target").GetString()));
        Assert.Equal(2, trail.Count());
    }

    [Fact]
    public async Task Look_ThatCannotBeRecorded_ShowsNothing()
    {
        await using var rig = await StartAsync();
        await TellAsync(rig, (Noon, 34.244, 117.194));

        rig.Execute("CREATE TRIGGER no_looks BEFORE INSERT ON position_looks BEGIN SELECT RAISE(ABORT, 'full'); END");
        var response = await rig.Http.GetAsync("/api/v1/people/w-1/track");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("34.244", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Track_Asked_IsPagedByTime()
    {
        await using var rig = await StartAsync();
        await TellAsync(rig, (Noon.AddMinutes(-3), 34.1, 117.1), (Noon.AddMinutes(-2), 34.2, 117.1), (Noon.AddMinutes(-1), 34.3, 117.1), (Noon.AddMinutes(-1), 34.4, 117.1));

        var first = await GetAsync(rig, "/api/v1/people/w-1/track?limit=2");
        var rest = await GetAsync(rig, $"/api/v1/people/w-1/track?limit=2&from={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}");

        Assert.Equal([34.1, 34.2], first.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("latitude").GetDouble()));
        Assert.Equal([34.3], rest.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("latitude").GetDouble()));
    }

    [Fact]
    public async Task Positions_KeptLongEnough_AreDeleted()
    {
        await using var rig = await StartAsync();
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
        await using var rig = await StartAsync();
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
        await using var rig = await StartAsync();

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

    private async Task<HubRig> StartAsync(TemporaryFolder? folder = null)
    {
        var rig = await HubRig.StartAsync(options => options with { Time = _time }, folder);
        var file = new StaffFile
        {
            People = [SomeStaff.Person("w-1", account: "administrator") with { Trackers = ["gw-7:tracker"] }],
            Rosters = [SomeStaff.Roster(SomeStaff.Shift("w-1"))],
        };
        Assert.Empty((await rig.Directory().ImportAsync(file, replace: true, dryRun: false, Some.Administrator, CancellationToken.None)).Problems);
        return rig;
    }

    private static async Task<JsonElement> TellAsync(HubRig rig, params (DateTimeOffset At, double Latitude, double Longitude)[] positions)
    {
        var response = await rig.Http.PostAsJsonAsync("/api/v1/positions", new { positions = positions.Select(one => new { at = one.At, latitude = one.Latitude, longitude = one.Longitude }) });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<JsonElement> GetAsync(HubRig rig, string path)
    {
        var response = await rig.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A block of a tracker's fix between two readings of a meter; the tracker's first record carries the base fields.</summary>
    private static Task<Ack> SendAsync(GatewayDouble gateway, DateTimeOffset at, double latitude, RecordIdentity? identity = null)
    {
        SenmlRecord[] records =
        [
            new() { BaseName = "gw-7:", BaseTime = at.ToUnixTimeMilliseconds() / 1000.0, BaseVersion = 10, Name = "tracker:position", Unit = "m/s", Value = 1.5 },
            new() { Name = "tracker:lat", Unit = "deg", Value = latitude },
            new() { Name = "meter:methane", Unit = "%{LEL}", Value = 1 },
            new() { Name = "tracker:lon", Unit = "deg", Value = 117.194 },
            new() { Name = "meter:methane", Unit = "%{LEL}", Value = 2, Time = 1 },
            new() { Name = "tracker:sats", Value = 7, Time = 1 },
        ];
        return gateway.SendAsync(Topics.ReadingsLeaf, identity ?? gateway.Next(6), ContentTypes.SenmlCbor, SenmlPack.Write(records, cbor: true));
    }

    private static async Task<IReadOnlyList<PositionRow>> PositionsAsync(HubRig rig)
    {
        await using var db = rig.Hub.Services.GetRequiredService<HubStore>().CreateDbContext();
        return await db.Set<PositionRow>().AsNoTracking().ToListAsync();
    }

    /// <summary>The whole names of what stands in stored blocks, with base fields carried forward.</summary>
    private static List<string> StoredNames(HubRig rig)
    {
        using var db = rig.Hub.Services.GetRequiredService<HubStore>().CreateDbContext();
        var names = new List<string>();
        foreach (var payload in db.ReadingBlocks.AsNoTracking().Select(row => row.Payload).ToList())
        {
            var baseName = "";
            foreach (var record in SenmlCbor.Decode(payload))
            {
                baseName = record.BaseName ?? baseName;
                names.Add(baseName + record.Name);
            }
        }

        return names;
    }

    private static bool Contains(HubRig rig, byte[] bytes)
    {
        foreach (var file in new[] { rig.DatabaseFile, rig.DatabaseFile + "-wal" }.Where(File.Exists))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var all = new byte[stream.Length];
            stream.ReadExactly(all);
            if (all.AsSpan().IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
