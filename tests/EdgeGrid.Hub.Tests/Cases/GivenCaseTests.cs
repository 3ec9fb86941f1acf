using System.Net;
using System.Net.Http.Json;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Tests.Api;
using EdgeGrid.Hub.Tests.People;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Cases;

/// <summary>What is asked of somebody is answered by them, or by who answers for them.</summary>
public sealed class GivenCaseTests : IDisposable
{
    private static readonly CaseActor Zhao = new("zhao", IsAbove: false);

    private static readonly CaseState Dispatched = Play.Apply(
        [new ReportProblem(Play.Problem()), new FileCase(Phrase.Same("seen")), new DispatchCase("cleaning", "wang", Phrase.Same("clean it"), null, ["chen"], Records.Noon.AddMinutes(5))]);

    private static readonly CaseState Handled = Play.Apply(Dispatched, new AcceptCase(), by: "wang");

    private readonly TemporaryFolder _folder = new();

    private readonly Dictionary<string, string> _tokens = [];

    public static TheoryData<string> Given => [.. CaseSteps.Given.Select(type => type.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Given))]
    public void Command_OnWhatSomebodyElseWasGiven_IsRejected(string name)
    {
        CaseCommand command = CaseSteps.Given.Single(type => type.Name == name) switch
        {
            var type when type == typeof(AcceptCase) => new AcceptCase(),
            var type when type == typeof(RefuseCase) => new RefuseCase("no"),
            var type when type == typeof(ReturnCase) => new ReturnCase("no"),
            var type when type == typeof(HandOverCase) => new HandOverCase("zhao", "mine"),
            var type when type == typeof(GiveFeedback) => new GiveFeedback("done"),
            var type when type == typeof(FinishStage) => new FinishStage("handle", "done"),
            var type when type == typeof(RequestSuspension) => new RequestSuspension("rain"),
            var type when type == typeof(RequestExtension) => new RequestExtension("rain", Records.Noon.AddDays(1)),
            _ => new AppealAssessment("unfair"),
        };
        var state = command switch
        {
            AcceptCase or RefuseCase => Dispatched,
            AppealAssessment => Play.Apply(Play.Apply(Play.Apply(Handled, new GiveFeedback("done")), new CloseCase("clean")), new AssessCase(10, "")),
            _ => Handled,
        };

        Assert.Equal("given-to-others", Play.Decide(state, command, Zhao).Rejection?.Code);
        Assert.Null(Play.Decide(state, command, Zhao with { SpeaksFor = new HashSet<string> { "cleaning" } }).Rejection);
        Assert.Null(Play.Decide(state, command, CaseActor.Above("zhao")).Rejection);
        Assert.Null(Play.Decide(state, command, Zhao with { ActsFor = new HashSet<string> { "chen" } }).Rejection);
    }

    [Fact]
    public void Rejection_OfWhoWasNotAsked_SaysWhoWasInBothLanguages()
    {
        var why = Play.Decide(Dispatched, new AcceptCase(), Zhao).Rejection!.Text;

        Assert.Equal("it was given to wang, chen: zhao is neither one of them, nor their deputy, nor the leader of their grid, nor their department", why.En);
        Assert.Contains("wang, chen", why.In(Language.Chinese), StringComparison.Ordinal);
    }

    [Fact]
    public void Deputy_OfOneOfSeveral_TakesRefusesAndGivesAwayTheirPartAlone()
    {
        var deputy = Zhao with { ActsFor = new HashSet<string> { "wang" } };

        Assert.Equal("wang", Assert.IsType<CaseAccepted>(Assert.Single(Play.Decide(Dispatched, new AcceptCase(), deputy).Events)).Worker);
        Assert.Equal("wang", Assert.IsType<AssigneeRefused>(Assert.Single(Play.Decide(Dispatched, new RefuseCase("ill"), deputy).Events)).Worker);
        Assert.Equal(["chen", "sun"], Play.After(Dispatched, Play.Decide(Dispatched, new HandOverCase("sun", "ill"), deputy).Events, by: "zhao")!.Assignees);
    }

    [Fact]
    public void Case_ThatNobodyOfADepartmentHasByName_IsAnybodysOfIt()
    {
        var dispatched = Play.Apply([new ReportProblem(Play.Problem()), new FileCase(Phrase.Same("seen")), new DispatchCase("cleaning", null, Phrase.Same("clean it"), null)]);

        Assert.Null(Play.Decide(dispatched, new AcceptCase(), Zhao with { WorksIn = "cleaning" }).Rejection);
        Assert.NotNull(Play.Decide(dispatched, new AcceptCase(), Zhao with { WorksIn = "parks" }).Rejection);
        Assert.NotNull(Play.Decide(Dispatched, new AcceptCase(), Zhao with { WorksIn = "cleaning" }).Rejection);
    }

    [Fact]
    public void Task_OfSomebodyElse_IsNotAnswered()
    {
        var verifying = Play.Apply([new ReportProblem(Play.Problem()), new AskVerification("wang", "is it so?")]);
        var inspecting = Play.Apply(Play.Apply(Handled, new GiveFeedback("done"), by: "wang"), new AskInspection("li", "is it done?"));

        Assert.Equal("given-to-others", Play.Decide(verifying, new AnswerVerification(true, "yes"), Zhao).Rejection?.Code);
        Assert.Equal("given-to-others", Play.Decide(inspecting, new AnswerInspection(true, "yes"), Zhao).Rejection?.Code);
        Assert.Null(Play.Decide(verifying, new AnswerVerification(true, "yes"), new CaseActor("wang", IsAbove: false)).Rejection);
        Assert.Null(Play.Decide(inspecting, new AnswerInspection(true, "yes"), Zhao with { ActsFor = new HashSet<string> { "li" } }).Rejection);
    }

    [Fact]
    public void Inspection_AskedOfWhoDidTheWork_IsRejected()
    {
        var fedBack = Play.Apply(Handled, new GiveFeedback("done"), by: "zhao");

        Assert.Equal("own-work", Play.Decide(fedBack, new AskInspection("zhao", "is it done?")).Rejection?.Code);
        Assert.Equal("own-work", Play.Decide(fedBack, new AskInspection("wang", "is it done?")).Rejection?.Code);
        Assert.Null(Play.Decide(fedBack, new AskInspection("chen", "is it done?")).Rejection);
    }

    [Fact]
    public async Task Case_GivenToAWorker_IsTakenByNobodyButWhoAnswersForThem()
    {
        await using var rig = await HubRig.StartAsync(options => options with
        {
            TokensFile = WriteTokens(("w-1", Role.Worker, null), ("w-2", Role.Worker, null), ("deputy", Role.Worker, null), ("leader-1", Role.Leader, null), ("leader-2", Role.Leader, null),
                ("desk-a", Role.Department, "dep-a"), ("dep-b", Role.Department, null), ("root", Role.Administrator, null)),
        });
        rig.Http.DefaultRequestHeaders.Authorization = Tokens.Header(_tokens["root"]);
        await StaffAsync(rig);

        foreach (var stranger in (string[])["w-2", "leader-2", "dep-b"])
        {
            var answer = await AcceptAsync(rig, stranger);
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Equal("given-to-others", (await CaseApi.JsonAsync(answer)).GetProperty("code").GetString());
        }

        foreach (var rightful in (string[])["w-1", "deputy", "leader-1", "desk-a", "root"])
        {
            var answer = await AcceptAsync(rig, rightful);
            Assert.True(answer.IsSuccessStatusCode, $"{rightful}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>w-1 of dep-a, at a grid that leader-1 leads, with a deputy for now.</summary>
    private static async Task StaffAsync(HubRig rig)
    {
        var now = TimeProvider.System.GetUtcNow();
        var file = new StaffFile
        {
            Departments = [new Department { Id = "dep-a", Name = "A" }, new Department { Id = "dep-b", Name = "B" }],
            People =
            [
                SomeStaff.Person("w-1", "dep-a", null, new GridPost(GridCell.Unassigned, GridRole.Worker)) with { Deputies = [new DeputyTerm("deputy", now.AddHours(-1), now.AddHours(1))] },
                SomeStaff.Person("w-2", "dep-a"),
                SomeStaff.Person("deputy", "dep-b"),
                SomeStaff.Person("leader-1", posts: new GridPost(GridCell.Unassigned, GridRole.Leader)),
                SomeStaff.Person("leader-2"),
            ],
        };
        Assert.Empty((await rig.Directory().ImportAsync(file, replace: true, dryRun: false, Some.Administrator, CancellationToken.None)).Problems);
    }

    private async Task<HttpResponseMessage> AcceptAsync(HubRig rig, string by)
    {
        var caseId = await CaseApi.ReportAsync(rig);
        await CaseApi.DoAsync(rig, caseId, "file", new { ground = "seen" });
        await CaseApi.DoAsync(rig, caseId, "dispatch", new { department = "dep-a", worker = "w-1", task = "go" });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{caseId}/commands/accept") { Content = JsonContent.Create(new { }) };
        request.Headers.Authorization = Tokens.Header(_tokens[by]);
        return await rig.Http.SendAsync(request);
    }

    private string WriteTokens(params (string Name, Role Role, string? Department)[] holders)
    {
        var path = _folder.File("tokens");
        File.WriteAllLines(path, holders.Select(holder =>
        {
            var (token, line) = TokenFile.Create(holder.Name, holder.Role, holder.Department);
            _tokens[holder.Name] = token;
            return line;
        }));
        return path;
    }
}
