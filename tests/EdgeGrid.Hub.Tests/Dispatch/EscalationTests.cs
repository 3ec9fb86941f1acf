using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;
using EdgeGrid.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Dispatch;

/// <summary>How a case goes on to others until somebody answers.</summary>
public sealed class EscalationTests
{
    [Fact]
    public async Task Case_WhoseLevelRises_ReachesMore()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 4);
        await rig.RulesAsync();
        var alertId = Records.NewId();
        var caseId = await rig.AlertAsync(alertId: alertId);
        await rig.ReachesAsync(caseId, "w-1");

        await rig.AlertAsync(WarningLevel.Red, alertId: alertId, transition: AlertTransition.Escalated);

        await rig.ReachesAsync(caseId, "w-1", "w-2", "w-3");
        Assert.Contains("Escalated to w-2: a case of this level reaches 3 at once", await rig.HistoryAsync(caseId));
        Assert.Contains("升级派遣给w-2:该等级的案卷同时派遣3人", await rig.HistoryAsync(caseId, Language.Chinese));
    }

    [Fact]
    public async Task Case_ThatNobodyAnswers_GoesOnToTheCentre()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 3);
        await rig.RulesAsync();
        var caseId = await rig.AlertAsync();
        List<string> reached = ["w-1"];
        await rig.ReachesAsync(caseId, [.. reached]);

        foreach (var next in new[] { "w-2", "leader", "lead", "centre" })
        {
            rig.Time.Advance(TimeSpan.FromMinutes(5));
            reached.Add(next);
            await rig.ReachesAsync(caseId, [.. reached]);
        }

        Assert.Null((await rig.CaseAsync(caseId)).AnswerBy);
        Assert.Equal(
            [
                "Escalated to w-2: nobody answered by 2026-11-23 12:05:00 UTC; now the next nearest on duty",
                "Escalated to leader: nobody answered by 2026-11-23 12:10:00 UTC; now the leader of grid unassigned, on duty",
                "Escalated to lead: nobody answered by 2026-11-23 12:15:00 UTC; now the duty lead of urban, on duty",
                "Escalated to centre: nobody answered by 2026-11-23 12:20:00 UTC; now the centre, as there is nobody else on duty",
            ],
            (await rig.HistoryAsync(caseId)).Where(line => line.StartsWith("Escalated", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "升级派遣给w-2:截至2026-11-23 12:05:00 UTC无人应答,改派下一名最近的在岗人员",
                "升级派遣给leader:截至2026-11-23 12:10:00 UTC无人应答,改派网格unassigned的在岗网格长",
                "升级派遣给lead:截至2026-11-23 12:15:00 UTC无人应答,改派urban的在岗值班负责人",
                "升级派遣给centre:截至2026-11-23 12:20:00 UTC无人应答,且无其他在岗人员,转由中心处理",
            ],
            (await rig.HistoryAsync(caseId, Language.Chinese)).Where(line => line.StartsWith("升级", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Case_ThatSomebodyAccepts_GoesNoFurther()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 3);
        await rig.RulesAsync();
        var (first, second) = (await rig.AlertAsync(), await rig.AlertAsync(north: 0.5));
        await rig.ReachesAsync(first, "w-1");
        await Eventually.HoldsAsync("the second is dispatched", async () => (await rig.CaseAsync(second)).Step == CaseStep.Dispatched);

        await rig.DoAsync(first, new AcceptCase(), "w-1");
        rig.Time.Advance(TimeSpan.FromMinutes(5));
        await Eventually.HoldsAsync("the second has gone further", async () => (await rig.CaseAsync(second)).Assignees.Count == 2);

        Assert.Equal((CaseStep.Handling, 1), ((await rig.CaseAsync(first)).Step, (await rig.CaseAsync(first)).Assignees.Count));
    }

    [Fact]
    public async Task Case_HandedOver_HasToBeAnsweredToo()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 3);
        await rig.RulesAsync();
        var caseId = await rig.AlertAsync();
        await rig.ReachesAsync(caseId, "w-1");

        await rig.DoAsync(caseId, new HandOverCase("w-3", "nearer after all", AnswerBy: Records.Noon.AddMinutes(3)), "w-1");
        rig.Time.Advance(TimeSpan.FromMinutes(3));

        await rig.ReachesAsync(caseId, "w-3", "w-2");
    }

    [Fact]
    public async Task Case_Suspended_GoesNoFurtherUntilItIsResumed()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 3);
        await rig.RulesAsync();
        var (suspended, other) = (await rig.AlertAsync(), await rig.AlertAsync(north: 0.5));
        await rig.ReachesAsync(suspended, "w-1");
        await Eventually.HoldsAsync("the other is dispatched", async () => (await rig.CaseAsync(other)).Step == CaseStep.Dispatched);
        await rig.DoAsync(suspended, new RequestSuspension("the owner is away"), "w-1");
        await rig.DoAsync(suspended, new ApproveRequest(), "supervisor");

        rig.Time.Advance(TimeSpan.FromMinutes(5));
        await Eventually.HoldsAsync("the other goes further", async () => (await rig.CaseAsync(other)).Assignees.Count == 2);
        Assert.Equal(["w-1"], (await rig.CaseAsync(suspended)).Assignees);

        await rig.DoAsync(suspended, new ResumeCase(Phrase.Same("the owner is back")), "supervisor");
        await Eventually.HoldsAsync("it goes further", async () => (await rig.CaseAsync(suspended)).Assignees.Count == 2);
    }

    [Fact]
    public async Task Hub_DownWhileADeadlinePasses_GoesOnAtItsStart()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(Records.Noon);
        string waiting, filed;
        await using (var rig = await DispatchRig.StartAsync(workers: 3, time, folder))
        {
            await rig.RulesAsync();
            waiting = await rig.AlertAsync();
            await rig.ReachesAsync(waiting, "w-1");
            await rig.RulesAsync(automatic: false);
            filed = await rig.AlertAsync(north: 0.5);
            Assert.Equal(CaseStep.Filed, (await rig.CaseAsync(filed)).Step);
        }

        time.Advance(TimeSpan.FromMinutes(30));
        await using var again = await DispatchRig.StartAsync(workers: 0, time, folder);

        // Nobody has a fresh position or a grid after the restart: the next step up is the leader.
        await again.ReachesAsync(waiting, "w-1", "leader");
        Assert.Equal(Records.Noon.AddMinutes(35), (await again.CaseAsync(waiting)).AnswerBy);
        Assert.Equal(CaseStep.Filed, (await again.CaseAsync(filed)).Step);
        await again.RulesAsync();
        await again.ReachesAsync(filed, "leader");
    }
}
