using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class CaseDeskTests
{
    private static readonly Caller Dispatcher = new("li", Role.Dispatcher);

    [Fact]
    public async Task Command_OfAPerson_IsOnRecordUnderTheirNameAndToldToListeners()
    {
        await using var rig = await HubRig.StartAsync();
        var filed = await FileAsync(rig);
        using var listening = rig.Hub.Live.Subscribe(16);

        var outcome = await Desk(rig).ExecuteAsync(filed, new DispatchCase("fire", null, "close the valve", null), Dispatcher, null, CancellationToken.None);

        Assert.Equal(DeskAnswer.Done, outcome.Answer);
        var found = await rig.Hub.Queries.CaseAsync(filed);
        Assert.Equal(CaseStep.Dispatched, found!.Case.Step);
        Assert.Equal("li", found.Events[^1].By);
        Assert.True(listening.Changes.TryRead(out var change));
        Assert.Equal("CaseDispatched", Assert.IsType<Hub.Api.CaseChanged>(change).Event);
    }

    [Fact]
    public async Task Command_OnAVersionThatIsGone_IsRefusedAndChangesNothing()
    {
        await using var rig = await HubRig.StartAsync();
        var filed = await FileAsync(rig);
        var seen = (await rig.Hub.Queries.CaseAsync(filed))!.Case.Version;
        await Desk(rig).ExecuteAsync(filed, new DispatchCase("fire", null, "close the valve", null), Dispatcher, seen, CancellationToken.None);

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
            foreach (var command in (CaseCommand[])[.. i == 0 ? (CaseCommand[])[new DispatchCase("fire", null, "close the valve", null)] : [], new AcceptCase(), new GiveFeedback("closed"), new SendBack("still open")])
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
