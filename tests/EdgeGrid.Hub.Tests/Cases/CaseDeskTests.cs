using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class CaseDeskTests
{
    private static readonly Caller Dispatcher = new("li", Role.Administrator);

    [Fact]
    public async Task Command_OfAPerson_IsOnRecordUnderTheirNameAndToldToListeners()
    {
        await using var rig = await HubRig.StartAsync();
        var filed = await FileAsync(rig);
        using var listening = rig.Hub.Live.Subscribe(16);

        var outcome = await Desk(rig).ExecuteAsync(filed, new DispatchCase("fire", null, Phrase.Same("close the valve"), null), Dispatcher, null, CancellationToken.None);

        Assert.Equal(DeskAnswer.Done, outcome.Answer);
        var found = await rig.Hub.Queries.CaseAsync(filed);
        Assert.Equal(CaseStep.Dispatched, found!.Case.Step);
        Assert.Equal("li", found.Events[^1].By);
        Assert.True(listening.Changes.TryRead(out var change));
        Assert.Equal("CaseDispatched", Assert.IsType<Hub.Api.CaseChanged>(change).Event);
    }

    [Fact]
    public async Task Report_OfACitizen_OpensACaseWithoutAnAlert()
    {
        await using var rig = await HubRig.StartAsync();

        var outcome = await Desk(rig).ReportAsync(Play.Problem(), new Caller("12345", Role.Citizen), CancellationToken.None);

        Assert.Equal(DeskAnswer.Done, outcome.Answer);
        var found = (await rig.Hub.Queries.CaseAsync(outcome.Case!.CaseId))!;
        Assert.Matches(@"^\d{8}-000001$", found.Case.CaseId);
        Assert.Equal((CaseStep.Reported, null, "0105", ReportSource.Citizen), (found.Case.Step, found.Case.Kind, found.Case.Category, found.Case.Source));
        Assert.Equal("Rubbish beside the bins · Heping Road 18", found.Case.Title);
        Assert.Equal("12345", Assert.Single(found.Events).By);
    }

    [Fact]
    public async Task Report_WithoutWords_IsRefusedWithAllThatIsMissing()
    {
        await using var rig = await HubRig.StartAsync();

        var outcome = await Desk(rig).ReportAsync(Play.Problem() with { Description = " ", Address = "" }, Dispatcher, CancellationToken.None);

        Assert.Equal((DeskAnswer.Rejected, "a description is missing; an address is missing"), (outcome.Answer, outcome.Why?.Text.En));
        Assert.Empty((await rig.Hub.Queries.CasesAsync(new Hub.Api.CaseFilter())).Cases);
    }

    [Fact]
    public async Task Command_OfSomebodyWhoMayNot_IsForbidden()
    {
        await using var rig = await HubRig.StartAsync();
        var filed = await FileAsync(rig);

        var outcome = await Desk(rig).ExecuteAsync(filed, new DispatchCase("fire", null, Phrase.Same("close the valve"), null), new Caller("wang", Role.Worker), null, CancellationToken.None);

        Assert.Equal(DeskAnswer.Forbidden, outcome.Answer);
    }

    [Fact]
    public async Task Trail_FollowedFromAnEarlierPosition_TellsWhatWasMissedAndWhatComes()
    {
        await using var rig = await HubRig.StartAsync();
        var trail = rig.Hub.Services.GetRequiredService<CaseTrail>();
        var filed = await FileAsync(rig);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var events = trail.FollowAsync(0, bound.Token).GetAsyncEnumerator(bound.Token);
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<CaseReported>(events.Current.Happened);
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<CaseFiled>(events.Current.Happened);

        var next = events.MoveNextAsync();
        await Desk(rig).ExecuteAsync(filed, new DispatchCase("fire", null, Phrase.Same("close the valve"), null), Dispatcher, null, CancellationToken.None);

        Assert.True(await next);
        Assert.Equal((filed, 3, "li"), (events.Current.CaseId, events.Current.Version, events.Current.By));
        Assert.Equal(events.Current.Position, await trail.LastAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Command_OnAVersionThatIsGone_IsRefusedAndChangesNothing()
    {
        await using var rig = await HubRig.StartAsync();
        var filed = await FileAsync(rig);
        var seen = (await rig.Hub.Queries.CaseAsync(filed))!.Case.Version;
        await Desk(rig).ExecuteAsync(filed, new DispatchCase("fire", null, Phrase.Same("close the valve"), null), Dispatcher, seen, CancellationToken.None);

        var stale = await Desk(rig).ExecuteAsync(filed, new AcceptCase(), Dispatcher, seen, CancellationToken.None);

        Assert.Equal(DeskAnswer.Stale, stale.Answer);
        Assert.Equal(CaseStep.Dispatched, (await rig.Hub.Queries.CaseAsync(filed))!.Case.Step);
    }

    [Fact]
    public async Task Command_WhileAlertsCome_LosesNeither()
    {
        await using var rig = await HubRig.StartAsync();
        var filed = await FileAsync(rig);
        using var gateway = await rig.GatewayAsync("gw-2");
        var alerts = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(Records.Alert())).Outcome);
            }
        });
        for (var i = 0; i < 20; i++)
        {
            foreach (var command in (CaseCommand[])[.. i == 0 ? (CaseCommand[])[new DispatchCase("fire", null, Phrase.Same("close the valve"), null)] : [], new AcceptCase(), new GiveFeedback("closed"), new SendBack("still open")])
            {
                Assert.Equal(DeskAnswer.Done, (await Desk(rig).ExecuteAsync(filed, command, Dispatcher, null, CancellationToken.None)).Answer);
            }
        }

        await alerts;
        var versions = (await rig.Hub.Queries.CaseAsync(filed))!.Events.Select(happened => happened.Version);
        Assert.Equal(Enumerable.Range(1, versions.Count()), versions);
    }

    private static CaseDesk Desk(HubRig rig) => rig.Hub.Services.GetRequiredService<CaseDesk>();

    private static async Task<string> FileAsync(HubRig rig)
    {
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        return (await rig.Hub.Queries.CasesAsync(new Hub.Api.CaseFilter())).Cases.Single().CaseId;
    }
}
