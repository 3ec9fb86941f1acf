using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;
using EdgeGrid.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Cases.Limits;

/// <summary>A real hub with the example's catalogue, whose clock the test sets. It begins on Monday, 23 November 2026, at 16:00 in Shanghai.</summary>
internal sealed class LimitRig : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = Calendars.Shanghai("2026-11-23 16:00");

    private static readonly Caller Person = new("li", Role.Administrator);

    private static readonly Caller Approver = new("zhang", Role.Administrator);

    private readonly TemporaryFolder _folder = new();
    private HubRig? _rig;

    public FakeTimeProvider Time { get; } = new(Monday);

    public HubRig Hub => _rig!;

    public static async Task<LimitRig> StartAsync()
    {
        var rig = new LimitRig();
        await rig.StartHubAsync();
        await rig.PutAsync(await File.ReadAllTextAsync(Repository.PathOf("deploy", "examples", "catalogue.jsonc")));
        return rig;
    }

    public async Task StartHubAsync() => _rig = await HubRig.StartAsync(options => options with { Time = Time }, _folder);

    public async Task StopHubAsync()
    {
        await _rig!.DisposeAsync();
        _rig = null;
    }

    public async Task PutAsync(string catalogue)
    {
        var answer = await Hub.Http.PutAsync("/api/v1/rules", new StringContent(catalogue, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A case of a category, filed now and dispatched now.</summary>
    public async Task<string> DispatchedAsync(string category)
    {
        var filed = await FiledAsync(category);
        await DoAsync(filed, new DispatchCase("city-appearance", null, Phrase.Same("clean up"), null));
        return filed;
    }

    public async Task<string> FiledAsync(string category)
    {
        var outcome = await Desk.ReportAsync(Play.Problem() with { Category = category }, Person, CancellationToken.None);
        await DoAsync(outcome.Case!.CaseId, new FileCase(Phrase.Same("verified")));
        return outcome.Case.CaseId;
    }

    public async Task DoAsync(string caseId, params CaseCommand[] commands)
    {
        foreach (var command in commands)
        {
            // Nobody approves what they asked for.
            var outcome = await Desk.ExecuteAsync(caseId, command, command is ApproveRequest ? Approver : Person, null, CancellationToken.None);
            Assert.True(outcome.Answer == DeskAnswer.Done, outcome.Why?.Text.En);
        }
    }

    /// <summary>What has been said of a case's limits: when, what, of which stage, due when.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset At, string What, string Stage, DateTimeOffset DueAt)>> ToldAsync(string caseId)
    {
        await using var db = Store.CreateDbContext();
        var events = await db.CaseEvents.Where(row => row.CaseId == caseId).OrderBy(row => row.Position).ToListAsync();
        return [.. events.Select(row => (row.At, CaseEventJson.Read(row).Happened) switch
        {
            (var at, LimitWarned warned) => (at, "warned", warned.Stage, warned.DueAt),
            (var at, LimitPassed passed) => (at, "passed", passed.Stage, passed.DueAt),
            _ => default,
        }).Where(told => told != default)];
    }

    /// <summary>Waits until so much has been said.</summary>
    public Task ToldAsync(string caseId, int times) =>
        Eventually.HoldsAsync($"{times} things were said of the limits of {caseId}", async () => (await ToldAsync(caseId)).Count == times);

    /// <summary>Everything that is still to be said, of all cases.</summary>
    public async Task<int> WaitingAsync()
    {
        await using var db = Store.CreateDbContext();
        return await db.CaseLimits().CountAsync(row => row.NextChangeAt != null);
    }

    public async Task<string> RowsAsync()
    {
        await using var db = Store.CreateDbContext();
        return JsonSerializer.Serialize(await db.CaseLimits().AsNoTracking().OrderBy(row => row.CaseId).ThenBy(row => row.Stage).ToListAsync());
    }

    public async Task RebuildAsync()
    {
        await using var db = Store.CreateDbContext();
        await LimitProjection.RebuildAsync(db, _ => { }, CancellationToken.None);
    }

    public async Task<WarningLevel> LevelAsync(string caseId) => (await Hub.Hub.Queries.CaseAsync(caseId))!.Case.Level;

    public async Task<JsonElement> LimitsAsync(string caseId) => await Hub.Http.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}/limits");

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
        {
            await StopHubAsync();
        }

        _folder.Dispose();
    }

    private CaseDesk Desk => Hub.Hub.Services.GetRequiredService<CaseDesk>();

    private HubStore Store => Hub.Hub.Services.GetRequiredService<HubStore>();
}
