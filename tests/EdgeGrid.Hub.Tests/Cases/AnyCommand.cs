using CsCheck;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Tests.Cases;

/// <summary>Any command of anybody, sensible or not.</summary>
internal static class AnyCommand
{
    private static readonly Gen<string> Person = One("li", "wang", "zhao", "sun");

    private static readonly Gen<string> Words = Gen.Frequency((12, Gen.Const("because")), (1, One("", " ", new string('x', 2001))));

    private static readonly Gen<Phrase> Reasons = Gen.Frequency((4, Words.Select(Phrase.Same)), (1, Gen.Const(new Phrase("the hub's own reason", "系统理由"))));

    private static readonly Gen<DateTimeOffset> At = Gen.Int[-1, 30].Select(hours => Records.Noon.AddHours(hours));

    private static readonly Gen<string> Stage = One("stop the work", "penalty");

    private static readonly Gen<ReportedAlert> Alert = Gen.Select(Gen.Int[0, 5], Gen.Enum<WarningLevel>(), One(AlertKind.Gas, AlertKind.Smoke))
        .Select(pick => Some.Reported(pick.Item2, pick.Item3) with { AlertId = $"{pick.Item1:x32}" });

    private static readonly Gen<IReadOnlyList<string>?> People = Person.Array[0, 3].Select(people => (IReadOnlyList<string>?)people);

    private static readonly Gen<IReadOnlyList<AlertName>?> Names = Gen.Int[0, 5].Array[0, 3]
        .Select(numbers => (IReadOnlyList<AlertName>?)numbers.Select(number => new AlertName("gw-1", $"{number:x32}")).ToList());

    /// <summary>A command and who wants it.</summary>
    /// <param name="others">Numbers of other cases.</param>
    public static Gen<(CaseCommand Command, string By)> Of(params string[] others)
    {
        var other = One(others);
        Gen<CaseCommand>[] loop =
        [
            Reasons.Select(CaseCommand (reason) => new FileCase(reason)),
            Gen.Select(Person, Reasons, At.Nullable(), People, At.Nullable()).Select(CaseCommand (pick) => new DispatchCase("fire", pick.Item1, pick.Item2, pick.Item3, pick.Item4, pick.Item5)),
            Gen.Const<CaseCommand>(new AcceptCase()),
            Words.Select(CaseCommand (words) => new GiveFeedback(words)),
            Words.Select(CaseCommand (words) => new SendBack(words)),
            Words.Select(CaseCommand (words) => new CloseCase(words)),
            Gen.Int[-5, 105].Select(CaseCommand (score) => new AssessCase(score, "")),
        ];
        Gen<CaseCommand>[] beside =
        [
            Words.Select(CaseCommand (words) => new RefuseCase(words)),
            Words.Select(CaseCommand (words) => new ReturnCase(words)),
            Words.Select(CaseCommand (words) => new ReturnFiling(words)),
            Gen.Select(Person, Words, At.Nullable()).Select(CaseCommand (pick) => new HandOverCase(pick.Item1, pick.Item2, AnswerBy: pick.Item3)),
            Gen.Select(Person, Reasons).Select(CaseCommand (pick) => new EscalateDispatch(pick.Item1, pick.Item2)),
            Gen.Select(Stage, At).Select(CaseCommand (pick) => new WarnOfLimit(pick.Item1, pick.Item2)),
            Gen.Select(Stage, At).Select(CaseCommand (pick) => new NoteLimitPassed(pick.Item1, pick.Item2)),
            Gen.Select(Stage, Words).Select(CaseCommand (pick) => new FinishStage(pick.Item1, pick.Item2)),
            Gen.Select(Person, Words).Select(CaseCommand (pick) => new AskVerification(pick.Item1, pick.Item2)),
            Gen.Select(Gen.Bool, Words).Select(CaseCommand (pick) => new AnswerVerification(pick.Item1, pick.Item2)),
            Gen.Select(Person, Words).Select(CaseCommand (pick) => new AskInspection(pick.Item1, pick.Item2)),
            Gen.Select(Gen.Bool, Words).Select(CaseCommand (pick) => new AnswerInspection(pick.Item1, pick.Item2)),
            Words.Select(CaseCommand (words) => new SelfHandleCase(words)),
            Gen.Select(Gen.Bool, Words).Select(CaseCommand (pick) => new RevisitCase(pick.Item1, pick.Item2)),
            Gen.Select(Words, At.Nullable()).Select(CaseCommand (pick) => new RequestSuspension(pick.Item1, pick.Item2)),
            Gen.Select(Words, At).Select(CaseCommand (pick) => new RequestExtension(pick.Item1, pick.Item2)),
            Words.Select(CaseCommand (words) => new RequestVoid(words)),
            Words.Select(CaseCommand (words) => new RequestForcedClose(words)),
            Words.Select(CaseCommand (words) => new AppealAssessment(words)),
            Words.Select(CaseCommand (words) => new ApproveRequest(words)),
            Words.Select(CaseCommand (words) => new DeclineRequest(words)),
            Reasons.Select(CaseCommand (reason) => new ResumeCase(reason)),
            Words.Select(CaseCommand (words) => new UrgeCase(words)),
            Words.Select(CaseCommand (words) => new AddComment(words)),
            Gen.Select(other, Words).Select(CaseCommand (pick) => new LinkCase(pick.Item1, pick.Item2)),
            Gen.Select(other, Words).Select(CaseCommand (pick) => new UnlinkCase(pick.Item1, pick.Item2)),
            Gen.Select(Names, Words).Select(CaseCommand (pick) => new SplitCase(pick.Item2, "The door is broken", "0203", pick.Item1) { Into = others[0] }),
        ];
        Gen<CaseCommand>[] approving =
        [
            Words.Select(CaseCommand (words) => new RequestSuspension(words)),
            Words.Select(CaseCommand (words) => new ApproveRequest(words)),
            Reasons.Select(CaseCommand (reason) => new ResumeCase(reason)),
        ];
        var note = Gen.Select(Alert, Gen.Enum<AlertTransition>()).Select(CaseCommand (pick) => new NoteAlert(pick.Item1, pick.Item2));
        var merge = Gen.Select(other, Reasons).Select(CaseCommand (pick) => new MergeCase(pick.Item1, pick.Item2));
        return Gen.Select(Gen.Frequency((6, Gen.OneOf(loop)), (10, Gen.OneOf(beside)), (3, Gen.OneOf(approving)), (3, note), (1, merge)), Person);
    }

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
