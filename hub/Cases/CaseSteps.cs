using System.Collections.Frozen;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// The state machine as data: which command is possible in which step and where it leads, what it is called, and which
/// permission it needs. What else a command needs is decided by <see cref="CaseDecider"/>.
/// </summary>
internal static class CaseSteps
{
    private static readonly CaseStep[] Open = [CaseStep.Reported, CaseStep.Filed, CaseStep.Dispatched, CaseStep.Handling, CaseStep.FedBack];

    private static readonly CaseStep[] Filed = [CaseStep.Filed, CaseStep.Dispatched, CaseStep.Handling, CaseStep.FedBack];

    private static readonly CaseStep[] UnderWay = [CaseStep.Dispatched, CaseStep.Handling];

    private static readonly CaseStep[] Over = [CaseStep.Closed, CaseStep.Assessed];

    private static readonly CaseStep[] Any = [.. Open, .. Over];

    private static readonly Rule[] Rules =
    [
        // The closed loop: report, file, dispatch, accept, feed back, verify and close, assess. No step is skipped.
        Moves<FileCase>("file", Permission.FileCases, (CaseStep.Reported, CaseStep.Filed)),
        Moves<DispatchCase>("dispatch", Permission.DispatchCases, (CaseStep.Filed, CaseStep.Dispatched)),
        Moves<AcceptCase>("accept", Permission.HandleCases, (CaseStep.Dispatched, CaseStep.Handling), (CaseStep.Handling, CaseStep.Handling)),
        Moves<GiveFeedback>("feed-back", Permission.HandleCases, (CaseStep.Handling, CaseStep.FedBack)),
        Moves<CloseCase>("close", Permission.InspectCases, (CaseStep.FedBack, CaseStep.Closed)),
        Moves<AssessCase>("assess", Permission.AssessCases, (CaseStep.Closed, CaseStep.Assessed)),

        // Back.
        Moves<RefuseCase>("refuse", Permission.HandleCases, (CaseStep.Dispatched, CaseStep.Filed)),
        Moves<SendBack>("send-back", Permission.InspectCases, (CaseStep.FedBack, CaseStep.Dispatched)),

        Moves<ReturnCase>("return", Permission.HandleCases, (CaseStep.Handling, CaseStep.Filed)),
        Moves<ReturnFiling>("return-filing", Permission.DispatchCases, (CaseStep.Filed, CaseStep.Reported)),

        // Tasks, and who has done it already.
        Stays<AskVerification>("ask-verification", Permission.FileCases, CaseStep.Reported),
        Stays<AnswerVerification>("answer-verification", Permission.HandleCases, CaseStep.Reported),
        Stays<AskInspection>("ask-inspection", Permission.InspectCases, CaseStep.FedBack),
        Stays<AnswerInspection>("answer-inspection", Permission.InspectCases, CaseStep.FedBack),
        Moves<SelfHandleCase>("self-handle", Permission.HandleCases, (CaseStep.Reported, CaseStep.FedBack), (CaseStep.Filed, CaseStep.FedBack)),
        Stays<RevisitCase>("revisit", Permission.InspectCases, Over),

        // What one asks for and another approves. An approval leads where that leads: Granted.
        Stays<RequestSuspension>("request-suspension", Permission.HandleCases, UnderWay),
        Stays<RequestExtension>("request-extension", Permission.HandleCases, UnderWay),
        Stays<RequestVoid>("request-void", Permission.FileCases, CaseStep.Reported, CaseStep.Filed, CaseStep.Dispatched, CaseStep.Handling),
        Stays<RequestForcedClose>("request-forced-close", Permission.SuperviseCases, Filed),
        Stays<AppealAssessment>("appeal", Permission.HandleCases, CaseStep.Assessed),
        Stays<ApproveRequest>("approve", Permission.SuperviseCases, [.. Open, CaseStep.Assessed]),
        Stays<DeclineRequest>("decline", Permission.SuperviseCases, [.. Open, CaseStep.Assessed]),
        Stays<ResumeCase>("resume", Permission.DispatchCases, UnderWay),

        // To others.
        Moves<HandOverCase>("hand-over", Permission.HandleCases, (CaseStep.Dispatched, CaseStep.Dispatched), (CaseStep.Handling, CaseStep.Dispatched)),
        Moves<EscalateDispatch>("escalate", Permission.DispatchCases, (CaseStep.Dispatched, CaseStep.Dispatched)),

        Stays<UrgeCase>("urge", Permission.SuperviseCases, Filed),

        // What people add, and what cases have to do with each other.
        Stays<AddComment>("comment", Permission.AnnotateCases, Any),
        Stays<AddAttachment>(null, Permission.AnnotateCases, Any),
        Stays<LinkCase>("link", Permission.AnnotateCases, Any),
        Stays<UnlinkCase>("unlink", Permission.AnnotateCases, Any),
        Moves<MergeCase>("merge", Permission.SuperviseCases, [.. Open.Select(step => (step, CaseStep.Closed))]),
        Stays<AbsorbCase>(null, Permission.SuperviseCases, Open),
        Stays<SplitCase>("split", Permission.SuperviseCases, Open),

        // Part of the work; which stages there are says the rule, at /cases/{id}/limits.
        Stays<FinishStage>(null, Permission.HandleCases, CaseStep.Dispatched, CaseStep.Handling),

        // What the watch over limits says; people have no such command.
        Stays<WarnOfLimit>(null, Permission.SuperviseCases, Open),
        Stays<NoteLimitPassed>(null, Permission.SuperviseCases, Open),
    ];

    private static readonly FrozenDictionary<Type, Rule> ByType = Rules.ToFrozenDictionary(rule => rule.Command);

    /// <summary>From which step a command leads to which.</summary>
    public static readonly FrozenDictionary<(CaseStep From, Type Command), CaseStep> Steps =
        Rules.SelectMany(rule => rule.Moves, (rule, move) => ((move.From, rule.Command), move.To)).ToFrozenDictionary(move => move.Item1, move => move.To);

    /// <summary>Where an approval leads; what is not named here stays in its step.</summary>
    public static readonly FrozenDictionary<RequestKind, CaseStep> Granted = new Dictionary<RequestKind, CaseStep>
    {
        [RequestKind.Void] = CaseStep.Closed,
        [RequestKind.ForcedClose] = CaseStep.Closed,
        [RequestKind.Appeal] = CaseStep.Closed,
    }.ToFrozenDictionary();

    /// <summary>What nobody does to a case while it is suspended.</summary>
    public static readonly FrozenSet<Type> Rest = new[]
    {
        typeof(AcceptCase), typeof(RefuseCase), typeof(ReturnCase), typeof(HandOverCase), typeof(EscalateDispatch), typeof(GiveFeedback),
        typeof(RequestSuspension), typeof(RequestExtension),
    }.ToFrozenSet();

    /// <summary>What only they do to whom the case was given, or who answers for them: <see cref="CaseActor.Has(CaseState)"/>.</summary>
    public static readonly FrozenSet<Type> Given = new[]
    {
        typeof(AcceptCase), typeof(RefuseCase), typeof(ReturnCase), typeof(HandOverCase), typeof(GiveFeedback), typeof(FinishStage),
        typeof(RequestSuspension), typeof(RequestExtension), typeof(AppealAssessment),
    }.ToFrozenSet();

    /// <summary>What a command needs. Reports have no step to come from.</summary>
    public static Permission NeedOf(CaseCommand command) => command is ReportProblem or ReportAlert or ReportStorm or NoteAlert or OpenSplit
        ? Permission.ReportCases
        : NeedOf(command.GetType());

    /// <summary>What a command that people send needs.</summary>
    public static Permission NeedOf(Type command) => ByType[command].Needs;

    /// <summary>The steps that a command is possible in.</summary>
    public static IEnumerable<CaseStep> From(Type command) => ByType[command].Moves.Select(move => move.From);

    /// <summary>What a command is called by people and programs.</summary>
    public static string NameOf(Type command) => ByType.GetValueOrDefault(command)?.Name ?? command.Name;

    /// <summary>Every command that people and programs may send, by name.</summary>
    public static IReadOnlyDictionary<string, Type> Named { get; } =
        Rules.Where(rule => rule.Name is not null).ToFrozenDictionary(rule => rule.Name!, rule => rule.Command);

    /// <summary>The names of what is possible in a step, in the table's order.</summary>
    public static IEnumerable<string> PossibleIn(CaseStep step) =>
        Rules.Where(rule => rule.Name is not null && rule.Moves.Any(move => move.From == step)).Select(rule => rule.Name!);

    private static Rule Moves<TCommand>(string? name, Permission needs, params (CaseStep From, CaseStep To)[] moves)
        where TCommand : CaseCommand => new(typeof(TCommand), name, needs, moves);

    private static Rule Stays<TCommand>(string? name, Permission needs, params CaseStep[] steps)
        where TCommand : CaseCommand => new(typeof(TCommand), name, needs, [.. steps.Select(step => (step, step))]);

    private sealed record Rule(Type Command, string? Name, Permission Needs, (CaseStep From, CaseStep To)[] Moves);
}
