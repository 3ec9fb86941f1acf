using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class CaseDeciderTests
{
    private static readonly CaseCommand[] Path =
    [
        new ReportAlert(Some.Reported()),
        new FileCase(Phrase.Same("early warning")),
        new DispatchCase("Fire brigade", "Wang", Phrase.Same("go and look"), Records.Noon.AddHours(2)),
        new AcceptCase(),
        new GiveFeedback("valve closed"),
        new CloseCase("no gas measured"),
        new AssessCase(90, "quick"),
    ];

    private static readonly CaseCommand[] OffThePath =
    [
        new SendBack("still smells"),
        new RefuseCase("not ours"),
        new ReturnCase("not ours after all"),
        new ReturnFiling("wrong category"),
        new HandOverCase("Zhao", "end of the shift"),
        new EscalateDispatch("Sun", Phrase.Same("Wang has not answered")),
        new WarnOfLimit("handle", Records.Noon.AddHours(2)),
        new NoteLimitPassed("handle", Records.Noon.AddHours(2)),
        new FinishStage("handle", "sealed"),
        new AskVerification("Zhao", "is it so?"),
        new AnswerVerification(true, "it is"),
        new AskInspection("Zhao", "is it done?"),
        new AnswerInspection(true, "it is"),
        new SelfHandleCase("picked it up"),
        new RevisitCase(true, "content"),
        new RequestSuspension("no spare part", Records.Noon.AddDays(3)),
        new RequestExtension("more to do", Records.Noon.AddDays(1)),
        new RequestVoid("a drill"),
        new RequestForcedClose("nobody's land"),
        new AppealAssessment("it was the rain"),
        new ApproveRequest(),
        new DeclineRequest("no"),
        new ResumeCase(Phrase.Same("the part is here")),
        new UrgeCase("the mayor waits"),
        new AddComment("ring twice"),
        new AddAttachment(AttachmentPurpose.Before, ImageType.Jpeg, 1000, "00"),
        new LinkCase("20261123-000009", "the same house"),
        new UnlinkCase("20261123-000009", "another house"),
        new MergeCase("20261123-000009", Phrase.Same("the same")),
        new AbsorbCase("20261123-000008", Phrase.Same("the same"), WarningLevel.Blue, false, []),
        new SplitCase("two things", "The door is broken", "0203") { Into = "20261123-000010" },
    ];

    [Fact]
    public void Case_TakenThroughAllSevenSteps_EndsAssessed()
    {
        var steps = new List<CaseStep>();
        CaseState? state = null;
        foreach (var command in Path)
        {
            state = Apply(state, command);
            steps.Add(state!.Step);
        }

        Assert.Equal(Enum.GetValues<CaseStep>(), steps);
    }

    [Fact]
    public void EveryCommandOfTheLoop_OutOfItsTurn_IsRejected()
    {
        for (var done = 1; done <= Path.Length; done++)
        {
            var state = After(done);
            foreach (var command in Path.Skip(1))
            {
                var expected = CaseSteps.Steps.ContainsKey((state.Step, command.GetType()));
                Assert.Equal(expected, Play.Decide(state, command, by: "Wang").Rejection is null);
            }
        }
    }

    [Fact]
    public void EveryTransitionOfTheTable_Decided_LeadsToTheStepItNames()
    {
        CaseCommand[] commands = [.. Path, .. OffThePath];
        foreach (var ((from, type), to) in CaseSteps.Steps)
        {
            var state = Prepared(After((int)from), type);
            Assert.Equal(from, state.Step);
            var expected = type == typeof(ApproveRequest) && CaseSteps.Granted.TryGetValue(state.Pending!.Kind, out var granted) ? granted : to;
            Assert.Equal(expected, Play.Apply(state, commands.Single(command => command.GetType() == type), by: "Wang").Step);
        }
    }

    [Fact]
    public void EveryCommandWithAName_OutOfItsStep_SaysWhatIsPossibleInstead()
    {
        var decision = Play.Decide(After(2), new GiveFeedback("done"));

        Assert.StartsWith("a case that is filed does not take «feed-back». Possible now: dispatch, return-filing, self-handle, ", decision.Rejection?.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispatch_WithALimitInThePast_IsRejected()
    {
        var decision = Play.Decide(After(2), new DispatchCase("Fire brigade", null, Phrase.Same("go"), Records.Noon));

        Assert.Equal("the time limit has passed already", decision.Rejection?.Text.En);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Assessment_OutsideItsScale_IsRejected(int score) =>
        Assert.NotNull(Play.Decide(After(6), new AssessCase(score, "")).Rejection);

    [Fact]
    public void Feedback_WithoutAWord_IsRejected() =>
        Assert.Equal("what was done is missing", Play.Decide(After(4), new GiveFeedback(" ")).Rejection?.Text.En);

    [Fact]
    public void SecondAlert_OfAHigherLevel_JoinsAndRaisesTheCase()
    {
        var decision = Play.Decide(After(2), new NoteAlert(Some.Reported(WarningLevel.Orange), AlertTransition.Raised));

        Assert.Collection(
            decision.Events,
            happened => Assert.IsType<AlertJoined>(happened),
            happened => Assert.Equal((WarningLevel.Yellow, WarningLevel.Orange), (Assert.IsType<LevelRaised>(happened).From, ((LevelRaised)happened).To)));
    }

    [Fact]
    public void OwnAlert_EscalatedTwice_RisesOnce()
    {
        var alert = Some.Reported();
        var state = Apply(null, new ReportAlert(alert));
        var rising = new NoteAlert(alert with { Level = WarningLevel.Red }, AlertTransition.Escalated);

        state = Apply(state, rising);

        Assert.Equal(WarningLevel.Red, state!.Level);
        Assert.Empty(Play.Decide(state, rising).Events);
    }

    [Fact]
    public void OwnAlert_ClearedTwice_ClearsOnceAndKeepsTheCase()
    {
        var alert = Some.Reported();
        var state = Apply(Apply(null, new ReportAlert(alert)), new FileCase(Phrase.Same("early warning")));
        var cleared = new NoteAlert(alert, AlertTransition.Cleared);

        state = Apply(state, cleared);

        Assert.Equal(CaseStep.Filed, state!.Step);
        Assert.Empty(Play.Decide(state, cleared).Events);
    }

    [Fact]
    public void SimulatedAlert_NotedOnARealCase_IsRejected()
    {
        var decision = Play.Decide(After(2), new NoteAlert(Some.Reported() with { Simulated = true }, AlertTransition.Raised));

        Assert.Equal("simulated and real never share a case", decision.Rejection?.Text.En);
    }

    [Fact]
    public void ForeignAlert_OnAClosedCase_IsRejected() =>
        Assert.NotNull(Play.Decide(After(6), new NoteAlert(Some.Reported(), AlertTransition.Raised)).Rejection);

    /// <summary>What has to be before some commands mean anything.</summary>
    private static CaseState Prepared(CaseState state, Type command) => command switch
    {
        _ when command == typeof(AnswerVerification) => Apply(state, new AskVerification("Zhao", "is it so?")),
        _ when command == typeof(AnswerInspection) => Apply(state, new AskInspection("Zhao", "is it done?")),
        _ when command == typeof(UnlinkCase) => Apply(state, new LinkCase("20261123-000009", "the same house")),
        _ when command == typeof(ResumeCase) => Play.Apply(Apply(state, new RequestSuspension("no spare part")), new ApproveRequest(), by: "Wang"),
        _ when command == typeof(ApproveRequest) || command == typeof(DeclineRequest) => Apply(state, state.Step switch
        {
            CaseStep.FedBack => new RequestForcedClose("nobody's land"),
            CaseStep.Assessed => new AppealAssessment("it was the rain"),
            _ => new RequestVoid("a drill"),
        }),
        _ => state,
    };

    private static CaseState After(int commands) => Play.Apply(Path.Take(commands));

    private static CaseState Apply(CaseState? state, CaseCommand command) => Play.Apply(state, command);
}
