using System.Text;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Dispatch;
using EdgeGrid.Hub.Tests.Api;
using EdgeGrid.Hub.Tests.Cases;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;
using EdgeGrid.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGrid.Hub.Tests.Dispatch;

/// <summary>Whom a case reaches.</summary>
public sealed class DispatchTests
{
    [Fact]
    public async Task Case_Filed_ReachesTheNearestOnDuty()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 3);
        await rig.RulesAsync();

        var caseId = await rig.AlertAsync();

        await rig.ReachesAsync(caseId, "w-1");
        var found = await rig.CaseAsync(caseId);
        Assert.Equal((CaseStep.Dispatched, "urban", Records.Noon.AddMinutes(5)), (found.Step, found.Department, found.AnswerBy));
        Assert.Contains("Dispatched to w-1 of urban: Methane 12 %LEL > 10 for 3 s (by rule gas)", await rig.HistoryAsync(caseId));
        Assert.Contains("派遣给urban的w-1:Methane 12 %LEL > 10 for 3 s(按规则gas)", await rig.HistoryAsync(caseId, Language.Chinese));
    }

    [Fact]
    public async Task Case_OfLevelI_ReachesSeveralAtOnce()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 4);
        await rig.RulesAsync();

        await rig.ReachesAsync(await rig.AlertAsync(WarningLevel.Red), "w-1", "w-2", "w-3");
    }

    [Fact]
    public async Task Report_WhoseRuleIsOfLevelI_ReachesSeveralAtOnceWhenItIsFiled()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 4);
        var catalogue = (await File.ReadAllTextAsync(Repository.PathOf("deploy", "examples", "catalogue.jsonc"))).Split("\"rules\"")[0] + """
            "rules": [{
              "category": "1401", "filingCondition": { "zh": "气味", "en": "A smell" }, "closingCondition": { "zh": "无", "en": "None" }, "department": "urban", "level": "red", "calendar": "streets",
              "limits": [{ "stage": "handle", "name": { "zh": "处置", "en": "Handle" }, "amount": 2, "unit": "urgent-hour" }]
            }] }
            """;
        (await rig.Hub.Http.PutAsync("/api/v1/rules", new StringContent(catalogue, Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();
        await rig.RulesAsync(new DispatchRules { Rules = [new DispatchRule { Id = "gas", Categories = ["14*"], Department = "urban", Automatic = true }] });

        var caseId = await CaseApi.ReportAsync(rig.Hub, new { category = "1401", description = "It smells of gas", address = "Heping Road 18", position = new { latitude = 34.2440, longitude = 117.1940 } });
        await CaseApi.DoAsync(rig.Hub, caseId, "file", new { ground = "urgent" });

        await rig.ReachesAsync(caseId, "w-1", "w-2", "w-3");
    }

    [Fact]
    public async Task Case_Refused_ReachesTheNextAtOnce()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 2);
        await rig.RulesAsync();
        var caseId = await rig.AlertAsync();
        await rig.ReachesAsync(caseId, "w-1");

        await rig.DoAsync(caseId, new RefuseCase("the road is closed"), "w-1");
        await rig.ReachesAsync(caseId, "w-2");
        await rig.DoAsync(caseId, new RefuseCase("on the roof"), "w-2");
        await rig.ReachesAsync(caseId, "leader");
        await rig.DoAsync(caseId, new RefuseCase("not my grid"), "leader");
        await rig.ReachesAsync(caseId, "lead");
        await rig.DoAsync(caseId, new RefuseCase("not my department"), "lead");
        await rig.ReachesAsync(caseId, "centre");

        Assert.Equal(
            [
                "Dispatched to w-1 of urban: Methane 12 %LEL > 10 for 3 s (by rule gas)",
                "Dispatched to w-2 of urban: Methane 12 %LEL > 10 for 3 s (by rule gas)",
                "Dispatched to leader of urban: Methane 12 %LEL > 10 for 3 s (by rule gas, to the leader of grid unassigned, on duty)",
                "Dispatched to lead of urban: Methane 12 %LEL > 10 for 3 s (by rule gas, to the duty lead of urban, on duty)",
                "Dispatched to centre of urban: Methane 12 %LEL > 10 for 3 s (by rule gas, to the centre)",
            ],
            (await rig.HistoryAsync(caseId)).Where(line => line.StartsWith("Dispatched", StringComparison.Ordinal)));
        Assert.Equal(
            ["(按规则gas)", "(按规则gas)", "(按规则gas,转交网格unassigned的在岗网格长)", "(按规则gas,转交urban的在岗值班负责人)", "(按规则gas,转交中心)"],
            (await rig.HistoryAsync(caseId, Language.Chinese)).Where(line => line.StartsWith("派遣", StringComparison.Ordinal)).Select(line => line[line.IndexOf('(', StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Case_GivenBackByWhoeverHadAcceptedIt_WaitsForAPerson()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 3);
        await rig.RulesAsync();
        var caseId = await rig.AlertAsync();
        await rig.ReachesAsync(caseId, "w-1");
        await rig.DoAsync(caseId, new AcceptCase(), "w-1");
        await rig.DoAsync(caseId, new ReturnCase("the gas company's pipe"), "w-1");

        // Everything is looked at again: another one is dispatched, this one is not.
        await rig.RulesAsync();
        var other = await rig.AlertAsync(north: 0.5);
        await Eventually.HoldsAsync("the other is dispatched", async () => (await rig.CaseAsync(other)).Step == CaseStep.Dispatched);

        Assert.Equal(CaseStep.Filed, (await rig.CaseAsync(caseId)).Step);
    }

    [Fact]
    public async Task Case_WithNobodyOnDuty_GoesToTheCentreAndSaysSo()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 2);
        await rig.RulesAsync();
        rig.Time.SetUtcNow(Records.Noon.AddHours(9));

        var caseId = await rig.AlertAsync();

        await rig.ReachesAsync(caseId, "centre");
        Assert.Contains("nobody suitable is on duty, so it goes to the centre", (await rig.HistoryAsync(caseId))[^1]);
        Assert.EndsWith("(按规则gas:无合适的在岗人员,转由中心处理)", (await rig.HistoryAsync(caseId, Language.Chinese))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_ReportedAtLength_IsDispatchedAsAnyOther()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 1);
        await rig.RulesAsync(new DispatchRules { Rules = [new DispatchRule { Id = "all", Department = "urban", Automatic = true }] });

        var report = Play.Problem() with { Description = new string('x', 2000), Simulated = false };
        var outcome = await rig.Hub.Hub.Services.GetRequiredService<CaseDesk>().ReportAsync(report, Some.Administrator, CancellationToken.None);
        await rig.DoAsync(outcome.Case!.CaseId, new FileCase(Phrase.Same("seen")), "clerk");

        await Eventually.HoldsAsync("it is dispatched", async () => (await rig.CaseAsync(outcome.Case.CaseId)).Step == CaseStep.Dispatched);
        Assert.Contains("xxx… (by rule all", (await rig.HistoryAsync(outcome.Case.CaseId))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_OneAfterTheOther_AreSpreadByLoad()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 2);
        await rig.RulesAsync();
        var first = await rig.AlertAsync();
        await rig.ReachesAsync(first, "w-1");

        // Some 1 km off, so that it is a case of its own.
        var second = await rig.AlertAsync(north: 0.009);
        await Eventually.HoldsAsync("it is dispatched", async () => (await rig.CaseAsync(second)).Step == CaseStep.Dispatched);

        Assert.NotEqual(first, second);
        Assert.Equal(["w-2"], (await rig.CaseAsync(second)).Assignees);
    }

    [Fact]
    public async Task Case_Simulated_ReachesNobodyUnlessTheRuleSaysSo()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 2);
        await rig.RulesAsync();
        var simulated = await rig.AlertAsync(simulated: true);
        var real = await rig.AlertAsync(north: 0.5);
        await Eventually.HoldsAsync("the real one is dispatched", async () => (await rig.CaseAsync(real)).Step == CaseStep.Dispatched);

        Assert.Equal(CaseStep.Filed, (await rig.CaseAsync(simulated)).Step);

        // A rule for exercises, too, and what has been waiting goes.
        await rig.RulesAsync(simulated: true);
        await Eventually.HoldsAsync("the simulated one is dispatched", async () => (await rig.CaseAsync(simulated)).Step == CaseStep.Dispatched);
    }

    [Fact]
    public async Task Names_OfWhoIsDispatched_AreNotOnTheBrokerNorInTheLog()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 2);
        using var listener = await Listener.StartAsync(rig.Hub.Hub.MqttEndPoint!, "edgegrid/v1/#");
        await rig.RulesAsync();

        var caseId = await rig.AlertAsync();
        await rig.ReachesAsync(caseId, "w-1");
        await Eventually.HoldsAsync("the step is told", () => Task.FromResult(listener.Payloads.Any(payload => payload.Contains("CaseDispatched", StringComparison.Ordinal))));

        Assert.DoesNotContain(listener.Payloads, payload => payload.Contains("Name of", StringComparison.Ordinal) || payload.Contains("13800000000", StringComparison.Ordinal));
        Assert.DoesNotContain(rig.Hub.Log.Lines, line => line.Text.Contains("Name of", StringComparison.Ordinal));
    }
}
