using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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

/// <summary>A hub with one person, <c>w-1</c>, who works from 08:00 to 18:00 and carries <c>gw-7:tracker</c>.</summary>
internal static class SomeoneOnDuty
{
    /// <summary>Of a Monday.</summary>
    public static readonly DateTimeOffset Noon = Records.Noon;

    public static readonly DateTimeOffset Evening = Noon.AddHours(8);

    public static async Task<HubRig> StartAsync(FakeTimeProvider time, TemporaryFolder? folder = null)
    {
        var rig = await HubRig.StartAsync(options => options with { Time = time }, folder);
        var file = new StaffFile
        {
            People = [SomeStaff.Person("w-1", account: "administrator") with { Trackers = ["gw-7:tracker"] }],
            Rosters = [SomeStaff.Roster(SomeStaff.Shift("w-1"))],
        };
        Assert.Empty((await rig.Directory().ImportAsync(file, replace: true, dryRun: false, Some.Administrator, CancellationToken.None)).Problems);
        return rig;
    }

    public static async Task<JsonElement> TellAsync(HubRig rig, params (DateTimeOffset At, double Latitude, double Longitude)[] positions)
    {
        var response = await rig.Http.PostAsJsonAsync("/api/v1/positions", new { positions = positions.Select(one => new { at = one.At, latitude = one.Latitude, longitude = one.Longitude }) });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<JsonElement> GetAsync(HubRig rig, string path)
    {
        var response = await rig.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<IReadOnlyList<PositionRow>> PositionsAsync(HubRig rig)
    {
        await using var db = rig.Hub.Services.GetRequiredService<HubStore>().CreateDbContext();
        return await db.Set<PositionRow>().AsNoTracking().ToListAsync();
    }
}
