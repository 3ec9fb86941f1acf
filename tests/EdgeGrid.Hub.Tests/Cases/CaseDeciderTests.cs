using CsCheck;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class CaseDeciderTests
{
    private static readonly CaseCommand[] Path =
    [
        new ReportAlert(Some.Reported()),
        new FileCase("early warning"),
        new DispatchCase("Fire brigade", "Wang", "go and look", Records.Noon.AddHours(2)),
        new AcceptCase(),
        new GiveFeedback("valve closed"),
        new CloseCase("no gas measured"),
        new AssessCase(90, "quick"),
    ];

    private static readonly CaseCommand[] OffThePath =
    [
        new SendBack("still smells"),
        new RefuseCase("not ours"),
        new HandOverCase("Zhao", "end of the shift"),
        new EscalateDispatch("Sun", "Wang has not answered"),
        new WarnOfLimit("handle", Records.Noon.AddHours(2)),
        new NoteLimitPassed("handle", Records.Noon.AddHours(2)),
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
            var state = After((int)from);
            Assert.Equal(from, state.Step);
            Assert.Equal(to, Play.Apply(state, commands.Single(command => command.GetType() == type), by: "Wang")!.Step);
        }
    }

    [Fact]
    public void Dispatch_WithALimitInThePast_IsRejected()
    {
        var decision = Play.Decide(After(2), new DispatchCase("Fire brigade", null, "go", Records.Noon));

        Assert.Equal("the time limit has passed already", decision.Rejection);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Assessment_OutsideItsScale_IsRejected(int score) =>
        Assert.NotNull(Play.Decide(After(6), new AssessCase(score, "")).Rejection);

    [Fact]
    public void Feedback_WithoutAWord_IsRejected() =>
        Assert.Equal("what was done is missing", Play.Decide(After(4), new GiveFeedback(" ")).Rejection);

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
        var state = Apply(Apply(null, new ReportAlert(alert)), new FileCase("early warning"));
        var cleared = new NoteAlert(alert, AlertTransition.Cleared);

        state = Apply(state, cleared);

        Assert.Equal(CaseStep.Filed, state!.Step);
        Assert.Empty(Play.Decide(state, cleared).Events);
    }

    [Fact]
    public void SimulatedAlert_NotedOnARealCase_IsRejected()
    {
        var decision = Play.Decide(After(2), new NoteAlert(Some.Reported() with { Simulated = true }, AlertTransition.Raised));

        Assert.Equal("simulated and real never share a case", decision.Rejection);
    }

    [Fact]
    public void ForeignAlert_OnAClosedCase_IsRejected() =>
        Assert.NotNull(Play.Decide(After(6), new NoteAlert(Some.Reported(), AlertTransition.Raised)).Rejection);

    [Fact]
    public void AnyCommands_InAnyOrder_NeverLowerTheLevelOrSkipAStep()
    {
        var alerts = Gen.Select(Gen.Int[0, 3], Gen.Enum<WarningLevel>(), Gen.Enum<AlertTransition>())
            .Select(CaseCommand (pick) => new NoteAlert(Some.Reported(pick.Item2) with { AlertId = $"{pick.Item1:x32}" }, pick.Item3));
        var steps = Gen.Int[1, Path.Length - 1].Select(i => Path[i]);
        Gen.OneOf(alerts, steps).Array[0, 40].Sample(
            commands =>
            {
                var state = After(1);
                foreach (var command in commands)
                {
                    var decision = Play.Decide(state, command);
                    var next = Play.After(state, decision.Events)!;
                    Assert.False(state.Level.IsAbove(next.Level));
                    Assert.InRange(next.Step - state.Step, 0, 1);
                    state = next;
                }
            },
            iter: 2000);
    }

    private static CaseState After(int commands) => Play.Apply(Path.Take(commands));

    private static CaseState Apply(CaseState? state, CaseCommand command) => Play.Apply(state, command);
}
