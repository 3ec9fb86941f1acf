using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class RequestTests
{
    private static readonly CaseState Handled = Play.Apply(
    [
        new ReportProblem(Play.Problem()),
        new FileCase(Phrase.Same("reported by a citizen")),
        new DispatchCase("cleaning", "wang", Phrase.Same("clean it"), Records.Noon.AddHours(8)),
        new AcceptCase(),
    ]);

    [Fact]
    public void Request_AnsweredByWhoeverMadeIt_IsRejected()
    {
        var asked = Play.Apply(Handled, new RequestSuspension("no truck"), by: "wang");

        Assert.Equal("wang asked for it: another person has to approve or decline it", Play.Decide(asked, new ApproveRequest(), by: "wang").Rejection?.Text.En);
        Assert.NotNull(Play.Decide(asked, new DeclineRequest("no"), by: "wang").Rejection);
    }

    [Fact]
    public void Suspension_Approved_LetsTheWorkRestUntilItIsResumed()
    {
        var suspended = Play.Apply(Play.Apply(Handled, new RequestSuspension("no truck", Records.Noon.AddDays(2)), by: "wang"), new ApproveRequest(), by: "chen");

        Assert.True(suspended.Suspended);
        Assert.Equal("the case is suspended: resume it first", Play.Decide(suspended, new GiveFeedback("cleaned")).Rejection?.Text.En);

        var resumed = Play.Apply(suspended, new ResumeCase(Phrase.Same("the truck is back")));
        Assert.Null(Play.Decide(resumed, new GiveFeedback("cleaned")).Rejection);
    }

    [Fact]
    public void Extension_Approved_MovesTheLimitAndNeverToAnEarlierTime()
    {
        Assert.NotNull(Play.Decide(Handled, new RequestExtension("more to do", Records.Noon.AddHours(7))).Rejection);

        var extended = Play.Apply(Play.Apply(Handled, new RequestExtension("more to do", Records.Noon.AddHours(9)), by: "wang"), new ApproveRequest(), by: "chen");

        Assert.Equal(Records.Noon.AddHours(9), extended.DueAt);
    }

    [Fact]
    public void Extension_ThatEndsBeforeTheLimitOfTheRule_IsRejectedWhenAskedForAndWhenApproved()
    {
        var limit = Records.Noon.AddHours(30);
        var asked = Play.Apply(Handled, new RequestExtension("more to do", Records.Noon.AddHours(9)), by: "wang");

        Assert.Equal("not-later", Play.Decide(Handled, new RequestExtension("more to do", limit) { LimitDueAt = limit }, by: "wang").Rejection?.Code);
        Assert.Equal("not-later", Play.Decide(asked, new ApproveRequest { LimitDueAt = limit }, by: "chen").Rejection?.Code);
        Assert.Null(Play.Decide(Handled, new RequestExtension("more to do", limit.AddHours(1)) { LimitDueAt = limit }, by: "wang").Rejection);
        Assert.Null(Play.Decide(asked, new DeclineRequest("no"), by: "chen").Rejection);
    }

    [Fact]
    public void Void_Approved_EndsTheCaseUnassessed()
    {
        var voided = Play.Apply(Play.Apply(Handled, new RequestVoid("a drill"), by: "wang"), new ApproveRequest(), by: "chen");

        Assert.Equal((CaseStep.Closed, CaseEnding.Voided), (voided.Step, voided.Ending));
        Assert.Equal("a case that was voided is not assessed", Play.Decide(voided, new AssessCase(50, "")).Rejection?.Text.En);
    }

    [Fact]
    public void Request_OfAStepThatIsOver_Lapses()
    {
        var asked = Play.Apply(Handled, new RequestExtension("more to do", Records.Noon.AddHours(9)), by: "wang");

        var fedBack = Play.Apply(asked, new GiveFeedback("cleaned after all"), by: "wang");

        Assert.Null(fedBack.Pending);
        Assert.Equal("nothing is asked for", Play.Decide(fedBack, new ApproveRequest(), by: "chen").Rejection?.Text.En);
    }

    [Fact]
    public void Request_WhileAnotherWaits_IsRejected()
    {
        var asked = Play.Apply(Handled, new RequestVoid("a drill"), by: "wang");

        Assert.Equal("voiding, which wang asked for, has to be approved or declined first", Play.Decide(asked, new RequestSuspension("no truck")).Rejection?.Text.En);
    }

    [Fact]
    public void Appeal_Upheld_WithdrawsTheAssessment()
    {
        var assessed = Play.Apply(Play.Apply(Play.Apply(Handled, new GiveFeedback("cleaned")), new CloseCase("clean")), new AssessCase(20, "late"));

        var again = Play.Apply(Play.Apply(assessed, new AppealAssessment("it was the rain"), by: "wang"), new ApproveRequest(), by: "chen");

        Assert.Equal((CaseStep.Closed, null), (again.Step, again.Score));
        Assert.Equal(60, Play.Apply(again, new AssessCase(60, "rain")).Score);
    }

    [Fact]
    public void Filing_BeforeTheVerificationIsThere_IsRejected()
    {
        var asked = Play.Apply(Play.Apply(null, new ReportProblem(Play.Problem())), new AskVerification("zhao", "is it so?"));
        Assert.Equal("zhao has still to verify it", Play.Decide(asked, new FileCase(Phrase.Same("x"))).Rejection?.Text.En);

        var denied = Play.Apply(asked, new AnswerVerification(false, "nothing there"));
        Assert.StartsWith("the verification did not confirm it", Play.Decide(denied, new FileCase(Phrase.Same("x"))).Rejection?.Text.En, StringComparison.Ordinal);

        var verified = Play.Apply(Play.Apply(denied, new AskVerification("sun", "look again")), new AnswerVerification(true, "behind the wall"));
        Assert.Null(Play.Decide(verified, new FileCase(Phrase.Same("x"))).Rejection);
    }

    [Fact]
    public void Inspection_ByWhoeverDidTheWork_IsRejected()
    {
        var asked = Play.Apply(Play.Apply(Handled, new GiveFeedback("cleaned"), by: "wang"), new AskInspection("zhao", "is it clean?"));

        Assert.Equal("wang did the work: another person has to inspect it", Play.Decide(asked, new AnswerInspection(true, "clean"), by: "wang").Rejection?.Text.En);
        Assert.Equal("zhao has still to inspect it", Play.Decide(asked, new CloseCase("clean")).Rejection?.Text.En);
        Assert.Null(Play.Decide(Play.Apply(asked, new AnswerInspection(true, "clean"), by: "zhao"), new CloseCase("clean")).Rejection);
    }

    [Fact]
    public void SelfHandledCase_Closed_SaysSo()
    {
        var handled = Play.Apply(Play.Apply(null, new ReportProblem(Play.Problem())), new SelfHandleCase("picked it up"), by: "wang");

        Assert.Equal((CaseStep.FedBack, "wang"), (handled.Step, handled.FedBackBy));
        Assert.Equal(CaseEnding.SelfHandled, Play.Apply(handled, new CloseCase("gone")).Ending);
    }

    [Fact]
    public void Dispatch_ToSeveral_StaysWithTheOthersWhenOneRefuses()
    {
        var filed = Play.Apply([new ReportAlert(Some.Reported(WarningLevel.Red)), new FileCase(Phrase.Same("early warning"))]);
        var reached = Play.Apply(filed, new DispatchCase("fire", null, Phrase.Same("go"), null, ["wang", "zhao", "wang"], Records.Noon.AddMinutes(5)));
        Assert.Equal(["wang", "zhao"], reached.Assignees);
        Assert.Equal(Records.Noon.AddMinutes(5), reached.AnswerBy);

        var one = Play.Apply(reached, new RefuseCase("ill"), by: "wang");
        Assert.Equal((CaseStep.Dispatched, "zhao"), (one.Step, Assert.Single(one.Assignees)));

        var none = Play.Apply(one, new RefuseCase("away"), by: "zhao");
        Assert.Equal((CaseStep.Filed, null, 0), (none.Step, none.AnswerBy, none.Assignees.Length));
    }

    [Fact]
    public void Dispatch_Escalated_ReachesOneMoreAndIsAcceptedOnce()
    {
        var reached = Play.Apply(Play.Apply(
        [
            new ReportAlert(Some.Reported(WarningLevel.Red)),
            new FileCase(Phrase.Same("early warning")),
            new DispatchCase("fire", "wang", Phrase.Same("go"), null, AnswerBy: Records.Noon.AddMinutes(5)),
        ]), new EscalateDispatch("zhao", Phrase.Same("wang has not answered"), Records.Noon.AddMinutes(10)));

        var accepted = Play.Apply(reached, new AcceptCase(), by: "zhao");

        Assert.Equal((CaseStep.Handling, null), (accepted.Step, accepted.AnswerBy));
        Assert.Equal("the case has been accepted already", Play.Decide(accepted, new AcceptCase(), by: "zhao").Rejection?.Text.En);
        Assert.Null(Play.Decide(accepted, new AcceptCase(), by: "wang").Rejection);
        Assert.NotNull(Play.Decide(reached, new EscalateDispatch("wang", Phrase.Same("again"))).Rejection);
    }

    [Fact]
    public void LimitOfAStage_ToldTwice_IsOnRecordOnce()
    {
        var warned = Play.Apply(Handled, new WarnOfLimit("handle", Records.Noon.AddHours(1)));
        Assert.Empty(Play.Decide(warned, new WarnOfLimit("handle", Records.Noon.AddHours(1))).Events);

        var passed = Play.Apply(warned, new NoteLimitPassed("handle", Records.Noon.AddHours(1)));
        Assert.Empty(Play.Decide(passed, new NoteLimitPassed("handle", Records.Noon.AddHours(1))).Events);
        Assert.Empty(Play.Decide(passed, new WarnOfLimit("handle", Records.Noon.AddHours(1))).Events);

        // A limit that was moved is another.
        Assert.Single(Play.Decide(passed, new WarnOfLimit("handle", Records.Noon.AddHours(3))).Events);
    }

    [Fact]
    public void Words_TooMany_AreRejected() =>
        Assert.Equal("a text is longer than 2000 characters", Play.Decide(Handled, new AddComment(new string('x', 2001))).Rejection?.Text.En);
}
