using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Dispatch;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Tests.People;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;
using EdgeGrid.Hub.Tracking;
using EdgeGrid.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Dispatch;

/// <summary>A hub with staff in a row: w-1 is 100 m from where alerts come from, w-2 200 m, and so on. A Monday's noon.</summary>
internal sealed class DispatchRig : IAsyncDisposable
{
    private static readonly Position Place = new(34.2440, 117.1940);

    private GatewayDouble? _gateway;

    private DispatchRig(HubRig hub, FakeTimeProvider time) => (Hub, Time) = (hub, time);

    public HubRig Hub { get; }

    public FakeTimeProvider Time { get; }

    public static async Task<DispatchRig> StartAsync(int workers, FakeTimeProvider? time = null, TemporaryFolder? folder = null)
    {
        time ??= new FakeTimeProvider(Records.Noon);
        var rig = new DispatchRig(await HubRig.StartAsync(options => options with { Time = time }, folder), time);
        if (workers > 0)
        {
            await rig.StaffAsync(workers);
        }

        return rig;
    }

    /// <summary>Workers of urban management, of whom the last is off duty; the grid's leader, the department's duty lead.</summary>
    public async Task StaffAsync(int workers)
    {
        var people = Enumerable.Range(1, workers).Select(number => SomeStaff.Person($"w-{number}", "urban"))
            .Append(SomeStaff.Person("off", "urban"))
            .Append(SomeStaff.Person("leader", posts: new GridPost(GridCell.Unassigned, GridRole.Leader)))
            .Append(SomeStaff.Person("lead", "urban"))
            .ToArray();
        var file = new StaffFile
        {
            Departments = [new Department { Id = "urban", Name = "Urban management", Leads = ["lead"] }],
            People = people,
            Rosters = [SomeStaff.Roster([.. people.Where(person => person.Id != "off").Select(person => SomeStaff.Shift(person.Id))])],
        };
        Assert.Empty((await Hub.Directory().ImportAsync(file, replace: true, dryRun: false, Some.Administrator, CancellationToken.None)).Problems);
        See("off", 10);
        for (var number = 1; number <= workers; number++)
        {
            See($"w-{number}", number * 100);
        }
    }

    public void See(string person, double metresNorth) => Hub.Hub.Services.GetRequiredService<Whereabouts>().See(
        new Fix(person, Time.GetUtcNow(), new Position(Place.Latitude + (metresNorth / 111_195), Place.Longitude), GridCell.Unassigned, "", false),
        Time.GetUtcNow());

    public Task RulesAsync(bool automatic = true, bool simulated = false, params GridRole[] roles) => RulesAsync(new DispatchRules
    {
        Rules = [new DispatchRule { Id = "gas", Kinds = [AlertKind.Gas], Department = "urban", Automatic = automatic, Simulated = simulated, Roles = roles }],
        AnswerMinutes = new PerLevel(2, 5, 5, 60),
    });

    public async Task RulesAsync(DispatchRules rules)
    {
        var book = Hub.Hub.Services.GetRequiredService<DispatchRuleBook>();
        Assert.Empty((await book.ChangeAsync(rules, book.Now.Version, Some.Administrator, CancellationToken.None)).Problems);
    }

    /// <summary>A case of an alert at the place, or so many degrees north of it.</summary>
    public async Task<string> AlertAsync(WarningLevel level = WarningLevel.Yellow, bool simulated = false, string? alertId = null, double north = 0, AlertTransition transition = AlertTransition.Raised)
    {
        _gateway ??= await Hub.GatewayAsync();
        var alert = Records.Alert(level: level, alertId: alertId, transition: transition) with { Position = new Position(Place.Latitude + north, Place.Longitude), Place = $"Place {north}" };
        Assert.Equal(AckOutcome.Committed, (await _gateway.SendAsync(alert, simulated)).Outcome);
        return (await Hub.Hub.Queries.RecentAlertsAsync(1))[0].Alert.CaseId;
    }

    public async Task<CaseView> CaseAsync(string caseId) => (await Hub.Hub.Queries.CaseAsync(caseId))!.Case;

    /// <summary>Waits until the case has reached exactly these.</summary>
    public Task ReachesAsync(string caseId, params string[] assignees) => Eventually.HoldsAsync(
        $"{caseId} reaches {string.Join(", ", assignees)}",
        async () => (await CaseAsync(caseId)).Assignees.SequenceEqual(assignees),
        seconds: 20);

    /// <summary>The lines of the case's history.</summary>
    public async Task<IReadOnlyList<string>> HistoryAsync(string caseId, Language language = Language.English) =>
        [.. (await Hub.Hub.Queries.CaseAsync(caseId, language, TestContext.Current.CancellationToken))!.Events.Select(one => one.Text)];

    public async Task DoAsync(string caseId, CaseCommand command, string by) =>
        Assert.Equal(DeskAnswer.Done, (await Hub.Hub.Services.GetRequiredService<CaseDesk>().ExecuteAsync(caseId, command, new Caller(by, Role.Administrator), null, CancellationToken.None)).Answer);

    public async Task<JsonElement> SuggestAsync(string caseId)
    {
        var response = await Hub.Http.PostAsync($"/api/v1/cases/{caseId}/suggestions", null);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        await Hub.DisposeAsync();
    }
}
